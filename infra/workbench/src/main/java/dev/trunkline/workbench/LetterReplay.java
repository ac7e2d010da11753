package dev.trunkline.workbench;

import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.store.Chosen;
import dev.trunkline.store.Replays;
import dev.trunkline.store.Selection;
import dev.trunkline.store.Store;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Has the deliveries of dead letters read again, as {@code replay --ids} would: by what is in
 * force, with all that repeats them, in the replay lane.
 */
final class LetterReplay {

  /** Most deliveries a second; the lane has a cap, too. */
  private static final int RATE = 500;

  private final Store store;
  private final ReplayReaders readers;
  private final KafkaClients clients;
  private final Clock clock;

  LetterReplay(Store store, ReplayReaders readers, KafkaClients clients, Clock clock) {
    this.store = store;
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
    return store
        .replays()
        .look(
            new Selection.Ids(deliveries),
            look -> {
              Chosen chosen = look.chosen();
              return ReplayPlan.of(chosen, readers.inForce(chosen));
            });
  }

  /**
   * Puts all of them into the lane, at the stages' pace; {@code replay pause}, {@code --resume} and
   * {@code cancel} know it.
   *
   * @param why for the book of replays
   * @throws CommandFailure if it is refused, or was ended half way
   */
  Done apply(Set<UUID> deliveries, String why, Progress progress, PrintStream err) {
    Order order = store.replays().look(new Selection.Ids(deliveries), this::order);
    String replayId = order.replayId();
    if (replayId == null) {
      return new Done(order.plan(), null);
    }
    readers.keep(Set.copyOf(order.readers().values()));
    store
        .replays()
        .asked(
            new Chosen.Asked(
                replayId,
                clock.instant(),
                Map.of(
                    "ids",
                    deliveries.size(),
                    "delivery_ids",
                    deliveries,
                    "by",
                    Operator.name(),
                    "reason",
                    why),
                order.readers(),
                order.plan().deliveries(),
                order.plan().duplicates()));
    new ReplayRun(store, clients, clock, RATE)
        .run(replayId, order.readers(), order.left(), progress, err);
    return new Done(order.plan(), replayId);
  }

  /**
   * What is to be done.
   *
   * @param replayId null where nothing is
   * @param left what is to be put into the lane
   */
  private record Order(
      ReplayPlan plan, Map<String, String> readers, @Nullable String replayId, List<UUID> left) {}

  private Order order(Replays.Look look) {
    Chosen chosen = look.chosen();
    Map<String, String> byWhat = readers.inForce(chosen);
    ReplayPlan plan = ReplayPlan.of(chosen, byWhat);
    if (plan.records() == 0) {
      return new Order(plan, byWhat, null, List.of());
    }
    String replayId = ReplayRefusals.later(chosen.latestReplay());
    return new Order(plan, byWhat, replayId, look.left(replayId));
  }
}
