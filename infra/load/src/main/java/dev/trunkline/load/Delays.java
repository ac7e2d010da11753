package dev.trunkline.load;

import dev.trunkline.plumbing.KafkaClients;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * How far stages are behind, for whoever asks again and again: the same clients answer each time.
 * For one thread at a time.
 */
public final class Delays implements AutoCloseable {

  private final Admin admin;
  private final WaitingRecords records;
  private final Clock clock;

  /** Connects when it is asked first. */
  public Delays(KafkaClients clients, Clock clock) {
    this.admin = Admin.create(clients.common());
    this.records = new WaitingRecords(clients);
    this.clock = clock;
  }

  /**
   * How far each of these groups of {@link Stages} is behind now.
   *
   * @throws IllegalStateException if the cluster does not answer
   */
  public Map<String, Behind> of(Collection<String> groups) {
    Map<String, List<String>> topics = new LinkedHashMap<>(Stages.of(admin));
    topics.keySet().retainAll(groups);
    Instant now = clock.instant();
    Map<String, Behind> behind = new LinkedHashMap<>();
    Lag.waiting(admin, topics)
        .forEach((group, waiting) -> behind.put(group, Behind.of(waiting, records, now)));
    for (String group : new ArrayList<>(groups)) {
      if (!behind.containsKey(group)) {
        throw new IllegalArgumentException("no stage " + group);
      }
    }
    return behind;
  }

  @Override
  public void close() {
    records.close();
    admin.close();
  }
}
