package dev.trunkline.load;

import dev.trunkline.plumbing.KafkaClients;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;

/** Waits until every stage has read all there is. */
public final class Settling {

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

  private Settling() {}

  /**
   * Whether every stage caught up within this time. A stage is asked before the one that reads from
   * it, so that nothing can pass unseen between the two questions.
   */
  public static boolean await(KafkaClients clients, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try (Admin admin = Admin.create(clients.common())) {
      while (true) {
        if (Stages.of(admin).entrySet().stream()
            .allMatch(stage -> Lag.of(admin, stage.getKey(), stage.getValue()) == 0)) {
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
