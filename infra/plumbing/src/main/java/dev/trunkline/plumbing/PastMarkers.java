package dev.trunkline.plumbing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.ContainerProperties;

/**
 * Moves groups that have nothing to do past the markers that end transactions, which no batch
 * shows: a stage that has read all would look one record behind on every partition, for ever.
 *
 * <p>Spring's own way ({@code fixTxOffsets}) does so whenever partitions are revoked, too: then it
 * also passes records that were polled and not yet worked on, of a batch that is being tried again
 * or that a container which stops has thrown away. They would be lost.
 */
public final class PastMarkers {

  private static final Logger LOG = LoggerFactory.getLogger(PastMarkers.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long IDLE_MS = 250;
  private static final long POLL_MS = 500;

  /** How far each partition of a container was when it was last looked at. */
  private final Map<String, Map<TopicPartition, Long>> seen = new ConcurrentHashMap<>();

  /** A container of these properties tells soon when it has nothing to do. */
  public static void tellWhenIdle(ContainerProperties properties) {
    properties.setIdleEventInterval(IDLE_MS);
    properties.setIdleBeforeDataMultiplier(1);
    properties.setPollTimeout(POLL_MS);
  }

  /**
   * A container's poll found nothing: all that its consumer was given has been worked on, or sought
   * back to. In the consumer's own thread.
   */
  @EventListener
  public void idle(ListenerContainerIdleEvent idle) {
    Consumer<?, ?> consumer = idle.getConsumer();
    try {
      Map<TopicPartition, Long> positions = new HashMap<>();
      for (TopicPartition partition : consumer.assignment()) {
        positions.put(partition, consumer.position(partition, PATIENCE));
      }
      if (!positions.equals(seen.get(idle.getListenerId()))) {
        pass(consumer, positions);
        seen.put(idle.getListenerId(), positions);
      }
    } catch (RuntimeException e) {
      // Nothing is lost by it, and the next time is soon.
      LOG.debug("{} could not be moved past markers", idle.getListenerId(), e);
    }
  }

  private static void pass(Consumer<?, ?> consumer, Map<TopicPartition, Long> positions) {
    Map<TopicPartition, OffsetAndMetadata> passed = new HashMap<>();
    consumer
        .committed(positions.keySet(), PATIENCE)
        .forEach(
            (partition, committed) -> {
              long position = positions.getOrDefault(partition, 0L);
              if (committed != null && committed.offset() < position) {
                passed.put(partition, new OffsetAndMetadata(position));
              }
            });
    if (!passed.isEmpty()) {
      consumer.commitSync(passed, PATIENCE);
    }
  }
}
