package dev.trunkline.writer;

import dev.trunkline.plumbing.failure.Failure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /**
   * Dead letters of one batch whose field is looked for among all; of more than these it is only
   * asked whether it is one of those that were found.
   */
  private static final int MOST_NAMED = 20;

  private final Function<ConsumerRecord<String, byte[]>, Letter<T>> read;
  private final Consumer<List<T>> write;
  private final Blame blame;
  private final DeadLetters deadLetters;

  /**
   * A pump.
   *
   * @param read pure
   * @param write one transaction, idempotent
   * @param blame the field because of which a record cannot be written
   */
  Pump(
      Function<ConsumerRecord<String, byte[]>, Letter<T>> read,
      Consumer<List<T>> write,
      Blame blame,
      DeadLetters deadLetters) {
    this.read = read;
    this.write = write;
    this.blame = blame;
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
    List<Refused> refused = new ArrayList<>();
    Isolation.write(
        readable,
        letters -> write.accept(letters.stream().map(Letter.Read::meaning).toList()),
        (letter, failure) -> refused.add(new Refused(letter.record(), failure)));
    Set<String> suspects = new LinkedHashSet<>();
    for (int i = 0; i < refused.size(); i++) {
      ConsumerRecord<String, byte[]> record = refused.get(i).record();
      Optional<String> field = i < MOST_NAMED ? blame.field(record) : blame.among(record, suspects);
      field.ifPresent(suspects::add);
      refusals.add(refused.get(i).because(field));
    }
    // After the write: while Postgres is away the batch comes again and again, its letters must
    // not.
    refusals.forEach(
        refusal -> deadLetters.send(refusal.record(), refusal.cause(), refusal.reason()));
  }

  private record Refused(ConsumerRecord<String, byte[]> record, Failure failure) {

    Refusal because(Optional<String> field) {
      return new Refusal(
          record, failure.code(), failure.reason() + field.map(name -> ": " + name).orElse(""));
    }
  }

  private record Refusal(ConsumerRecord<String, byte[]> record, String cause, String reason) {}
}
