package dev.trunkline.workbench;

import dev.trunkline.store.ReplayBook;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trunkline replay pause}. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    header = "Stop putting a replay into its lane, for now.",
    synopsisHeading =
        "Examples:%n  trunkline replay pause 0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f%n%nUsage: ")
final class ReplayPauseCommand implements Callable<Integer> {

  @Mixin SystemOptions options = new SystemOptions();

  @Parameters(paramLabel = "ID", description = "the replay's id")
  String replayId = "";

  @Override
  public Integer call() {
    return ReplayMarking.mark(
        options,
        replayId,
        ReplayBook.Mark.PAUSED,
        " is paused; it goes on with: trunkline replay --resume " + replayId);
  }
}
