package dev.trunkline.store;

import dev.trunkline.canonical.EventKind;
import org.jspecify.annotations.Nullable;

/**
 * An event that began or ceased to count, or of which another copy counts now.
 *
 * @param before the copy that counted; null: none did
 * @param after the copy that counts; null: none does
 */
record Change(Key key, @Nullable Copy before, @Nullable Copy after) {

  /**
   * One event of one entity.
   *
   * @param event {@code event_id}, lower case
   */
  record Key(EventKind kind, String entity, String event) {}

  boolean appeared() {
    return before == null;
  }

  boolean vanished() {
    return after == null;
  }
}
