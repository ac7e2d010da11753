package dev.trunkline.workbench;

import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.store.ReplayBook;
import dev.trunkline.store.Store;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what is left of a replay into its lane, and writes down when that is done. */
final class ReplayRun {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayRun.class);

  /** So far ahead of its lane a replay may be: what is paused then ends soon. */
  private static final Duration AHEAD = Duration.ofSeconds(2);

  private final Store store;
  private final KafkaClients clients;
  private final Clock clock;
  private final int rate;

  /**
   * A run.
   *
   * @param rate most deliveries a second
   */
  ReplayRun(Store store, KafkaClients clients, Clock clock, int rate) {
    this.store = store;
    this.clients = clients;
    this.clock = clock;
    this.rate = rate;
  }

  /**
   * Runs until all is in the lane.
   *
   * @param readers the {@code definition_hash} that is to read each source
   * @throws CommandFailure where it was paused, cancelled or interrupted
   */
  void run(
      String replayId,
      Map<String, String> readers,
      List<UUID> left,
      Progress progress,
      PrintStream err) {
    ReplayBook book = store.replayBook();
    var unused = book.mark(replayId, null);
    LOG.info("Replay {} begins: {} deliveries", replayId, left.size());
    try (ReplayLane lane = new ReplayLane(clients, replayId, readers);
        LiveTraffic live = new LiveTraffic(clients, clock);
        Lookout lookout = new Lookout(() -> live.orLane(AHEAD))) {
      ReplayFill fill =
          new ReplayFill(
              store.replays(),
              book,
              replayId,
              new SlowLane(rate, SlowLane.FIRST_DELIVERIES_PER_SECOND, lookout),
              progress);
      OnInterrupt interrupt =
          new OnInterrupt(
              err,
              "The replay is paused; it goes on with: trunkline replay --resume " + replayId,
              fill::end);
      try {
        fill.run(left, lane);
      } finally {
        interrupt.over();
      }
      long sent = lane.flush();
      if (sent != left.size()) {
        throw new IllegalStateException(
            (left.size() - sent) + " deliveries are in the archive no more");
      }
    } catch (CommandFailure e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.debug("a replay was interrupted", e);
      throw new CommandFailure(
          ExitCode.UNSETTLED,
          "replay %s was interrupted (%s): a part of %,d deliveries is in the lane; it goes on with: trunkline replay --resume %s"
              .formatted(replayId, e.getMessage(), left.size(), replayId));
    }
    store.replays().finished(replayId, clock.instant());
    LOG.info("Replay {}: {} deliveries are in the lane", replayId, left.size());
  }
}
