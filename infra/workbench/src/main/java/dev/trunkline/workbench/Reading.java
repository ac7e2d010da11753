package dev.trunkline.workbench;

import dev.trunkline.canonical.Delivery;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What the replay lane's normalizer makes of a delivery; pure. */
@FunctionalInterface
public interface Reading {

  /**
   * The records that it becomes: its events, its dead letters, at last its manifest.
   *
   * @param replayId UUIDv7
   * @param definitionHash of what reads it
   */
  List<ProducerRecord<String, byte[]>> of(
      Delivery delivery, String replayId, String definitionHash);
}
