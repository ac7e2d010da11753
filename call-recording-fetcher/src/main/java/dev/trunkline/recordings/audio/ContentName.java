package dev.trunkline.recordings.audio;

import java.util.regex.Pattern;

/** A recording's name in a store: of its content alone. */
final class ContentName {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private ContentName() {}

  /**
   * {@code ab/cd/<sha256>.<extension>}.
   *
   * @throws IllegalArgumentException if it is no digest, so that no other path can be spelled
   */
  static String of(String sha256, AudioType type) {
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("sha256 is not 64 lower-case hex digits");
    }
    return "%s/%s/%s.%s"
        .formatted(sha256.substring(0, 2), sha256.substring(2, 4), sha256, type.extension());
  }
}
