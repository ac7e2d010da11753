package dev.trunkline.allinone.doctor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a sources file is found.
 *
 * @param file null: there is none, and the demo sources are used
 * @param sources how many can be read
 * @param problems what a start would refuse
 * @param warnings what works but should not stay so
 */
record SourcesFacts(
    @Nullable String file,
    int sources,
    List<String> problems,
    List<String> warnings,
    List<Strength> secrets) {

  SourcesFacts {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
    secrets = List.copyOf(secrets);
  }

  /**
   * How good a secret is; never the secret.
   *
   * @param name of the variable or file that it comes from
   * @param distinct how many different characters it has
   */
  record Strength(String source, String name, int length, long distinct) {}
}
