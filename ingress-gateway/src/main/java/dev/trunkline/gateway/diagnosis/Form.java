package dev.trunkline.gateway.diagnosis;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the bytes of a signature are written. */
public enum Form {
  HEX("hex"),
  UPPER_HEX("hex in capitals"),
  BASE64("base64"),
  BASE64_UNPADDED("base64 without = at its end"),
  BASE64_URL("base64 for URLs");

  /** Lengths of SHA-1, SHA-256, SHA-512 and Ed25519, in bytes. */
  private static final Set<Integer> LENGTHS = Set.of(20, 32, 64);

  private static final Pattern LOWER = Pattern.compile("([0-9a-f]{2})+");
  private static final Pattern UPPER = Pattern.compile("([0-9A-F]{2})+");

  private final String said;

  Form(String said) {
    this.said = said;
  }

  /** In words. */
  String said() {
    return said;
  }

  /** The form in which a text is a signature's bytes; null if it is none that anybody makes. */
  static @Nullable Form of(String text) {
    for (Form form : values()) {
      byte @Nullable [] bytes = form.read(text);
      if (bytes != null && LENGTHS.contains(bytes.length)) {
        return form;
      }
    }
    return null;
  }

  /** The bytes that a text says in this form; null if it does not. */
  byte @Nullable [] read(String text) {
    try {
      return switch (this) {
        case HEX -> LOWER.matcher(text).matches() ? HexFormat.of().parseHex(text) : null;
        case UPPER_HEX -> UPPER.matcher(text).matches() ? HexFormat.of().parseHex(text) : null;
        case BASE64 -> text.length() % 4 == 0 ? Base64.getDecoder().decode(text) : null;
        case BASE64_UNPADDED -> text.endsWith("=") ? null : Base64.getDecoder().decode(text);
        case BASE64_URL -> Base64.getUrlDecoder().decode(text);
      };
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
