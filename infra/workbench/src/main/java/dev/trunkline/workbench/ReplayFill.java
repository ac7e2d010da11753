package dev.trunkline.workbench;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.store.ReplayBook;
import dev.trunkline.store.Replays;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Puts a replay's deliveries into its lane, some at a time: no faster than the lane is read and
 * live traffic bears, and no further than it is told to go.
 */
final class ReplayFill {

  /** Most bytes of bodies that are read at once. */
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  /** A tenth of a second's: what comes at once is waited for by whatever came behind it. */
  private static final int CHUNKS_A_SECOND = 10;

  private static final int LEAST = 10;
  private static final int MOST = 100;
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private final Replays replays;
  private final ReplayBook book;
  private final String replayId;
  private final SlowLane pace;
  private final Progress progress;
  private volatile boolean ended;
  private boolean saidThatItWaits;
  private long lookedAt = System.nanoTime() - LOOK_NANOS;

  ReplayFill(Replays replays, ReplayBook book, String replayId, SlowLane pace, Progress progress) {
    this.replays = replays;
    this.book = book;
    this.replayId = replayId;
    this.pace = pace;
    this.progress = progress;
  }

  /**
   * Fills the lane with these, or ends where it is told to: what is in the lane by then is read.
   *
   * @throws CommandFailure where it was paused or cancelled
   * @throws IllegalStateException if Kafka does not take them
   */
  void run(List<UUID> left, ReplayLane lane) {
    for (int from = 0; from < left.size(); ) {
      List<UUID> some = left.subList(from, Math.min(left.size(), from + chunk()));
      List<Delivery> payloads = replays.payloads(some, MOST_BYTES);
      pace.pass(Math.max(1, payloads.size()), this::waits);
      refuseIfMarked();
      payloads.forEach(lane::add);
      var unused = lane.flush();
      from += read(some, payloads);
      progress.at(
          from / (double) left.size(),
          "%,d of %,d deliveries are in the lane".formatted(from, left.size()));
    }
  }

  private int chunk() {
    return Math.clamp((long) (pace.pace() / CHUNKS_A_SECOND), LEAST, MOST);
  }

  /** As far as payloads were read; of the rest none may be in the archive. */
  private static int read(List<UUID> some, List<Delivery> payloads) {
    return payloads.isEmpty()
        ? some.size()
        : some.indexOf(UUID.fromString(payloads.getLast().id())) + 1;
  }

  /** Puts nothing more into the lane. */
  void end() {
    ended = true;
  }

  private void waits() {
    if (!saidThatItWaits) {
      saidThatItWaits = true;
      progress.note("waits: a stage is more than 2 s behind");
    }
    refuseIfMarked();
  }

  private void refuseIfMarked() {
    if (ended) {
      throw paused();
    }
    if (System.nanoTime() - lookedAt < LOOK_NANOS) {
      return;
    }
    lookedAt = System.nanoTime();
    ReplayBook.Mark mark = book.mark(replayId);
    if (mark == ReplayBook.Mark.PAUSED) {
      throw paused();
    }
    if (mark == ReplayBook.Mark.CANCELLED) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "replay "
              + replayId
              + " was cancelled: what is in the lane is read, the rest stays as it was; see: trunkline replay list");
    }
  }

  private CommandFailure paused() {
    return new CommandFailure(
        ExitCode.UNSETTLED,
        "replay "
            + replayId
            + " is paused; it goes on with: trunkline replay --resume "
            + replayId);
  }
}
