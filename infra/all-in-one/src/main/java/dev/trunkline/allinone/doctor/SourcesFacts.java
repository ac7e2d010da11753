package dev.trunkline.allinone.doctor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a sources file is found.
 *
 * @param file null: there is none, and the demo sources are used
 * @param sources how many can be read
 * @param problems what a start would refuse
 * @param warnings what works but should not stay so
 * @param lives of secrets that begin or end
 * @param now when it was read
 */
record SourcesFacts(
    @Nullable String file,
    int sources,
    List<String> problems,
    List<String> warnings,
    List<Strength> secrets,
    List<Life> lives,
    Instant now) {

  SourcesFacts {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
    secrets = List.copyOf(secrets);
    lives = List.copyOf(lives);
  }

  /**
   * How good a secret is; never the secret.
   *
   * @param name of the variable or file that it comes from
   * @param distinct how many different characters it has
   */
  record Strength(String source, String name, int length, long distinct) {}

  /**
   * From when to when a secret proves something.
   *
   * @param notBefore null: it always did
   * @param notAfter null: no end is known
   * @param followed whether another one of the same proof is live at its end and goes on
   */
  record Life(
      String source,
      String name,
      @Nullable Instant notBefore,
      @Nullable Instant notAfter,
      boolean followed) {}
}
