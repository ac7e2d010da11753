package dev.trunkline.allinone.bench;

import java.util.List;

/** The middle, the least and the greatest of some rounds. */
record Figure(double median, double least, double greatest) {

  /** Of at least one round. */
  static Figure of(List<Double> rounds) {
    List<Double> sorted = rounds.stream().sorted().toList();
    return new Figure(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
  }

  /** As people read it: {@code median [least-greatest]}. */
  String shown(int decimals) {
    String number = "%,." + decimals + "f";
    return (number + " [" + number + "-" + number + "]").formatted(median, least, greatest);
  }
}
