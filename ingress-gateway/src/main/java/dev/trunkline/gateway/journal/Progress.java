package dev.trunkline.gateway.journal;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** How far Kafka has what the journal has: acknowledged, and surely. For several threads. */
final class Progress {

  /** Where Kafka has an entry. */
  private record Place(TopicPartition partition, long offset) {}

  private final Flushed flushed;
  private final Map<Long, Place> unflushed = new HashMap<>();
  private Watermark acknowledged;
  private long surely;

  /**
   * Of what is kept nothing is surely Kafka's.
   *
   * @param before all up to this one is not kept any more
   */
  Progress(Flushed flushed, long before) {
    this.flushed = flushed;
    this.acknowledged = new Watermark(before);
    this.surely = before;
  }

  /** Kafka has it. */
  synchronized void acknowledged(long seq, TopicPartition partition, long offset) {
    unflushed.put(seq, new Place(partition, offset));
    acknowledged.done(seq);
  }

  /** There is nothing to send at this place. */
  synchronized void absent(long seq) {
    acknowledged.done(seq);
  }

  /** All up to this one is acknowledged. */
  synchronized long acknowledged() {
    return acknowledged.reached();
  }

  /** Those beyond {@link #acknowledged()} will be sent again: what is known of them is void. */
  synchronized long restart() {
    long reached = acknowledged.reached();
    acknowledged = new Watermark(reached);
    unflushed.keySet().removeIf(seq -> seq > reached);
    return reached;
  }

  /** All up to this one would outlive a power cut in Kafka. */
  synchronized long surely() {
    while (surely < acknowledged.reached()) {
      Place place = unflushed.get(surely + 1);
      if (place != null && !flushed.covers(place.partition(), place.offset())) {
        break;
      }
      unflushed.remove(++surely);
    }
    return surely;
  }
}
