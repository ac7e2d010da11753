package dev.trunkline.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Behind;
import dev.trunkline.load.Stages;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.store.Pace;
import dev.trunkline.store.Store;
import dev.trunkline.store.Stretch;
import dev.trunkline.workbench.SourceEvidence.Poll;
import dev.trunkline.workbench.SourceEvidence.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Looks at every source: gathers what {@link SourceWatch} judges by. */
public final class SourceLook {

  /** Refused requests older than this say nothing of now. */
  private static final Duration LATELY = Duration.ofHours(1);

  /** Bodies of 64 KiB come along with them: a look must stay a look. */
  private static final long MOST_REFUSED = 1_000;

  private static final List<String> STAGES =
      List.of("normalizer", "lead-writer", "lead-writer-payloads");

  private final Store store;
  private final KafkaClients clients;
  private final Supplier<Optional<Watched>> watched;
  private final Clock clock;

  /**
   * Nothing is asked yet.
   *
   * @param watched what is in force; empty where that cannot be told: then nothing is taken for
   *     taken out or switched off
   */
  public SourceLook(
      Store store, KafkaClients clients, Supplier<Optional<Watched>> watched, Clock clock) {
    this.store = store;
    this.clients = clients;
    this.watched = watched;
    this.clock = clock;
  }

  /**
   * How every source that is watched stands now, by name.
   *
   * @throws RuntimeException if Kafka or Postgres does not answer
   */
  public List<SourceState> look() {
    Instant now = clock.instant();
    Map<String, Duration> behind = behind();
    Map<String, List<Refused>> refused = refused(now);
    Optional<Watched> inForce = watched.get();
    Map<String, List<Poll>> polls = polls(inForce);
    Map<String, Stretch> stretches =
        store.stretches(now).stream().collect(toMap(Stretch::source, Function.identity()));
    List<SourceState> states = new ArrayList<>();
    for (Pace pace : store.pace(now)) {
      Stretch stretch = stretches.get(pace.source());
      if (stretch != null && isWatched(inForce, pace.source())) {
        states.add(
            SourceWatch.judge(
                new SourceEvidence(
                    now,
                    pace,
                    stretch,
                    refused.getOrDefault(pace.source(), List.of()),
                    behind,
                    polls.getOrDefault(pace.source(), List.of()))));
      }
    }
    return states;
  }

  private Map<String, Duration> behind() {
    Map<String, Duration> behind = new HashMap<>();
    try (Admin admin = Admin.create(clients.common())) {
      Map<String, List<String>> stages = Stages.of(admin);
      for (String stage : STAGES) {
        List<String> topics = stages.getOrDefault(stage, List.of());
        behind.put(stage, Behind.of(clients, admin, stage, topics, clock).oldest());
      }
    }
    return behind;
  }

  private Map<String, List<Refused>> refused(Instant now) {
    List<Refused> refused = new ArrayList<>();
    RecentRecords.read(
        clients,
        Topics.REJECTED.name(),
        now.minus(LATELY),
        MOST_REFUSED,
        record ->
            refused.add(
                new Refused(
                    header(record, "source"),
                    header(record, "cause"),
                    Instant.ofEpochMilli(record.timestamp()))));
    return refused.stream().collect(groupingBy(Refused::source));
  }

  private static boolean isWatched(Optional<Watched> inForce, String source) {
    return inForce.isEmpty() || inForce.get().polls().containsKey(source);
  }

  private Map<String, List<Poll>> polls(Optional<Watched> inForce) {
    Map<String, PullJob> jobs = new HashMap<>();
    RecentRecords.read(
        clients,
        Topics.PULLS_JOBS.name(),
        null,
        Long.MAX_VALUE,
        record -> {
          if (record.value() == null) {
            jobs.remove(record.key());
          } else if (record.key() != null && record.key().endsWith("/" + PullJob.POLL)) {
            jobs.put(record.key(), EventJson.mapper().readValue(record.value(), PullJob.class));
          }
        });
    return jobs.values().stream()
        .map(job -> new Poll(job, every(inForce, job)))
        .filter(poll -> inForce.isEmpty() || poll.every() != null)
        .collect(groupingBy(poll -> poll.job().source()));
  }

  private static @Nullable Duration every(Optional<Watched> inForce, PullJob job) {
    return inForce.isEmpty()
        ? null
        : inForce.get().polls().getOrDefault(job.source(), Map.of()).get(job.api());
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? "unknown" : new String(header.value(), UTF_8);
  }
}
