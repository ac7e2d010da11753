package dev.trunkline.plumbing.failure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.listener.ContainerProperties.EOSMode;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Seeks a batch back after its transaction was rolled back, and waits before it is read again. */
final class RollingBack extends DefaultAfterRollbackProcessor<String, byte[]> {

  private final Retries retries;
  private final Map<Thread, Integer> attempts = new ConcurrentHashMap<>();

  RollingBack(Retries retries) {
    super(Waits.growing(200, 10_000));
    this.retries = retries;
  }

  @Override
  public void process(
      List<ConsumerRecord<String, byte[]>> records,
      Consumer<String, byte[]> consumer,
      @Nullable MessageListenerContainer container,
      Exception failure,
      boolean recoverable,
      EOSMode mode) {
    Failure judged = FailurePolicy.of(failure);
    if (judged.verdict() == Verdict.STOP && container != null) {
      retries.stopped(judged);
      // Not from the consumer's own thread, for which it waits.
      new SimpleAsyncTaskExecutor("stop-").execute(() -> container.stopAbnormally(() -> {}));
    } else {
      retries.failed(failure, attempts.merge(Thread.currentThread(), 1, Integer::sum));
    }
    super.process(records, consumer, container, failure, recoverable, mode);
  }

  @Override
  public void clearThreadState() {
    super.clearThreadState();
    attempts.remove(Thread.currentThread());
  }
}
