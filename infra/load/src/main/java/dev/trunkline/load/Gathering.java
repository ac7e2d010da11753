package dev.trunkline.load;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Evidence.ElementOf;
import dev.trunkline.load.Evidence.EventCopy;
import dev.trunkline.load.Evidence.RawCopy;
import dev.trunkline.load.scratch.Spill;
import dev.trunkline.plumbing.HeaderMaps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Gathers all clues of the topics, by delivery, on disk. */
final class Gathering {

  /** Clocks of gateways and brokers differ by less. */
  private static final Duration SKEW = Duration.ofMinutes(10);

  private final TopicReader topics;
  private final Spill byDelivery;
  private final Hours hours;
  private final Window window;
  private final @Nullable Instant from;
  private final Set<String> recent = new HashSet<>();
  private final Set<String> meanwhile = new HashSet<>();
  private final Map<TopicPartition, Long> rawRead = new HashMap<>();
  private final List<String> unreadable = new ArrayList<>();

  /**
   * Nothing is gathered yet.
   *
   * @param bounded whether records appended before the window are left unread
   */
  Gathering(TopicReader topics, Spill byDelivery, Hours hours, Window window, boolean bounded) {
    this.topics = topics;
    this.byDelivery = byDelivery;
    this.hours = hours;
    this.window = window;
    this.from = bounded ? window.from().minus(SKEW) : null;
  }

  void promise(Ledger.Entry entry) {
    hours.sent(entry);
    if (entry.acknowledged()) {
      add(new Clue.Promised(String.valueOf(entry.deliveryId()), entry.sha256()));
    }
  }

  void journal(Journal journal) {
    journal.entries((id, sha256) -> add(new Clue.Journaled(id, sha256)));
  }

  void raw(List<String> names) {
    rawRead.putAll(
        topics.read(
            names,
            from,
            record -> {
              Clue.Kept kept = kept(record);
              if (window.isRecent(kept.deliveryId())) {
                recent.add(kept.deliveryId());
              }
              hours.count(kept);
              add(kept);
            }));
  }

  /**
   * What the stages made of it.
   *
   * @param events told of every event, with how it stands on its topic
   * @param manifests told of every manifest
   */
  void made(Consumer<Clue.Told> events, Consumer<Manifest> manifests) {
    topics.read(
        List.of(Topics.FATES.name()),
        from,
        record -> {
          Manifest manifest = readable(record, EventJson::readManifest);
          if (manifest != null) {
            manifests.accept(manifest);
            add(new Clue.Fated(manifest.deliveryId(), record.value()));
          }
        });
    topics.read(
        Arrays.stream(EventKind.values()).map(EventKind::topic).toList(),
        from,
        record -> {
          EventKind kind = EventKind.ofTopic(record.topic());
          CanonicalEvent event = readable(record, json -> EventJson.read(kind, json));
          if (event != null) {
            Clue.Told told = told(kind, event, record);
            hours.count(told);
            events.accept(told);
            add(told);
          }
        });
    topics.read(
        List.of(Topics.DEAD_NORMALIZER.name()),
        from,
        record -> {
          Clue.Dead dead = new Clue.Dead(element(record));
          hours.count(dead);
          add(dead);
        });
  }

  /** Records that stand where ours do and are none, in words. */
  List<String> unreadable() {
    return unreadable;
  }

  private <T> @Nullable T readable(
      ConsumerRecord<String, byte[]> record, Function<byte[], T> reader) {
    try {
      return reader.apply(record.value());
    } catch (RuntimeException e) {
      unreadable.add(
          "record %s-%d@%d cannot be read"
              .formatted(record.topic(), record.partition(), record.offset()));
      return null;
    }
  }

  /** The window, once all has been read: what came meanwhile may have been met half. */
  Window closed() {
    topics.read(rawRead, record -> meanwhile.add(kept(record).deliveryId()));
    return window.with(recent, meanwhile);
  }

  private void add(Clue clue) {
    String delivery = clue.deliveryId();
    if (window.retains(delivery) || !(clue instanceof Clue.Kept)) {
      byDelivery.add(byDelivery.part(delivery.toLowerCase(Locale.ROOT)), Clue.write(clue));
    }
  }

  private static Clue.Kept kept(ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = HeaderMaps.read(record.headers());
    return new Clue.Kept(
        headers.getOrDefault("delivery_id", ""),
        new RawCopy(
            headers.getOrDefault("source", ""),
            Ledger.sha256(record.value()),
            headers.get("proof"),
            "true".equals(headers.get("maybe_dup"))));
  }

  private static Clue.Told told(
      EventKind kind, CanonicalEvent event, ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = HeaderMaps.read(record.headers());
    return new Clue.Told(
        kind,
        new EventCopy(
            event.eventId(),
            event.deliveryId(),
            headers.getOrDefault("replay_id", ""),
            event.deliveryIndex()),
        headers.containsKey(Searches.STAGE),
        record.value());
  }

  private static ElementOf element(ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = HeaderMaps.read(record.headers());
    return new ElementOf(
        headers.getOrDefault("delivery_id", ""),
        headers.getOrDefault("replay_id", ""),
        Integer.parseInt(headers.getOrDefault("delivery_index", "0")));
  }
}
