package dev.trunkline.workbench;

import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.PinnedTranslators;
import java.util.function.Function;
import picocli.CommandLine.Command;

/** {@code trunkline dead-letters}. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    header = "What could not be read or written, by cause: look, try again, or discard.",
    synopsisHeading =
        "Examples:%n  trunkline dead-letters list%n  trunkline dead-letters show 62774cc3%n  trunkline dead-letters show normalizer-3@17 --reveal%n  trunkline dead-letters retry 62774cc3 --apply%n  trunkline dead-letters discard 62774cc3 --reason \"test calls of the vendor's\" --apply%n%nUsage: ",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DeadLettersListCommand.class,
      DeadLettersShowCommand.class,
      DeadLettersRetryCommand.class,
      DeadLettersDiscardCommand.class
    })
public final class DeadLettersCommand {

  private final Function<PinnedTranslators, Reading> readings;

  /**
   * Letters are read again as the replay lane would.
   *
   * @param readings its normalizer, reading by given definitions
   */
  public DeadLettersCommand(Function<PinnedTranslators, Reading> readings) {
    this.readings = readings;
  }

  /** What these definitions would make of letters; none was read yet. */
  LetterForecast forecast(Definitions today) {
    return new LetterForecast(today, readings);
  }
}
