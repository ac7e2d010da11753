package dev.trunkline.workbench;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.store.Chosen;
import dev.trunkline.store.Replays;
import dev.trunkline.store.Selection;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Has the deliveries of dead letters read again, as {@code replay --ids} would: by what is in
 * force, with all that repeats them, in the replay lane.
 */
final class LetterReplay {

  private final Replays replays;
  private final ReplayReaders readers;
  private final KafkaClients clients;
  private final Clock clock;

  LetterReplay(Replays replays, ReplayReaders readers, KafkaClients clients, Clock clock) {
    this.replays = replays;
    this.readers = readers;
    this.clients = clients;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param replayId null if nothing was written
   */
  record Done(ReplayPlan plan, @Nullable String replayId) {}

  /** Looks at what it would do. */
  ReplayPlan plan(Set<UUID> deliveries) {
    return replays.look(
        new Selection.Ids(deliveries),
        look -> {
          Chosen chosen = look.chosen();
          return ReplayPlan.of(chosen, readers.inForce(chosen));
        });
  }

  /**
   * Writes all of them into the lane.
   *
   * @param why for the book of replays
   * @throws CommandFailure if it is refused, or was interrupted half way
   */
  Done apply(Set<UUID> deliveries, String why) {
    return replays.look(new Selection.Ids(deliveries), look -> fill(look, deliveries.size(), why));
  }

  private Done fill(Replays.Look look, int ids, String why) {
    Chosen chosen = look.chosen();
    Map<String, String> byWhat = readers.inForce(chosen);
    ReplayPlan plan = ReplayPlan.of(chosen, byWhat);
    if (plan.records() == 0) {
      return new Done(plan, null);
    }
    String replayId = later(chosen.latestReplay());
    readers.keep(Set.copyOf(byWhat.values()));
    replays.asked(
        new Chosen.Asked(
            replayId,
            clock.instant(),
            Map.of("ids", ids, "dead_letters", why, "by", Operator.name()),
            byWhat,
            plan.deliveries(),
            plan.duplicates()));
    try (ReplayLane lane = new ReplayLane(clients, replayId, byWhat)) {
      look.deliveries(lane::add);
      if (lane.flush() != plan.records()) {
        throw new IllegalStateException("the archive gave another number of deliveries");
      }
    } catch (RuntimeException e) {
      throw new CommandFailure(
          ExitCode.UNSETTLED,
          "replay %s was interrupted (%s): only a part of %d deliveries is in the lane; run it again, the later replay replaces this one"
              .formatted(replayId, e.getMessage(), plan.records()));
    }
    replays.finished(replayId, clock.instant());
    return new Done(plan, replayId);
  }

  /** The greatest replay counts: one that is less would be read, and change nothing. */
  private static String later(@Nullable String latest) {
    String id = DeliveryIds.next();
    if (latest != null && id.compareTo(latest) <= 0) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "replay "
              + latest
              + " would count as later than one made now: the clock of this machine, or that of the"
              + " one that made it, is wrong");
    }
    return id;
  }
}
