package dev.trunkline.load;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;

/** Waits until every stage has read all there is. */
public final class Settling {

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

  private Settling() {}

  /**
   * Whether the normalizer and the writer caught up within this time. A stage is asked before the
   * one that reads from it, so that nothing can pass unseen between the two questions.
   */
  public static boolean await(KafkaClients clients, Duration patience) {
    List<String> written =
        new ArrayList<>(Arrays.stream(EventKind.values()).map(EventKind::topic).toList());
    written.add(Topics.FATES.name());
    long end = System.nanoTime() + patience.toNanos();
    try (Admin admin = Admin.create(clients.common())) {
      while (true) {
        List<String> raw = RawTopics.of(admin);
        if (Lag.of(admin, "normalizer", raw) == 0
            && Lag.of(admin, "lead-writer", written) == 0
            && Lag.of(admin, "lead-writer-payloads", raw) == 0) {
          return true;
        }
        if (System.nanoTime() > end) {
          return false;
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
  }
}
