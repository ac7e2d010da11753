package dev.trunkline.embedded;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between Kafka and the JVM's end. Kafka meets a fault that it cannot handle by ending its
 * process, which here is also the gateway's, which could go on answering 503. So the broker is
 * stopped instead, and told why in the log.
 */
final class KafkaExit {

  private static final Logger log = LoggerFactory.getLogger(KafkaExit.class);
  private static final Set<Consumer<String>> listeners = ConcurrentHashMap.newKeySet();

  private KafkaExit() {}

  /**
   * From now on {@code listener} is called with the reason, on the failing thread, instead of the
   * JVM being ended.
   */
  static void guard(Consumer<String> listener) {
    listeners.add(listener);
    Exit.setExitProcedure(KafkaExit::refuse);
    Exit.setHaltProcedure(KafkaExit::refuse);
  }

  static void release(Consumer<String> listener) {
    listeners.remove(listener);
  }

  private static void refuse(int status, String message) {
    String reason =
        "Kafka met a fault on thread %s that it cannot go on from (status %d%s)"
            .formatted(
                Thread.currentThread().getName(), status, message == null ? "" : ", " + message);
    Refused refused = new Refused(reason);
    log.error(
        "{}; the broker is stopped, the process goes on. Its own log lines before this one say why",
        reason,
        refused);
    listeners.forEach(listener -> listener.accept(reason));
    throw refused;
  }

  /** Ends the thread that asked for the JVM's end, as {@code System.exit} would have. */
  static final class Refused extends KafkaException {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason);
    }
  }
}
