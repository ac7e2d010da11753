package dev.trunkline.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Verdict.Equation;
import dev.trunkline.load.model.Erased;
import dev.trunkline.load.scratch.Hash;
import dev.trunkline.load.scratch.Spill;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.KafkaClients;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * E6: every search for a recording has ended and said so, or has one timer that is still to ring,
 * or is making an attempt. Read from the stage's topics alone.
 */
final class Searches {

  /** Header of what a search tells. */
  static final String STAGE = "stage";

  private static final Set<String> ENDS =
      Set.of("recording.found", "recording.stored", "recording.absent", "recording.given_up");

  private final KafkaClients clients;
  private final TopicReader topics;
  private final Spill byCall;
  private final Recordings recordings;
  private final Erased erased;

  /**
   * Nothing is read yet.
   *
   * @param byCall its own
   * @param recordings told of every event of a recording
   * @param erased the searches of calls that these told of owe nothing
   */
  Searches(
      KafkaClients clients,
      TopicReader topics,
      Spill byCall,
      Recordings recordings,
      Erased erased) {
    this.clients = clients;
    this.topics = topics;
    this.byCall = byCall;
    this.recordings = recordings;
    this.erased = erased;
  }

  /** Judges the searches as they stand; those that move meanwhile are left for another audit. */
  Equation judge(Instant now) {
    asked();
    jobs("before");
    Map<TopicPartition, Long> rung = timers();
    jobs("job");
    ended();
    erasedCalls();
    List<String> violations = new ArrayList<>();
    long checked = 0;
    for (int part = 0; part < byCall.parts(); part++) {
      SearchesFound found = new SearchesFound(rung);
      byCall.each(
          part,
          record -> {
            String[] words = new String(record, UTF_8).split("\n", -1);
            found.add(words[0], words[1], words);
          });
      byCall.drop(part);
      checked += found.jobs().size();
      found.judge(now, violations);
    }
    return new Equation(
        "E6", "every search for a recording has ended, or will go on", checked, violations);
  }

  /** Calls that were asked for and dealt with. */
  private void asked() {
    String topic = Topics.RECORDINGS_WANTED.name();
    Map<TopicPartition, Long> next = next(List.of(topic));
    topics.read(
        List.of(topic),
        record -> {
          if (isDone(record, next)) {
            JsonNode request = EventJson.mapper().readTree(record.value());
            if (!request.path("ask").asString("").equals("GIVE_UP")) {
              add("asked", request.path("call_id").asString(""));
            }
          }
        });
    topics.read(List.of(Topics.DEAD_RECORDINGS.name()), record -> add("dead", record.key()));
  }

  private void jobs(String what) {
    topics.read(
        List.of(Topics.RECORDINGS_JOBS.name()),
        record -> {
          if (record.value() == null) {
            add(what, record.key());
          } else {
            JsonNode job = EventJson.mapper().readTree(record.value());
            add(
                what,
                record.key(),
                job.path("phase").asString(""),
                Integer.toString(job.path("ticket").asInt()),
                job.path("due").asString(""),
                Long.toHexString(Hash.of(new String(record.value(), UTF_8))));
          }
        });
  }

  /**
   * Timers that are still to ring. One that is long goes from topic to topic while they are read.
   *
   * @return how far the stage had come when all were read
   */
  private Map<TopicPartition, Long> timers() {
    List<String> retry =
        Topics.RETRY_DELAYS.stream().map(delay -> Topics.retry(delay).name()).toList();
    Map<TopicPartition, Long> next = next(retry);
    topics.read(
        retry,
        record -> {
          if (!isDone(record, next)) {
            add(
                "timer",
                record.key(),
                HeaderMaps.read(record.headers()).getOrDefault("ticket", ""),
                record.topic(),
                Integer.toString(record.partition()),
                Long.toString(record.offset()));
          }
        });
    return next(retry);
  }

  private void ended() {
    topics.read(
        List.of(EventKind.RECORDING.topic()),
        record -> {
          JsonNode event = EventJson.mapper().readTree(record.value());
          recordings.told(event);
          erasedCall(event);
          if (ENDS.contains(event.path("event_type").asString(""))) {
            add("ended", event.path("call_id").asString(""));
          }
        });
  }

  /** The search of a call that told of an erased person may be gone without a word. */
  private void erasedCalls() {
    if (!erased.elements().isEmpty()) {
      topics.read(
          List.of(EventKind.CALL.topic()),
          record -> {
            try {
              erasedCall(EventJson.mapper().readTree(record.value()));
            } catch (JacksonException torn) {
              // Tells of no call; E4 names it.
            }
          });
    }
  }

  private void erasedCall(JsonNode event) {
    if (event.hasNonNull("call_id") && erased.has(event)) {
      add("erased", event.path("call_id").asString(""));
    }
  }

  private void add(String what, @Nullable String call, String... words) {
    String about = String.valueOf(call);
    List<String> lines = new ArrayList<>(List.of(what, about));
    lines.addAll(List.of(words));
    byCall.add(byCall.part(about), String.join("\n", lines).getBytes(UTF_8));
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
