package dev.trunkline.workbench;

import dev.trunkline.canonical.PullAsk;
import dev.trunkline.plumbing.KafkaClients;
import java.io.PrintStream;
import java.time.Duration;

/** Asks for a pull and looks on to its end; Ctrl-C ends the looking on, not the pull. */
final class PullLooking {

  private PullLooking() {}

  /**
   * What the pull came to.
   *
   * @param progress is closed
   * @param taken how long a gateway may need to begin
   * @param patience how long it may take; zero: as long as it does
   */
  static PullReport on(
      KafkaClients clients,
      PullAsk ask,
      Progress progress,
      PrintStream err,
      Duration taken,
      Duration patience) {
    String goesOn =
        "job %s goes on without being looked at; see: trunkline backfill list; end it with: trunkline backfill cancel %s"
            .formatted(ask.id(), ask.id());
    try (progress;
        PullFollowing following = new PullFollowing(clients, ask)) {
      following.ask();
      OnInterrupt interrupted = new OnInterrupt(err, goesOn, () -> {});
      try {
        following.follow(progress, taken, patience);
      } finally {
        interrupted.over();
      }
      return PullReport.of(ask, following);
    }
  }
}
