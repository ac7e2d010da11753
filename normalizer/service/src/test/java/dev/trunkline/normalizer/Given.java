package dev.trunkline.normalizer;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.vendors.Sample;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Translator;
import dev.trunkline.vendors.Vendors;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** What tests start from: the vendors that come with the program at their demo sources. */
final class Given {

  static final Vendors VENDORS = Vendors.builtIn();
  static final Translator TRANSLATOR = Translator.of(VENDORS, Sources.demo(VENDORS).all());
  static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00Z");

  private Given() {}

  static Sample sample(String vendor, String name) {
    return VENDORS.get(vendor).samples().stream()
        .filter(sample -> sample.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static Delivery delivery(String id, String source, byte[] body, @Nullable String replayId) {
    return new Delivery(
        id,
        source,
        source,
        "call",
        RECEIVED,
        "POST",
        null,
        "application/json",
        "192.0.2.1",
        "none",
        null,
        Map.of(),
        replayId,
        body);
  }

  /** The delivery as it lies in its raw topic, at partition 3 and offset 42. */
  static ConsumerRecord<String, byte[]> raw(Delivery delivery) {
    return raw(delivery.headers(), delivery.body());
  }

  static ConsumerRecord<String, byte[]> raw(Map<String, String> headers, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        "raw.onecom.v1",
        3,
        42,
        RECEIVED.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        value == null ? 0 : value.length,
        headers.get("delivery_id"),
        value,
        new RecordHeaders(HeaderMaps.write(headers)),
        Optional.empty());
  }

  static List<ProducerRecord<String, byte[]>> on(
      String topic, List<ProducerRecord<String, byte[]>> records) {
    return records.stream().filter(record -> record.topic().equals(topic)).toList();
  }

  /** The manifest, which must be the last record and the only one of its kind. */
  static Manifest manifest(Normalizer.Normalized normalized) {
    List<ProducerRecord<String, byte[]>> records = normalized.records();
    if (on(Topics.FATES.name(), records).size() != 1
        || !records.getLast().topic().equals(Topics.FATES.name())) {
      throw new AssertionError("no manifest at the end, or more than one");
    }
    return EventJson.readManifest(records.getLast().value());
  }
}
