package dev.trunkline.writer;

import dev.trunkline.store.KeptLetter;
import dev.trunkline.store.Letters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Pumps dead letters into their index. It never makes another: one that the database refuses, which
 * none should be, is kept without what it says of itself. It throws when infrastructure fails; the
 * container tries the same batch again then.
 */
final class LetterPump implements BatchMessageListener<String, byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(LetterPump.class);

  private final Letters letters;
  private final Counter kept;

  LetterPump(Letters letters, MeterRegistry meters) {
    this.letters = letters;
    this.kept = meters.counter("trunkline.writer.letters");
  }

  @Override
  public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
    List<ConsumerRecord<String, byte[]>> refused = new ArrayList<>();
    Isolation.write(
        records,
        some -> keep(some.stream().map(LetterReader::read).toList()),
        (record, failure) -> {
          LOG.atWarn()
              .addKeyValue("letter", Origin.of(record))
              .addKeyValue("reason", failure.reason())
              .log("A dead letter is kept without what it says of itself");
          refused.add(record);
        });
    keep(refused.stream().map(LetterReader::bare).toList());
  }

  private void keep(List<KeptLetter> some) {
    kept.increment(letters.keep(some));
  }
}
