package dev.trunkline.store;

import static dev.trunkline.store.EventLog.texts;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * An element of a delivery.
 *
 * @param delivery {@code delivery_id}, lower case
 */
record ElementPlace(String delivery, int index) {

  /** As the parameters {@code deliveries} and {@code indexes}, in the same order. */
  static <T extends SqlStatement<T>> T bind(T statement, Collection<ElementPlace> places) {
    List<ElementPlace> all = List.copyOf(places);
    return statement
        .bind("deliveries", texts(all, ElementPlace::delivery))
        .bind("indexes", all.stream().map(ElementPlace::index).toArray(Integer[]::new));
  }
}
