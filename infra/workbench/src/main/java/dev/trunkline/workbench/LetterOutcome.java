package dev.trunkline.workbench;

import dev.trunkline.store.Letter;
import dev.trunkline.store.LetterPlace;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What became of letters that were tried again.
 *
 * @param diedAgain they stand there with one attempt more, in the same place or as a later letter
 * @param unsettled nothing has come of them yet
 */
record LetterOutcome(long resolved, long diedAgain, long unsettled) {

  /**
   * Compares how they stood and how they stand.
   *
   * @param after the same letters
   */
  static LetterOutcome of(List<Letter> before, List<Letter> after) {
    Map<LetterPlace, Letter> now =
        after.stream().collect(Collectors.toMap(Letter::place, Function.identity()));
    long resolved = 0;
    long diedAgain = 0;
    for (Letter letter : before) {
      Letter then = now.getOrDefault(letter.place(), letter);
      if ("resolved".equals(then.closed())) {
        resolved++;
      } else if (!then.isOpen() || then.attempts() > letter.attempts()) {
        diedAgain++;
      }
    }
    return new LetterOutcome(resolved, diedAgain, before.size() - resolved - diedAgain);
  }

  int exitCode() {
    if (unsettled > 0) {
      return ExitCode.UNSETTLED;
    }
    return diedAgain > 0 ? ExitCode.PROBLEMS : ExitCode.OK;
  }
}
