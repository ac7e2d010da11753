package dev.trunkline.vendors;

import java.nio.charset.StandardCharsets;

/**
 * A secret that a vendor shares with us, and a name for it that may be shown. Never printed: {@code
 * toString} gives the id only.
 *
 * @param id what may be shown: where it came from and its place, {@code KNOWRITHM_SECRET}
 * @param value the secret itself, never empty
 */
public record Secret(String id, String value) {

  /** Refuses an empty value: an empty secret would make every forgery genuine. */
  public Secret {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("secret " + id + " is empty");
    }
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
