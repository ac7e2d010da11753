package dev.trunkline.workbench;

import dev.trunkline.store.LetterPlace;
import dev.trunkline.store.LetterScope;
import dev.trunkline.store.Letters;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Parameters;

/** How an operator says which letters are meant: a group, or letters one by one. */
final class LetterChoice {

  private static final Pattern GROUP = Pattern.compile("[0-9a-f]{8}");

  @Parameters(
      arity = "1..*",
      paramLabel = "GROUP|LETTER",
      description = "a group of `list` (62774cc3), or letters of it (normalizer-3@17)")
  List<String> words = new ArrayList<>();

  /**
   * What is meant.
   *
   * @throws CommandFailure where the words do not say it
   */
  LetterScope scope() {
    if (words.size() == 1 && GROUP.matcher(words.getFirst()).matches()) {
      return LetterScope.group(words.getFirst());
    }
    return LetterScope.places(words.stream().map(LetterChoice::place).toList());
  }

  /**
   * Refuses what names nothing that ever was.
   *
   * @throws CommandFailure naming it
   */
  void refuseUnknown(Letters letters) {
    LetterScope scope = scope();
    List<LetterPlace> places = scope.places();
    if (places == null) {
      refuseUnknown(words.getFirst(), letters);
      return;
    }
    List<LetterPlace> known =
        letters.newest(scope, true, places.size()).stream().map(letter -> letter.place()).toList();
    List<LetterPlace> unknown = places.stream().filter(place -> !known.contains(place)).toList();
    if (!unknown.isEmpty()) {
      throw new CommandFailure(
          ExitCode.PROBLEMS,
          "no such letter: " + unknown.getFirst() + "; see: trunkline dead-letters list");
    }
  }

  /**
   * Refuses a group that never had a letter.
   *
   * @throws CommandFailure naming it
   */
  static void refuseUnknown(String group, Letters letters) {
    if (letters.newest(LetterScope.group(group), true, 1).isEmpty()) {
      throw new CommandFailure(
          ExitCode.PROBLEMS,
          "no letter was ever of group " + group + "; see: trunkline dead-letters list");
    }
  }

  /** As it was typed. */
  String told() {
    return String.join(" ", words);
  }

  private static LetterPlace place(String word) {
    return LetterPlace.of(word)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "name one group (62774cc3), or letters (normalizer-3@17), as `trunkline dead-letters list` shows them; this is neither: "
                        + word));
  }
}
