package dev.trunkline.vendors;

import java.util.Map;

/** What a body holds. */
sealed interface Decoded {

  /**
   * A tree.
   *
   * @param root a {@link JsonObject}, a list, or a single value
   * @param envelope what stood round it, may be empty
   */
  record Tree(Object root, Map<String, Object> envelope) implements Decoded {}

  /**
   * A text that says there is nothing.
   *
   * @param reason why it is ignored
   */
  record Nothing(String reason) implements Decoded {}
}
