package dev.trunkline.workbench;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.store.Letters;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.PinnedTranslators;
import dev.trunkline.vendors.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What today's definitions would make of dead letters: their deliveries are read again by the
 * replay lane's own code, and nothing is written. A letter passes where its element would not be
 * dead any more.
 */
final class LetterForecast {

  /** A replay is named as its letters would be; nothing is written. */
  private static final String AT_SOME_TIME = DeliveryIds.next();

  private final Definitions today;
  private final Reading reading;
  private final Map<String, Tally> groups = new HashMap<>();
  private final Set<UUID> passing = new TreeSet<>();
  private final Set<UUID> refused = new TreeSet<>();
  private Tally all = Tally.NONE;

  /**
   * None was read yet.
   *
   * @param readings the replay lane's normalizer, reading by given definitions
   */
  LetterForecast(Definitions today, Function<PinnedTranslators, Reading> readings) {
    this.today = today;
    this.reading = readings.apply((hash, source) -> today.translator());
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
    @Nullable List<Manifest.Element> elements = delivery == null ? List.of() : elements(delivery);
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
  private static boolean passes(@Nullable List<Manifest.Element> elements, int index) {
    return elements != null
        && (index >= elements.size() || elements.get(index).fate() != Fate.DEAD);
  }

  /** What its new manifest would say; null where nothing reads its source. */
  private @Nullable List<Manifest.Element> elements(Delivery delivery) {
    Source source = today.sources().find(delivery.source());
    if (source == null) {
      return null;
    }
    return EventJson.readManifest(
            reading.of(delivery, AT_SOME_TIME, today.hash(source)).getLast().value())
        .elements();
  }
}
