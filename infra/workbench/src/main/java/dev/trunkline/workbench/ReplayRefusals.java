package dev.trunkline.workbench;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.load.Settling;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.store.Chosen;
import dev.trunkline.store.ReplayBook;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a replay is refused for, whoever asks for it. Every method throws what it refuses. */
final class ReplayRefusals {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int NAMED = 5;

  private ReplayRefusals() {}

  /**
   * What has not been read yet would be missed, or be taken for what it is no longer.
   *
   * @param untold what cannot be told until it is read
   */
  static void refuseWhileBehind(KafkaClients clients, String untold) {
    if (!Settling.await(clients, PATIENCE)) {
      throw new CommandFailure(
          ExitCode.UNSETTLED,
          "the stages have not read all there is, so it cannot be told "
              + untold
              + "; wait until nothing is behind in: trunkline status");
    }
  }

  /** Ids that were asked for are of deliveries. */
  static void refuseUnknown(Chosen chosen) {
    if (!chosen.unknown().isEmpty()) {
      throw new CommandFailure(
          ExitCode.PROBLEMS,
          "%d of the ids are of no delivery that is known: %s%s; see: trunkline trace ID"
              .formatted(
                  chosen.unknown().size(),
                  chosen.unknown().stream()
                      .limit(NAMED)
                      .map(UUID::toString)
                      .collect(Collectors.joining(", ")),
                  chosen.unknown().size() > NAMED ? ", …" : ""));
    }
  }

  /**
   * An id for a new one. The greatest counts: one that is less would be read, and change nothing.
   */
  static String later(@Nullable String latest) {
    String id = DeliveryIds.next();
    if (latest != null && id.compareTo(latest) <= 0) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "replay "
              + latest
              + " would count as later than one made now: the clock of this machine, or that of the"
              + " one that made it, is wrong; set it right, and ask again");
    }
    return id;
  }

  /** One that was asked for and may go on. */
  static ReplayBook.Page open(ReplayBook book, String id) {
    if (!ReplaySelection.isId(id)) {
      throw new CommandFailure(ExitCode.USAGE, "--resume wants the id of a replay");
    }
    ReplayBook.Page page = book.find(id);
    if (page == null) {
      throw new CommandFailure(
          ExitCode.PROBLEMS, "nobody asked for replay " + id + "; see: trunkline replay list");
    }
    if (page.finishedAt() != null || page.mark() == ReplayBook.Mark.CANCELLED) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "replay %s %s"
              .formatted(
                  id,
                  page.finishedAt() == null
                      ? "was cancelled; ask for a new one"
                      : "has nothing left to do: all of it is in the lane"));
    }
    if (page.selection() == null) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "which deliveries replay " + id + " means was not kept; ask for a new one");
    }
    return page;
  }
}
