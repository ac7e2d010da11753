package dev.trunkline.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Why letters are dead, without what differs from letter to letter: those of one cause are one
 * group, however many they are. Pure.
 *
 * @param stage {@code normalizer}, {@code writer} or {@code recordings}
 * @param cause the reason with numbers, places, ids and values taken out
 * @param field that the reason names, by our name where it has one; null where it names none
 */
public record Cause(String stage, String cause, @Nullable String field) {

  private static final int DIGITS = 8;

  /**
   * The cause of a letter.
   *
   * @param source of the letter; which one it is says nothing about the cause
   */
  public static Cause of(String stage, String reason, @Nullable String source) {
    Reason read = Reason.of(stage, reason, source);
    return new Cause(stage, read.cause(), read.field());
  }

  /** What the group is called: eight hexadecimal digits, the same for equal causes everywhere. */
  public String group() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", stage, cause, field == null ? "" : field).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
