package dev.trunkline.load;

import dev.trunkline.plumbing.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** Waits until every stage has read all there is. */
public final class Settling {

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

  private Settling() {}

  /**
   * Whether every stage has read, within this time, what was there when it was asked: what comes in
   * meanwhile is not waited for. The ends of a stage's topics are looked at when the stages before
   * it are done, so that what they made of it counts.
   */
  public static boolean await(KafkaClients clients, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try (Admin admin = Admin.create(clients.common())) {
      for (Map.Entry<String, List<String>> stage : Stages.of(admin).entrySet()) {
        Map<TopicPartition, Long> ends = Lag.ends(admin, stage.getValue());
        while (!Lag.hasReached(admin, stage.getKey(), ends)) {
          if (System.nanoTime() > end) {
            return false;
          }
          LockSupport.parkNanos(PAUSE);
        }
      }
      return true;
    }
  }
}
