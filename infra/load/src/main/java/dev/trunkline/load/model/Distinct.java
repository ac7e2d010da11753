package dev.trunkline.load.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/** A vendor's redelivery is the same event again: of its live copies the least receipt counts. */
final class Distinct {

  private static final Comparator<Copy> RECEIPT =
      Comparator.comparing(Copy::receivedAt)
          .thenComparing(Copy::deliveryId)
          .thenComparingInt(Copy::index);

  private Distinct() {}

  /** The copy that counts, by event id. */
  static Map<String, Copy> of(Collection<Copy> live) {
    Map<String, Copy> distinct = new TreeMap<>();
    for (Copy copy : live) {
      distinct.merge(copy.eventId(), copy, BinaryOperator.minBy(RECEIPT));
    }
    return distinct;
  }
}
