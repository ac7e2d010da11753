package dev.trunkline.workbench;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.plumbing.failure.FailurePolicy;
import dev.trunkline.plumbing.failure.Verdict;
import dev.trunkline.store.Letters;
import dev.trunkline.vendors.Translation.Element;
import dev.trunkline.vendors.Translator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What today's definitions would make of dead letters: reads their deliveries again, as a replay
 * would, and writes nothing. A letter passes where its element would not be dead any more.
 */
final class LetterForecast {

  private final Translator today;
  private final Map<String, Tally> groups = new HashMap<>();
  private final Set<UUID> passing = new TreeSet<>();
  private final Set<UUID> refused = new TreeSet<>();
  private Tally all = Tally.NONE;

  LetterForecast(Translator today) {
    this.today = today;
  }

  /**
   * Letters that were read again.
   *
   * @param read that there was a payload of
   * @param passing of these, that would not be dead any more
   * @param gone whose payload is not in the archive
   */
  record Tally(long read, long passing, long gone) {

    static final Tally NONE = new Tally(0, 0, 0);

    private Tally and(boolean passes) {
      return new Tally(read + 1, passing + (passes ? 1 : 0), gone);
    }

    private Tally andGone() {
      return new Tally(read, passing, gone + 1);
    }

    long letters() {
      return read + gone;
    }
  }

  /** Reads one more delivery. */
  void add(Letters.Filed filed) {
    Delivery delivery = filed.delivery();
    List<Element> elements = delivery == null ? List.of() : elements(delivery);
    boolean any = false;
    for (int i = 0; i < filed.indexes().size(); i++) {
      String group = filed.groups().get(i);
      if (delivery == null) {
        groups.merge(group, Tally.NONE.andGone(), (known, one) -> known.andGone());
        all = all.andGone();
      } else {
        boolean passes = passes(elements, filed.indexes().get(i));
        any |= passes;
        groups.merge(group, Tally.NONE.and(passes), (known, one) -> known.and(passes));
        all = all.and(passes);
      }
    }
    if (delivery != null) {
      (any ? passing : refused).add(UUID.fromString(filed.deliveryId()));
    }
  }

  /** What was read of a group; nothing where no letter of it was. */
  Optional<Tally> of(String group) {
    return Optional.ofNullable(groups.get(group));
  }

  Tally all() {
    return all;
  }

  /** Deliveries of which a letter passes. */
  Set<UUID> passing() {
    return passing;
  }

  /** Deliveries that can be read, and of which no letter passes. */
  Set<UUID> refused() {
    return refused;
  }

  /** An element that is there no longer is dead no longer. */
  private static boolean passes(List<Element> elements, int index) {
    return index >= elements.size() || !(elements.get(index) instanceof Element.Rejected);
  }

  /** As the normalizer reads: a fault of ours makes the delivery one dead letter. */
  private List<Element> elements(Delivery delivery) {
    try {
      return today.translate(delivery).elements();
    } catch (RuntimeException | Error e) {
      if (FailurePolicy.of(e).verdict() != Verdict.ISOLATE) {
        throw e;
      }
      return List.of(new Element.Rejected("the definition failed", delivery.body()));
    }
  }
}
