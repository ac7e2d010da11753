package dev.trunkline.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which dead letter: {@code normalizer-3@17} is the one at offset 17 of partition 3 of {@code
 * dead.normalizer.v1}.
 *
 * @param stage whose dead letters' topic
 */
public record LetterPlace(String stage, int partition, long offset) {

  private static final Pattern WRITTEN = Pattern.compile("([a-z]+)-(\\d{1,9})@(\\d{1,18})");

  /** What a text names; empty where it names no letter. */
  public static Optional<LetterPlace> of(String text) {
    Matcher written = WRITTEN.matcher(text);
    return written.matches()
        ? Optional.of(
            new LetterPlace(
                written.group(1),
                Integer.parseInt(written.group(2)),
                Long.parseLong(written.group(3))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return stage + "-" + partition + "@" + offset;
  }
}
