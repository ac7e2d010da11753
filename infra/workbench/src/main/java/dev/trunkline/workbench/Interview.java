package dev.trunkline.workbench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what the words of a call do not say; where nobody can be asked, notes what is missing.
 */
final class Interview {

  private final @Nullable Terminal terminal;
  private final List<String> missing = new ArrayList<>();

  /**
   * An interview.
   *
   * @param terminal null: nobody can be asked
   */
  Interview(@Nullable Terminal terminal) {
    this.terminal = terminal;
  }

  /** Whether somebody can be asked. */
  boolean asks() {
    return terminal != null;
  }

  /**
   * What was said, else the answer to a question.
   *
   * @param usual what no answer means; null: there must be one
   */
  String answer(@Nullable String said, String option, String question, @Nullable String usual) {
    if (said != null) {
      return said;
    }
    Terminal person = terminal;
    if (person == null) {
      missing.add(option + ": " + question);
      return "";
    }
    String asked = question + (usual == null ? ": " : " [" + usual + "]: ");
    String answer = "";
    while (answer.isEmpty()) {
      String typed = given(person.ask(asked)).strip();
      answer = typed.isEmpty() && usual != null ? usual : typed;
    }
    return answer;
  }

  /** A secret, which is not shown while it is typed; empty where none was given. */
  String secret(String option, String question) {
    Terminal person = terminal;
    if (person == null) {
      missing.add(option + ": " + question);
      return "";
    }
    return given(person.askHidden(question + ": ")).strip();
  }

  /** Refuses to go on while something is missing, all of it at once. */
  void complete() {
    if (!missing.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "nobody can be asked here; please say " + String.join("; ", missing));
    }
  }

  private static String given(@Nullable String answer) {
    if (answer == null) {
      throw new CommandFailure(ExitCode.USAGE, "no answer came; nothing was changed");
    }
    return answer;
  }
}
