package dev.trunkline.writer;

import dev.trunkline.store.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Pumps batches of records into the store. It returns when every record is in the database or in
 * {@code dead.writer.v1}; only then the container commits the offsets. It throws when
 * infrastructure fails; the container tries the same batch again then.
 *
 * @param <T> what a record means
 */
final class Pump<T> implements BatchMessageListener<String, byte[]> {

  private final Function<ConsumerRecord<String, byte[]>, Letter<T>> read;
  private final Consumer<List<T>> write;
  private final DeadLetters deadLetters;

  /**
   * A pump.
   *
   * @param read pure
   * @param write one transaction, idempotent
   */
  Pump(
      Function<ConsumerRecord<String, byte[]>, Letter<T>> read,
      Consumer<List<T>> write,
      DeadLetters deadLetters) {
    this.read = read;
    this.write = write;
    this.deadLetters = deadLetters;
  }

  @Override
  public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
    List<Letter.Read<T>> readable = new ArrayList<>(records.size());
    List<Refusal> refusals = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      switch (read.apply(record)) {
        case Letter.Read<T> letter -> readable.add(letter);
        case Letter.Unreadable<T> letter ->
            refusals.add(new Refusal(letter.record(), "unreadable", letter.reason()));
      }
    }
    Isolation.write(
        readable,
        letters -> write.accept(letters.stream().map(Letter.Read::meaning).toList()),
        (letter, e) -> refusals.add(new Refusal(letter.record(), Fault.cause(e), Fault.reason(e))));
    // After the write: while Postgres is away the batch comes again and again, its letters must
    // not.
    refusals.forEach(
        refusal -> deadLetters.send(refusal.record(), refusal.cause(), refusal.reason()));
  }

  private record Refusal(ConsumerRecord<String, byte[]> record, String cause, String reason) {}
}
