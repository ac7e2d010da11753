package dev.trunkline.gateway;

import dev.trunkline.gateway.journal.JournalHealth;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's state at one moment, for a health page.
 *
 * @param listening whether webhooks are taken
 * @param unknownTopics topics whose partitions are not known: sends to them fail
 * @param failing whether sends failed during the last half minute, and none succeeded since
 * @param lastAck when the brokers last acknowledged a record; null if never
 * @param lastFailure when a send last failed; null if never
 * @param bytesInFlight bytes read or sent and not settled
 * @param journal null: there is none
 * @param proofs how the secrets of each door were used
 * @param certificate null: there is no TLS
 */
public record GatewayHealth(
    boolean listening,
    Set<String> unknownTopics,
    boolean failing,
    @Nullable Instant lastAck,
    @Nullable Instant lastFailure,
    long bytesInFlight,
    @Nullable JournalHealth journal,
    List<ProofUse> proofs,
    @Nullable CertificateHealth certificate) {

  /** Whether a delivery that came now would, as far as we know, be kept. */
  public boolean healthy() {
    return listening
        && (journal == null ? unknownTopics.isEmpty() && !failing : journal.refusing() == null);
  }
}
