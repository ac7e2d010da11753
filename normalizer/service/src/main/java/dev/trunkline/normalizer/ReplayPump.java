package dev.trunkline.normalizer;

import dev.trunkline.normalizer.Replayer.DefinitionAway;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Pumps the replay lane. Its container runs it in a Kafka transaction, as that of the live lane:
 * what it makes and how far it read commit together, or not at all.
 */
final class ReplayPump implements BatchMessageListener<String, byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayPump.class);

  private final Replayer replayer;
  private final KafkaOperations<String, byte[]> kafka;
  private final MeterRegistry meters;
  private boolean waiting;

  ReplayPump(Replayer replayer, KafkaOperations<String, byte[]> kafka, MeterRegistry meters) {
    this.replayer = replayer;
    this.kafka = kafka;
    this.meters = meters;
  }

  @Override
  public void onMessage(List<ConsumerRecord<String, byte[]>> deliveries) {
    for (ConsumerRecord<String, byte[]> raw : deliveries) {
      Normalizer.Normalized normalized = replay(raw);
      for (ProducerRecord<String, byte[]> record : normalized.records()) {
        // A failed send fails the commit, and with it the whole batch: no future to wait for here.
        var unused = kafka.send(record);
      }
      meters.counter("trunkline.normalizer.replayed", "source", normalized.source()).increment();
    }
    // Only now: a batch that fails begins again with what was read well before.
    waiting = false;
  }

  private Normalizer.Normalized replay(ConsumerRecord<String, byte[]> raw) {
    try {
      return replayer.replay(raw);
    } catch (DefinitionAway e) {
      // Once for each wait, not for each of its tries.
      if (!waiting) {
        waiting = true;
        LOG.warn("The replay lane waits and tries again: {}", e.getMessage());
      }
      throw e;
    }
  }
}
