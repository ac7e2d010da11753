package dev.trunkline.normalizer;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.vendors.PinnedTranslators;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What the replay lane would make of a delivery: its very code, and nothing is published. */
public final class ReplayPreview {

  private final Replayer replayer;

  /** A preview of replays that are read by these. */
  public ReplayPreview(PinnedTranslators translators) {
    this.replayer = new Replayer(translators);
  }

  /**
   * The records that a delivery becomes, in order; the manifest is the last.
   *
   * @param replayId UUIDv7
   * @param definitionHash of what is to read it
   * @throws RuntimeException if that cannot be had
   */
  public List<ProducerRecord<String, byte[]>> of(
      Delivery delivery, String replayId, String definitionHash) {
    Map<String, String> headers = delivery.headers();
    headers.put("replay_id", replayId);
    headers.put("definition_hash", definitionHash);
    ConsumerRecord<String, byte[]> raw =
        new ConsumerRecord<>("preview", 0, 0, delivery.id(), delivery.body());
    HeaderMaps.write(headers).forEach(raw.headers()::add);
    return replayer.replay(raw).records();
  }
}
