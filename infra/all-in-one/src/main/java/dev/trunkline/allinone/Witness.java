package dev.trunkline.allinone;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.load.Reply;
import dev.trunkline.load.Story;
import dev.trunkline.workbench.RunningSystem;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows deliveries on their way and says one line for each when Postgres knows it: for the demo's
 * eyes only, nothing rests on it.
 */
final class Witness implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Witness.class);
  private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(5);

  private final Map<String, Expected> expected = new ConcurrentHashMap<>();
  private final Map<String, String> ways = new ConcurrentHashMap<>();
  private final Connection database;
  private final KafkaConsumer<String, byte[]> topics;
  private final Consumer<String> lines;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  private record Expected(Story story, Reply reply, long sentNanos) {}

  private record Element(int index, String fate, String reason, List<String> eventIds) {}

  Witness(RunningSystem system, Consumer<String> lines) throws SQLException {
    this.lines = lines;
    this.database = DriverManager.getConnection(system.jdbcUrl());
    Map<String, Object> config = new HashMap<>(system.kafkaClients().consumer("unused", 1_000));
    config.remove("group.id");
    this.topics = new KafkaConsumer<>(config);
    List<TopicPartition> partitions = new ArrayList<>();
    for (EventKind kind : EventKind.values()) {
      topics
          .partitionsFor(kind.topic())
          .forEach(p -> partitions.add(new TopicPartition(kind.topic(), p.partition())));
    }
    topics.assign(partitions);
    topics.seekToEnd(partitions);
    partitions.forEach(topics::position);
    threads.add(Thread.ofPlatform().name("witness-topics").start(this::followTopics));
    threads.add(Thread.ofPlatform().name("witness-rows").start(this::followRows));
  }

  /** Follows an acknowledged delivery. */
  void expect(Story story, Reply reply) {
    String id = reply.deliveryId();
    if (id != null) {
      expected.put(
          id,
          new Expected(
              story, reply, System.nanoTime() - TimeUnit.MICROSECONDS.toNanos(reply.micros())));
    }
  }

  /** Whether everything that was expected has been seen. */
  boolean sawAll() {
    return expected.isEmpty();
  }

  @Override
  public void close() {
    closed = true;
    topics.wakeup();
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    try {
      database.close();
    } catch (SQLException e) {
      LOG.debug("closing the witness' connection", e);
    }
  }

  private void tell(RecordingEvent recording) {
    String more =
        recording.nextAttemptAt() != null
            ? "next attempt at " + recording.nextAttemptAt()
            : recording.sha256() != null
                ? recording.bytes() + " bytes of " + recording.mediaType()
                : recording.reason();
    lines.accept(
        "%-9s %-12s %s  %s%s"
            .formatted(
                "recording",
                recording.source(),
                recording.eventType().wire(),
                recording.callId(),
                more == null ? "" : "  " + more));
  }

  private void followTopics() {
    try (topics) {
      while (!closed) {
        for (ConsumerRecord<String, byte[]> record : topics.poll(Duration.ofMillis(100))) {
          CanonicalEvent event = EventJson.read(EventKind.ofTopic(record.topic()), record.value());
          if (event instanceof RecordingEvent recording) {
            tell(recording);
          }
          ways.put(
              key(event.deliveryId(), event.deliveryIndex(), event.eventId()),
              "%s -> %s %d@%d"
                  .formatted(
                      event.eventType().wire(),
                      record.topic(),
                      record.partition(),
                      record.offset()));
        }
      }
    } catch (WakeupException closing) {
      LOG.debug("the witness closes");
    }
  }

  private void followRows() {
    while (!closed) {
      try {
        look();
      } catch (SQLException e) {
        LOG.debug("the witness cannot look", e);
      }
      LockSupport.parkNanos(LOOK_EVERY);
    }
  }

  private void look() throws SQLException {
    if (expected.isEmpty()) {
      return;
    }
    Map<String, List<Element>> seen = new LinkedHashMap<>();
    try (PreparedStatement select =
        database.prepareStatement(
            "select delivery_id::text, delivery_index, fate, coalesce(reason, ''), event_ids::text[]"
                + " from analytics.deliveries where delivery_id = any (?::uuid[])"
                + " order by delivery_id, delivery_index")) {
      select.setArray(1, database.createArrayOf("text", expected.keySet().toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Array ids = rows.getArray(5);
          seen.computeIfAbsent(rows.getString(1), id -> new ArrayList<>())
              .add(
                  new Element(
                      rows.getInt(2),
                      rows.getString(3),
                      rows.getString(4),
                      List.of((String[]) ids.getArray())));
        }
      }
    }
    seen.forEach(this::tell);
  }

  private void tell(String deliveryId, List<Element> elements) {
    Expected told = expected.remove(deliveryId);
    if (told == null) {
      return;
    }
    double millis = (System.nanoTime() - told.sentNanos()) / 1e6;
    for (Element element : elements) {
      lines.accept(
          "%-9s %-12s %d  %-78s %7.1f ms"
              .formatted(
                  element.fate(),
                  told.story().door().source(),
                  told.reply().status(),
                  way(deliveryId, element),
                  millis));
    }
  }

  private String way(String deliveryId, Element element) {
    String place = element.index() == 0 ? "" : "#" + element.index() + " ";
    return switch (element.fate()) {
      case "canonical" -> place + event(deliveryId, element) + " -> row";
      case "duplicate" -> place + event(deliveryId, element) + " -> row unchanged";
      case "dead" -> place + element.reason() + " -> dead.normalizer.v1";
      default -> place + element.reason();
    };
  }

  private static String key(String deliveryId, int index, String eventId) {
    return deliveryId + '/' + index + '/' + eventId;
  }

  private String event(String deliveryId, Element element) {
    List<String> ways = new ArrayList<>();
    for (String id : element.eventIds()) {
      String way = this.ways.remove(key(deliveryId, element.index(), id));
      ways.add(way == null ? "event" : way);
    }
    return String.join(", ", ways);
  }
}
