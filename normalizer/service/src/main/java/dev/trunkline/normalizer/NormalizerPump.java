package dev.trunkline.normalizer;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Pumps raw records through the normalizer. Its container runs it in a Kafka transaction: what it
 * makes and how far it read commit together, or not at all.
 */
final class NormalizerPump implements BatchMessageListener<String, byte[]> {

  private final Normalizer normalizer;
  private final KafkaOperations<String, byte[]> kafka;
  private final MeterRegistry meters;

  NormalizerPump(
      Normalizer normalizer, KafkaOperations<String, byte[]> kafka, MeterRegistry meters) {
    this.normalizer = normalizer;
    this.kafka = kafka;
    this.meters = meters;
  }

  @Override
  public void onMessage(List<ConsumerRecord<String, byte[]>> deliveries) {
    for (ConsumerRecord<String, byte[]> raw : deliveries) {
      Normalizer.Normalized normalized = normalizer.normalize(raw);
      for (ProducerRecord<String, byte[]> record : normalized.records()) {
        // A failed send fails the commit, and with it the whole batch: no future to wait for here.
        var unused = kafka.send(record);
      }
      normalized
          .fates()
          .forEach(
              fate ->
                  meters
                      .counter(
                          "trunkline.normalizer.elements",
                          "source",
                          normalized.source(),
                          "fate",
                          fate.fate().wire())
                      .increment());
    }
  }
}
