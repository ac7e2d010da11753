package dev.trunkline.vendors;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a source's requests may come, beside what they prove.
 *
 * @param compressed how bodies may be compressed; empty: not at all
 * @param handshake how the vendor asks whether a door is ours; null: it does not
 */
public record Intake(Set<Coding> compressed, @Nullable Handshake handshake) {

  /** Bodies as they are, and no questions. */
  public static final Intake PLAIN = new Intake(Set.of(), null);

  /** Copies the set. */
  public Intake {
    compressed = Set.copyOf(compressed);
  }
}
