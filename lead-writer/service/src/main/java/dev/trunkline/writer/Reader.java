package dev.trunkline.writer;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.Reconciliation;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.store.ArchivedPayload;
import dev.trunkline.store.Batch;
import dev.trunkline.store.Incomplete;
import dev.trunkline.writer.Letter.Unreadable;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.core.JacksonException;

/** Reads records: pure, and for each of them either its meaning or the reason why it has none. */
final class Reader {

  /** As all of ours are; what else stands there may be a value. */
  private static final Pattern NAME = Pattern.compile("[a-z_]{1,40}");

  private Reader() {}

  /** A record of a canonical topic, of {@code fates.v1} or of {@code reconciled.v1}. */
  static Letter<Message> told(ConsumerRecord<String, byte[]> record) {
    return read(record, Reader::message);
  }

  /** A record of a raw topic. */
  static Letter<ArchivedPayload> payload(ConsumerRecord<String, byte[]> record) {
    return read(
        record,
        raw -> {
          Delivery delivery = Delivery.of(HeaderMaps.read(raw.headers()), raw.value());
          return new ArchivedPayload(
              delivery,
              raw.topic(),
              raw.partition(),
              raw.offset(),
              Instant.ofEpochMilli(raw.timestamp()));
        });
  }

  private static Message message(ConsumerRecord<String, byte[]> record) {
    return record.topic().equals(Topics.RECONCILED.name())
        ? new Message.Compared(EventJson.mapper().readValue(record.value(), Reconciliation.class))
        : new Message.Report(batch(record));
  }

  private static Batch batch(ConsumerRecord<String, byte[]> record) {
    return Batch.read(
        record.topic(), record.value(), HeaderMaps.read(record.headers()).get("replay_id"));
  }

  private interface Meaning<T> {
    T of(ConsumerRecord<String, byte[]> record);
  }

  private static <T> Letter<T> read(ConsumerRecord<String, byte[]> record, Meaning<T> meaning) {
    if (record.value() == null) {
      return new Unreadable<>(record, "the record has no value");
    }
    try {
      return new Letter.Read<>(record, meaning.of(record));
    } catch (Incomplete e) {
      return new Unreadable<>(record, "the record cannot be read: " + e.getMessage());
    } catch (RuntimeException e) {
      // Whatever a foreign record trips over, it is the record's fault; the message may quote it.
      return new Unreadable<>(
          record, "the record cannot be read: " + e.getClass().getSimpleName() + place(e));
    }
  }

  /** Of what cannot be typed the field, by our own name of it. */
  private static String place(RuntimeException failure) {
    if (failure instanceof JacksonException json && !json.getPath().isEmpty()) {
      String name = json.getPath().getFirst().getPropertyName();
      return name != null && NAME.matcher(name).matches() ? ": " + name : "";
    }
    return "";
  }
}
