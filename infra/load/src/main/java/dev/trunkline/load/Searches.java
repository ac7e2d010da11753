package dev.trunkline.load;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Verdict.Equation;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.JsonNode;

/**
 * E6: every search for a recording has ended and said so, or has one timer that is still to ring,
 * or is making an attempt. Read from the stage's topics alone.
 */
final class Searches {

  /** Header of what a search tells. */
  static final String STAGE = "stage";

  /** How long after its time a timer may still be on its way. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final Set<String> ENDS =
      Set.of("recording.found", "recording.stored", "recording.absent", "recording.given_up");

  private final KafkaClients clients;
  private final TopicReader topics;

  Searches(KafkaClients clients) {
    this.clients = clients;
    this.topics = new TopicReader(clients);
  }

  /** Judges the searches as they stand; those that move meanwhile are left for another audit. */
  Equation judge(Instant now) {
    Set<String> asked = asked();
    Map<String, JsonNode> before = jobs();
    Map<String, Integer> timers = timers();
    Map<String, JsonNode> jobs = jobs();
    Set<String> ended = ended();
    List<String> violations = new ArrayList<>();
    for (String call : asked) {
      if (!jobs.containsKey(call)) {
        violations.add("call " + call + ": a recording is wanted and there is no search");
      }
    }
    jobs.forEach(
        (call, job) -> {
          if (job.equals(before.get(call))) {
            judge(call, job, timers, ended, now, violations);
          }
        });
    return new Equation(
        "E6", "every search for a recording has ended, or will go on", jobs.size(), violations);
  }

  private static void judge(
      String call,
      JsonNode job,
      Map<String, Integer> timers,
      Set<String> ended,
      Instant now,
      List<String> violations) {
    switch (job.path("phase").asString("")) {
      case "WAITING" -> {
        int count = timers.getOrDefault(call + "/" + job.path("ticket").asInt(), 0);
        if (count != 1) {
          violations.add("call " + call + ": its search waits for " + count + " timers");
        }
        Instant due = Instant.parse(job.path("due").asString());
        if (due.plus(TOLERANCE).isBefore(now)) {
          violations.add("call " + call + ": its search is overdue since " + due);
        }
      }
      case "ENDED" -> {
        if (!ended.contains(call)) {
          violations.add("call " + call + ": its search has ended and nobody was told");
        }
      }
      case "TRYING" -> {
        // Made anew by whoever has it, if it is cut short.
      }
      default -> violations.add("call " + call + ": its search is in no known phase");
    }
  }

  /** Calls that were asked for and dealt with. */
  private Set<String> asked() {
    String topic = Topics.RECORDINGS_WANTED.name();
    Map<TopicPartition, Long> next = next(List.of(topic));
    Set<String> asked = new HashSet<>();
    topics.read(
        List.of(topic),
        record -> {
          if (isDone(record, next)) {
            JsonNode request = EventJson.mapper().readTree(record.value());
            if (!request.path("ask").asString("").equals("GIVE_UP")) {
              asked.add(request.path("call_id").asString(""));
            }
          }
        });
    topics.read(
        List.of(Topics.DEAD_RECORDINGS.name()),
        record -> asked.remove(String.valueOf(record.key())));
    return asked;
  }

  private Map<String, JsonNode> jobs() {
    Map<String, JsonNode> jobs = new HashMap<>();
    topics.read(
        List.of(Topics.RECORDINGS_JOBS.name()),
        record -> {
          if (record.value() == null) {
            jobs.remove(record.key());
          } else {
            jobs.put(record.key(), EventJson.mapper().readTree(record.value()));
          }
        });
    return jobs;
  }

  /** How many timers are still to ring, by call and ticket. */
  private Map<String, Integer> timers() {
    List<String> retry =
        Topics.RETRY_DELAYS.stream().map(delay -> Topics.retry(delay).name()).toList();
    Map<TopicPartition, Long> next = next(retry);
    Map<String, Integer> timers = new HashMap<>();
    topics.read(
        retry,
        record -> {
          if (!isDone(record, next)) {
            String ticket = HeaderMaps.read(record.headers()).getOrDefault("ticket", "");
            timers.merge(record.key() + "/" + ticket, 1, Integer::sum);
          }
        });
    return timers;
  }

  private Set<String> ended() {
    Set<String> ended = new HashSet<>();
    topics.read(
        List.of(EventKind.RECORDING.topic()),
        record -> {
          JsonNode event = EventJson.mapper().readTree(record.value());
          if (ENDS.contains(event.path("event_type").asString(""))) {
            ended.add(event.path("call_id").asString(""));
          }
        });
    return ended;
  }

  private Map<TopicPartition, Long> next(List<String> names) {
    try (Admin admin = Admin.create(clients.common())) {
      return Lag.next(admin, "recordings", names);
    }
  }

  private static boolean isDone(
      ConsumerRecord<String, byte[]> record, Map<TopicPartition, Long> next) {
    return record.offset()
        < next.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
  }
}
