package dev.trunkline.workbench;

import dev.trunkline.canonical.RecordingRequest.Ask;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline recordings reschedule}. */
@Command(
    name = "reschedule",
    mixinStandardHelpOptions = true,
    header = "Move the next attempt, also where the search has ended.",
    synopsisHeading =
        "Examples:%n  trunkline recordings reschedule dialer/1000000001 --at 2026-03-01T12:00:00Z --apply%n%nUsage: ",
    descriptionHeading = "%n",
    description = "Exit code 1: a named call is not known.")
final class RecordingsRescheduleCommand implements Callable<Integer> {

  @Mixin RecordingsAsk asked = new RecordingsAsk();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      required = true,
      description = "a date (2026-03-01, in UTC) or an instant (2026-03-01T10:00:00Z)")
  String at = "";

  @Override
  public Integer call() {
    return asked.ask(Ask.RESCHEDULE, Moment.of("--at", at));
  }
}
