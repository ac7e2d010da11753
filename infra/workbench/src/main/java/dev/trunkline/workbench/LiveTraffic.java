package dev.trunkline.workbench;

import dev.trunkline.load.Behind;
import dev.trunkline.load.Stages;
import dev.trunkline.plumbing.KafkaClients;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/** How far the stages are behind that live traffic goes through. */
final class LiveTraffic implements Supplier<Duration>, AutoCloseable {

  private static final List<String> STAGES = List.of("normalizer", "lead-writer");

  private final List<String> stages;
  private final KafkaClients clients;
  private final Admin admin;
  private final Clock clock;

  LiveTraffic(KafkaClients clients, Clock clock) {
    this(clients, clock, STAGES);
  }

  /** The same, with stages of this choice. */
  LiveTraffic(KafkaClients clients, Clock clock, List<String> stages) {
    this.stages = List.copyOf(stages);
    this.clients = clients;
    this.admin = Admin.create(clients.common());
    this.clock = clock;
  }

  /** The age of the oldest record that one of them has not read; zero where none waits. */
  @Override
  public Duration get() {
    Map<String, List<String>> topics = Stages.of(admin);
    return stages.stream()
        .map(
            group ->
                Behind.of(clients, admin, group, topics.getOrDefault(group, List.of()), clock)
                    .oldest())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    admin.close();
  }
}
