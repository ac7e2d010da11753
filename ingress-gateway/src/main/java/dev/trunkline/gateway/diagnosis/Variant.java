package dev.trunkline.gateway.diagnosis;

import java.util.List;

/**
 * One thing that may have been meant.
 *
 * @param changes in what it differs from what the source says; empty: in nothing
 */
record Variant<T>(T value, List<Remark> changes) {

  Variant {
    changes = List.copyOf(changes);
  }

  static <T> Variant<T> same(T value) {
    return new Variant<>(value, List.of());
  }

  static <T> Variant<T> of(T value, String found, String cure) {
    return new Variant<>(value, List.of(new Remark(found, cure)));
  }

  int cost() {
    return changes.size();
  }
}
