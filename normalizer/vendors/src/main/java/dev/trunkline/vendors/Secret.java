package dev.trunkline.vendors;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret that a vendor shares with us, and a name for it that may be shown. Never printed: {@code
 * toString} gives the id only.
 *
 * @param id what may be shown: where it came from and its place, {@code KNOWRITHM_SECRET}
 * @param value the secret itself, never empty
 * @param notBefore the first instant at which it proves something; null: it always did
 * @param notAfter the last one; null: no end is known
 */
public record Secret(
    String id, String value, @Nullable Instant notBefore, @Nullable Instant notAfter) {

  /** Where a moment lies with regard to a secret's life. */
  public enum Life {
    TO_COME,
    LIVE,
    OVER
  }

  /** Refuses an empty value: an empty secret would make every forgery genuine. */
  public Secret {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("secret " + id + " is empty");
    }
    if (notBefore != null && notAfter != null && !notBefore.isBefore(notAfter)) {
      throw new IllegalArgumentException("secret " + id + " ends before it begins");
    }
  }

  /** One that is always live. */
  public Secret(String id, String value) {
    this(id, value, null, null);
  }

  /** Whether it proves something at this moment; both ends are included. */
  public Life at(Instant moment) {
    if (notBefore != null && moment.isBefore(notBefore)) {
      return Life.TO_COME;
    }
    return notAfter != null && moment.isAfter(notAfter) ? Life.OVER : Life.LIVE;
  }

  /** Whether it is none, but stands where one is named that this process cannot see. */
  public boolean standsIn() {
    return StandIns.is(value);
  }

  /** The secret as UTF-8 bytes. */
  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Secret[" + id + "]";
  }
}
