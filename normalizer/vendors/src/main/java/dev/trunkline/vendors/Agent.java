package dev.trunkline.vendors;

import org.jspecify.annotations.Nullable;

/**
 * Somebody of the company whom a source's calls name. Views show the name; the phone is never a
 * customer's. At least one of the three is there.
 *
 * @param id the vendor's id or extension of the agent, or null
 * @param name to show, or null
 * @param phone E.164, or null
 */
public record Agent(@Nullable String id, @Nullable String name, @Nullable String phone) {

  /** Refuses an agent of whom nothing is said. */
  public Agent {
    if (id == null && name == null && phone == null) {
      throw new IllegalArgumentException("an agent needs an id, a name or a phone");
    }
  }

  /** What tells it from the source's other agents: its id, else its phone, else its name. */
  String key() {
    return id != null ? id : phone != null ? phone : String.valueOf(name);
  }

  @Override
  public String toString() {
    return "Agent[id=" + id + "]"; // neither a name nor a phone belongs into a log
  }
}
