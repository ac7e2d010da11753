package dev.trunkline.gateway;

import dev.trunkline.gateway.journal.Flushed;
import dev.trunkline.gateway.journal.JournalSettings;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway keeps deliveries.
 *
 * @param durability what its acknowledgements are worth
 * @param journal null: none, and without Kafka vendors are told 503
 * @param flushed when a journal's entry need not be kept any more
 */
public record Keeping(Durability durability, @Nullable JournalSettings journal, Flushed flushed) {

  /** In Kafka alone. */
  public static final Keeping IN_KAFKA =
      new Keeping(Durability.REPLICATED, null, Flushed.ON_ACKNOWLEDGEMENT);

  /** Refuses what keeps nothing. */
  public Keeping {
    if (durability == Durability.SINGLE_NODE && journal == null) {
      throw new IllegalArgumentException("durability single-node needs a journal");
    }
  }
}
