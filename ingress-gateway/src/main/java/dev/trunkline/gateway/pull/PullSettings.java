package dev.trunkline.gateway.pull;

import dev.trunkline.plumbing.outbound.AllowedAddresses;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pull side's knobs. What is asked of whom, and how often, is in definitions and the sources
 * file.
 *
 * @param enabled whether this process pulls
 * @param instance names this process among several, stable over restarts: its transactions are
 *     fenced by it
 * @param allowAddresses ranges like {@code 10.1.2.3/32} that are asked although they are not
 *     public: a telephone system on the premises, say. No payload can add to them
 * @param first how far back the first poll of a history begins
 * @param rowsPerSecond most rows a second that a backfill publishes, where its asker says nothing
 * @param settle how old a call must be to be compared: younger ones are on their way
 * @param reconcileAt when the day before is compared with the vendors' lists, UTC
 * @param reconcile whether that is done at all
 */
@ConfigurationProperties("trunkline.pull")
record PullSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("0") String instance,
    @DefaultValue List<String> allowAddresses,
    @DefaultValue("1d") Duration first,
    @DefaultValue("500") int rowsPerSecond,
    @DefaultValue("60s") Duration settle,
    @DefaultValue("02:30") LocalTime reconcileAt,
    @DefaultValue("true") boolean reconcile) {

  PullSettings {
    if (rowsPerSecond < 1) {
      throw new IllegalArgumentException("trunkline.pull.rows-per-second is less than 1");
    }
    if (first.isNegative()) {
      throw new IllegalArgumentException("trunkline.pull.first is negative");
    }
    allowAddresses = List.copyOf(allowAddresses);
    try {
      var unused = AllowedAddresses.of(allowAddresses);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("trunkline.pull.allow-addresses: " + e.getMessage(), e);
    }
  }

  AllowedAddresses allowed() {
    return AllowedAddresses.of(allowAddresses);
  }
}
