package dev.trunkline.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Cuts what one transaction writes into what one statement writes: a person that comes apart may be
 * hundreds of thousands, and a statement has ten seconds.
 */
final class Portions {

  /**
   * No batch tells of more entities, so rows of one batch are taken in the database's own order.
   */
  static final int MOST = 10_000;

  private Portions() {}

  /** These in their order, at most {@link #MOST} at a time; none of none. */
  static <T> List<List<T>> of(Collection<T> all) {
    List<T> list = List.copyOf(all);
    List<List<T>> portions = new ArrayList<>();
    for (int i = 0; i < list.size(); i += MOST) {
      portions.add(list.subList(i, Math.min(list.size(), i + MOST)));
    }
    return portions;
  }
}
