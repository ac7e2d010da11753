package dev.trunkline.workbench;

import dev.trunkline.store.Letter;
import dev.trunkline.store.LetterPlace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are to be tried again, and which are left as they are, and why.
 *
 * @param tried by the way that they go
 * @param left how many letters, by why
 */
record LetterPlan(Map<LetterWay, List<Letter>> tried, Map<String, Long> left) {

  /** A letter that was tried so often is not tried again by itself. */
  static final int ENOUGH = 5;

  static final String TIRED =
      "were tried %d times already; --force tries them once more".formatted(ENOUGH);
  static final String NO_WAY = "cannot be tried again: mend what made them, or discard them";
  static final String NOT_ARCHIVED = "have no payload in the archive";
  static final String REFUSED =
      "would be refused again by today's definitions; --force tries them all the same";

  /** Sorts letters by their ways. */
  static LetterPlan of(List<Letter> letters, boolean force) {
    LetterPlan plan = new LetterPlan(new EnumMap<>(LetterWay.class), new LinkedHashMap<>());
    for (Letter letter : letters) {
      LetterWay way = LetterWay.of(letter);
      if (way == LetterWay.NONE) {
        plan.leave(NO_WAY);
      } else if (letter.attempts() >= ENOUGH && !force) {
        plan.leave(TIRED);
      } else {
        plan.tried.computeIfAbsent(way, first -> new ArrayList<>()).add(letter);
      }
    }
    return plan;
  }

  /** Leaves those that a replay cannot read, or that today's definitions refuse. */
  void foresee(LetterForecast forecast, boolean force) {
    List<Letter> replayed = new ArrayList<>();
    for (Letter letter : of(LetterWay.REPLAY)) {
      UUID delivery = delivery(letter);
      if (forecast.passing().contains(delivery)
          || (force && forecast.refused().contains(delivery))) {
        replayed.add(letter);
      } else {
        leave(forecast.refused().contains(delivery) ? REFUSED : NOT_ARCHIVED);
      }
    }
    tried.put(LetterWay.REPLAY, replayed);
  }

  List<Letter> of(LetterWay way) {
    return tried.getOrDefault(way, List.of());
  }

  List<Letter> all() {
    return tried.values().stream().flatMap(List::stream).toList();
  }

  List<LetterPlace> places() {
    return all().stream().map(Letter::place).toList();
  }

  /** The deliveries that are to be read again. */
  Set<UUID> deliveries() {
    Set<UUID> deliveries = new TreeSet<>();
    of(LetterWay.REPLAY).forEach(letter -> deliveries.add(delivery(letter)));
    return deliveries;
  }

  private void leave(String why) {
    left.merge(why, 1L, Long::sum);
  }

  private static UUID delivery(Letter letter) {
    @Nullable String id = letter.deliveryId();
    if (id == null) {
      throw new IllegalStateException("a letter without a delivery is not replayed");
    }
    return UUID.fromString(id);
  }
}
