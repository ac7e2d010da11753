package dev.trunkline.load;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Evidence.ElementOf;
import dev.trunkline.load.Evidence.EventCopy;
import dev.trunkline.load.Evidence.RawCopy;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.KafkaClients;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Proves the promises on a running system, from its topics and the contract's views alone. */
public final class Audit {

  private final KafkaClients clients;
  private final TopicReader topics;
  private final @Nullable String jdbcUrl;

  /**
   * An audit of this system.
   *
   * @param jdbcUrl of the database, with user and password; null to leave the views out
   */
  public Audit(KafkaClients clients, @Nullable String jdbcUrl) {
    this.clients = clients;
    this.topics = new TopicReader(clients);
    this.jdbcUrl = jdbcUrl;
  }

  /**
   * Reads everything there is and judges it. Ask when the stages have caught up: what is under way
   * shows as a violation.
   *
   * @param sent what senders were promised; may be empty
   * @throws SQLException if the database cannot be asked
   */
  public Verdict run(List<Ledger.Entry> sent) throws SQLException {
    Map<String, List<RawCopy>> raw = new HashMap<>();
    topics.read(rawTopics(), record -> keep(raw, record));
    List<Manifest> manifests = new ArrayList<>();
    topics.read(
        List.of(Topics.FATES.name()),
        record -> manifests.add(EventJson.readManifest(record.value())));
    Map<EventCopy, Integer> events = new HashMap<>();
    Set<String> messages = new HashSet<>();
    topics.read(
        Arrays.stream(EventKind.values()).map(EventKind::topic).toList(),
        record -> {
          EventCopy copy = eventCopy(record);
          events.merge(copy, 1, Integer::sum);
          if (record.topic().equals(EventKind.CONVERSATION.topic())) {
            messages.add(copy.eventId());
          }
        });
    Map<ElementOf, Integer> dead = new HashMap<>();
    topics.read(
        List.of(Topics.DEAD_NORMALIZER.name()),
        record -> dead.merge(element(record), 1, Integer::sum));
    Evidence.Tables tables = jdbcUrl == null ? null : Views.read(jdbcUrl);
    return Judge.judge(sent, new Evidence(raw, manifests, events, messages, dead, tables));
  }

  private List<String> rawTopics() {
    try (Admin admin = Admin.create(clients.common())) {
      return RawTopics.of(admin);
    }
  }

  private static void keep(Map<String, List<RawCopy>> raw, ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = HeaderMaps.read(record.headers());
    raw.computeIfAbsent(headers.getOrDefault("delivery_id", ""), id -> new ArrayList<>(1))
        .add(
            new RawCopy(
                headers.getOrDefault("source", ""),
                Ledger.sha256(record.value()),
                headers.get("proof")));
  }

  private static EventCopy eventCopy(ConsumerRecord<String, byte[]> record) {
    CanonicalEvent event = EventJson.read(EventKind.ofTopic(record.topic()), record.value());
    String replay = HeaderMaps.read(record.headers()).getOrDefault("replay_id", "");
    return new EventCopy(event.eventId(), event.deliveryId(), replay, event.deliveryIndex());
  }

  private static ElementOf element(ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = HeaderMaps.read(record.headers());
    return new ElementOf(
        headers.getOrDefault("delivery_id", ""),
        headers.getOrDefault("replay_id", ""),
        Integer.parseInt(headers.getOrDefault("delivery_index", "0")));
  }
}
