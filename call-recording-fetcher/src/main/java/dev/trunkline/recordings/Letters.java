package dev.trunkline.recordings;

import dev.trunkline.canonical.CloudEvents;
import dev.trunkline.canonical.DeadLetter;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.HeaderMaps;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.core.JacksonException;

/** What the stage reads and writes, as records. All that is about one call has one partition. */
final class Letters {

  /** When a waiting record is to be looked at again, in milliseconds since 1970 (UTC). */
  static final String NOT_BEFORE = "not_before";

  /** Marks what the stage told itself: such an event is in no delivery's manifest. */
  static final String STAGE = "stage";

  private static final String NAME = "recordings";
  private static final String DUE = "due";
  private static final String TICKET = "ticket";

  private Letters() {}

  /**
   * What a record says.
   *
   * @throws IllegalArgumentException naming what is wrong with it
   */
  static Signal read(ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(Topics.RECORDINGS_WANTED.name())) {
      return new Signal.Asked(request(record));
    }
    String ticket = HeaderMaps.read(record.headers()).get(TICKET);
    if (ticket == null || record.key() == null) {
      throw new IllegalArgumentException("header ticket or the key is missing");
    }
    return new Signal.Rang(record.key(), Integer.parseInt(ticket));
  }

  private static RecordingRequest request(ConsumerRecord<String, byte[]> record) {
    RecordingRequest request;
    try {
      request =
          record.value() == null
              ? null
              : EventJson.mapper().readValue(record.value(), RecordingRequest.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the request is not one that can be read", e);
    }
    if (request == null
        || request.ask() == null
        || request.callId() == null
        || request.source() == null
        || request.vendor() == null
        || request.askedAt() == null) {
      throw new IllegalArgumentException(
          "ask, call_id, source, vendor or asked_at of the request is missing");
    }
    return request;
  }

  /** How a search stands. */
  static ProducerRecord<String, byte[]> state(int partition, Job job) {
    return new ProducerRecord<>(Topics.RECORDINGS_JOBS.name(), partition, job.callId(), job.json());
  }

  /** The next stretch of a search's wait. */
  static ProducerRecord<String, byte[]> timer(int partition, Job job, Instant now) {
    Instant due = Objects.requireNonNull(job.due());
    Hop hop = Hop.towards(due, now);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(STAGE, NAME);
    headers.put(DUE, Long.toString(due.toEpochMilli()));
    headers.put(NOT_BEFORE, Long.toString(ceiling(hop.notBefore())));
    headers.put(TICKET, Integer.toString(job.ticket()));
    headers.put("attempts", Integer.toString(job.attempt()));
    if (job.reason() != null) {
      headers.put("reason", Facts.cut(job.reason()));
    }
    return new ProducerRecord<>(
        hop.topic(),
        partition,
        job.callId(),
        EventJson.mapper().writeValueAsBytes(job.call()),
        HeaderMaps.write(headers));
  }

  /** Never a moment too early. */
  private static long ceiling(Instant at) {
    long millis = at.toEpochMilli();
    return Instant.ofEpochMilli(millis).isBefore(at) ? millis + 1 : millis;
  }

  static ProducerRecord<String, byte[]> told(RecordingEvent event) {
    Map<String, String> headers = CloudEvents.headers(event);
    headers.put(STAGE, NAME);
    return new ProducerRecord<>(
        EventKind.RECORDING.topic(),
        null,
        event.key(),
        EventJson.write(event),
        HeaderMaps.write(headers));
  }

  static ProducerRecord<String, byte[]> dead(ConsumerRecord<String, byte[]> record, String reason) {
    Map<String, String> told = HeaderMaps.read(record.headers());
    String redriven = told.get(DeadLetter.REDRIVEN);
    DeadLetter letter =
        new DeadLetter(
            NAME,
            reason,
            record.topic() + "-" + record.partition() + "@" + record.offset(),
            null,
            0,
            null,
            null,
            redriven == null ? 1 : attempts(told),
            null,
            record.value() == null ? new byte[0] : record.value());
    Map<String, String> headers = letter.headers();
    if (redriven != null) {
      headers.put(DeadLetter.REDRIVEN, redriven);
    }
    return new ProducerRecord<>(
        Topics.DEAD_RECORDINGS.name(),
        null,
        record.key(),
        letter.body(),
        HeaderMaps.write(headers));
  }

  private static int attempts(Map<String, String> headers) {
    try {
      return Math.max(1, Integer.parseInt(headers.getOrDefault("attempts", "1")));
    } catch (NumberFormatException e) {
      return 1;
    }
  }
}
