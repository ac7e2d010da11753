package dev.trunkline.store;

import org.jspecify.annotations.Nullable;

/**
 * An agent that the sources file names.
 *
 * @param id the vendor's id or extension of the agent, or null
 * @param name to show, or null
 * @param phone E.164, never a customer's; or null. One of the three is there
 */
public record KnownAgent(@Nullable String id, @Nullable String name, @Nullable String phone) {

  /** What tells it from the source's other agents: its id, else its phone, else its name. */
  String key() {
    String key = id != null ? id : phone != null ? phone : name;
    if (key == null) {
      throw new IllegalArgumentException("an agent has no id, no phone and no name");
    }
    return key;
  }

  @Override
  public String toString() {
    return "KnownAgent[id=" + id + "]";
  }
}
