package dev.trunkline.workbench;

import dev.trunkline.canonical.DeadLetter;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.store.Letter;
import dev.trunkline.store.Letters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Puts letters' records back where they came from: same key, same bytes, and which letter it was.
 * Should it die again, the later letter says so, and ends this one.
 */
final class LetterReturn {

  private final Letters letters;
  private final KafkaClients clients;

  LetterReturn(Letters letters, KafkaClients clients) {
    this.letters = letters;
    this.clients = clients;
  }

  /**
   * Puts them back; all are on their topics when it returns.
   *
   * @throws CommandFailure if Kafka does not take one, or it is interrupted
   */
  void put(List<Letter> some) {
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(clients.producer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (Letter letter : some) {
        sent.add(producer.send(record(letter)));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "Kafka did not take it (" + e.getCause() + "); running it again is safe");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.UNSETTLED, "interrupted; running it again is safe");
    }
  }

  private ProducerRecord<String, byte[]> record(Letter letter) {
    return new ProducerRecord<>(
        LetterOrigin.of(letter.origin()).orElseThrow().topic(),
        null,
        letter.key(),
        letters.body(letter.place()).orElseThrow(),
        HeaderMaps.write(
            Map.of(
                DeadLetter.REDRIVEN,
                letter.place().toString(),
                "attempts",
                Integer.toString(letter.attempts() + 1))));
  }
}
