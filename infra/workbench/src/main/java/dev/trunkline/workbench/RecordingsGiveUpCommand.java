package dev.trunkline.workbench;

import dev.trunkline.canonical.RecordingRequest.Ask;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trunkline recordings give-up}. */
@Command(
    name = "give-up",
    mixinStandardHelpOptions = true,
    header = "End searches, with the reason.",
    synopsisHeading =
        "Examples:%n  trunkline recordings give-up dialer/1000000001 --reason \"never recorded\" --apply%n%nUsage: ",
    descriptionHeading = "%n",
    description = "Exit code 1: a named call is not known.")
final class RecordingsGiveUpCommand implements Callable<Integer> {

  @Mixin RecordingsAsk asked = new RecordingsAsk();

  @Override
  public Integer call() {
    if (asked.reason == null || asked.reason.isBlank()) {
      throw new CommandFailure(ExitCode.USAGE, "give-up wants a --reason");
    }
    return asked.ask(Ask.GIVE_UP, null);
  }
}
