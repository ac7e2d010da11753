package dev.trunkline.workbench;

import dev.trunkline.canonical.RecordingRequest.Ask;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trunkline recordings fetch}. */
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    header = "Look for recordings now, also where the search has ended.",
    synopsisHeading =
        "Examples:%n  trunkline recordings fetch dialer/1000000001 --apply%n  trunkline recordings fetch --status given_up --source dialer --apply%n%nUsage: ",
    descriptionHeading = "%n",
    description = "Exit code 1: a named call is not known.")
final class RecordingsFetchCommand implements Callable<Integer> {

  @Mixin RecordingsAsk asked = new RecordingsAsk();

  @Override
  public Integer call() {
    return asked.ask(Ask.FETCH, null);
  }
}
