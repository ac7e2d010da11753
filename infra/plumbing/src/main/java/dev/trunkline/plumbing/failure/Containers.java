package dev.trunkline.plumbing.failure;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * Lets listener containers do what the {@link FailurePolicy} says of the failures that their
 * listeners throw. A batch is never given up: a listener that can isolate an element does so
 * itself, and throws all else.
 */
public final class Containers {

  /** Who may not read now may later. */
  private static final Duration LOCKED_OUT = Duration.ofSeconds(10);

  private Containers() {}

  /**
   * A batch that failed is handed in again, its partitions paused and the consumer polling: the
   * member stays in its group, however long that takes, and no offset moves.
   *
   * @param stage names the counter {@code trunkline.<stage>.retries}
   */
  public static void retrying(
      ConcurrentMessageListenerContainer<String, byte[]> container,
      String stage,
      MeterRegistry meters) {
    container.getContainerProperties().setAuthExceptionRetryInterval(LOCKED_OUT);
    container.setCommonErrorHandler(new Retrying(new Retries(stage, meters)));
  }

  /**
   * A container in a Kafka transaction: a batch that failed is rolled back and read again, at most
   * ten seconds later.
   *
   * @param stage names the counter {@code trunkline.<stage>.retries}
   */
  public static void rollingBack(
      ConcurrentMessageListenerContainer<String, byte[]> container,
      String stage,
      MeterRegistry meters) {
    container.getContainerProperties().setAuthExceptionRetryInterval(LOCKED_OUT);
    container.setAfterRollbackProcessor(new RollingBack(new Retries(stage, meters)));
  }
}
