package dev.trunkline.workbench;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.Reconciliation;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.failure.FailurePolicy;
import dev.trunkline.plumbing.failure.Verdict;
import dev.trunkline.store.ArchivedPayload;
import dev.trunkline.store.Batch;
import dev.trunkline.store.Letter;
import dev.trunkline.store.Store;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes what the writer could not, past the topics: whoever reads these has the record already. A
 * write is one transaction and may be made twice.
 */
final class LetterWriting {

  private static final Batch NONE = new Batch(List.of(), List.of());

  private final Store store;
  private final KafkaClients clients;

  LetterWriting(Store store, KafkaClients clients) {
    this.store = store;
    this.clients = clients;
  }

  /** Whether the database would take it; nothing is written. */
  boolean wouldPass(Letter letter) {
    return passes(
        () -> {
          What what = what(letter);
          store.rehearse(what.batch(), what.compared());
        });
  }

  /**
   * Writes it.
   *
   * @return whether it was taken
   * @throws RuntimeException where it is not the letter's fault
   */
  boolean write(Letter letter) {
    return passes(
        () -> {
          What what = what(letter);
          store.write(what.batch());
          store.reconciled(what.compared());
          store.archive(what.payloads());
        });
  }

  private record What(Batch batch, List<Reconciliation> compared, List<ArchivedPayload> payloads) {}

  private What what(Letter letter) {
    LetterOrigin origin = LetterOrigin.of(letter.origin()).orElseThrow();
    if (LetterWay.of(letter) == LetterWay.ARCHIVE) {
      ConsumerRecord<String, byte[]> raw = record(origin);
      Delivery delivery = Delivery.of(HeaderMaps.read(raw.headers()), raw.value());
      return new What(
          NONE,
          List.of(),
          List.of(
              new ArchivedPayload(
                  delivery,
                  origin.topic(),
                  origin.partition(),
                  origin.offset(),
                  Instant.ofEpochMilli(raw.timestamp()))));
    }
    byte[] bytes = bytes(letter, origin);
    return origin.topic().equals(Topics.RECONCILED.name())
        ? new What(
            NONE, List.of(EventJson.mapper().readValue(bytes, Reconciliation.class)), List.of())
        : new What(Batch.read(origin.topic(), bytes, letter.replayId()), List.of(), List.of());
  }

  /** A letter whose reason left no room for its bytes has them where it came from. */
  private byte[] bytes(Letter letter, LetterOrigin origin) {
    return letter.bytes() > 0
        ? store.letters().body(letter.place()).orElseThrow()
        : record(origin).value();
  }

  private ConsumerRecord<String, byte[]> record(LetterOrigin origin) {
    return origin
        .read(clients)
        .orElseThrow(() -> new IllegalArgumentException("the record is not on its topic any more"));
  }

  private static boolean passes(Runnable write) {
    try {
      write.run();
      return true;
    } catch (RuntimeException | Error e) {
      if (FailurePolicy.of(e).verdict() == Verdict.ISOLATE) {
        return false;
      }
      throw e;
    }
  }
}
