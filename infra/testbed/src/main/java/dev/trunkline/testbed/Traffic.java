package dev.trunkline.testbed;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What went into the normalizer and what came out of it.
 *
 * @param deliveries one for each raw record: a delivery kept twice is processed twice
 */
record Traffic(
    List<Processing> deliveries, List<Manifest> manifests, List<Event> events, List<Dead> dead) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A record of a canonical topic: which element of which processing it says it is made of. */
  record Event(Processing processing, int index, String eventId) {}

  /** A dead letter: which element of which processing it is. */
  record Dead(Processing processing, int index) {}

  static Traffic read(Kafka kafka, OneFate.Topics topics) {
    List<Processing> deliveries = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    topics
        .raw()
        .forEach(topic -> kafka.readAll(topic).forEach(record -> deliveries.add(delivery(record))));
    topics
        .canonical()
        .forEach(topic -> kafka.readAll(topic).forEach(record -> events.add(event(record))));
    return new Traffic(
        deliveries,
        kafka.readAll(topics.fates()).stream().map(record -> Manifest.of(record.value())).toList(),
        events,
        kafka.readAll(topics.dead()).stream().map(Traffic::dead).toList());
  }

  private static Processing delivery(ConsumerRecord<String, byte[]> record) {
    return new Processing(required(record, "delivery_id"), Kafka.header(record, "replay_id"));
  }

  private static Event event(ConsumerRecord<String, byte[]> record) {
    JsonNode event = JSON.readTree(record.value());
    return new Event(
        new Processing(event.path("delivery_id").asString(""), Kafka.header(record, "replay_id")),
        event.path("delivery_index").asInt(-1),
        event.path("event_id").asString(""));
  }

  private static Dead dead(ConsumerRecord<String, byte[]> record) {
    return new Dead(delivery(record), Integer.parseInt(required(record, "delivery_index")));
  }

  private static String required(ConsumerRecord<String, byte[]> record, String header) {
    return Objects.requireNonNull(
        Kafka.header(record, header),
        () ->
            "%s-%d@%d has no header %s"
                .formatted(record.topic(), record.partition(), record.offset(), header));
  }
}
