package dev.trunkline.normalizer;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.CloudEvents;
import dev.trunkline.canonical.DeadLetter;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.failure.Failure;
import dev.trunkline.plumbing.failure.FailurePolicy;
import dev.trunkline.plumbing.failure.Verdict;
import dev.trunkline.vendors.Translation;
import dev.trunkline.vendors.Translation.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What one raw record becomes: a pure function. Every element's events or dead letter come in order
 * of index, the manifest that accounts for all of them last.
 */
final class Normalizer {

  /** Bytes of a record's own that the broker counts beside key, headers and value; ample. */
  private static final int FRAME = 1_000;

  private final Function<Delivery, Translation> translator;

  /**
   * A normalizer that reads deliveries with this translator.
   *
   * @param translator gives every element once; what it throws is a fault of ours in that delivery
   */
  Normalizer(Function<Delivery, Translation> translator) {
    this.translator = translator;
  }

  /** The records that one raw record becomes; never empty. */
  Normalized normalize(ConsumerRecord<String, byte[]> raw) {
    String origin = origin(raw);
    Delivery delivery;
    try {
      delivery = Delivery.of(HeaderMaps.read(raw.headers()), body(raw));
    } catch (IllegalArgumentException e) {
      return unaccountable(raw, String.valueOf(e.getMessage()));
    }
    Normalized normalized = normalize(delivery, translate(delivery), origin);
    return normalized.records().stream().allMatch(Normalizer::fits)
        ? normalized
        : normalize(delivery, failed("it makes a record that is too large", delivery), origin);
  }

  private Normalized normalize(Delivery delivery, Translation translation, String origin) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    List<Manifest.Element> fates = new ArrayList<>();
    int elements = translation.elements().size();
    for (Element element : translation.elements()) {
      int index = fates.size();
      switch (element) {
        case Element.Understood(var events, var requests) -> {
          events.forEach(event -> records.add(canonical(event, delivery.replayId())));
          if (delivery.replayId() == null) {
            // What is read again was asked for when it came.
            events.stream()
                .filter(event -> event.eventType().isNotification())
                .filter(event -> !Boolean.TRUE.equals(event.isTest()))
                .forEach(event -> records.add(pull(event)));
            requests.stream()
                .filter(request -> !Boolean.TRUE.equals(request.isTest()))
                .forEach(request -> records.add(wanted(request)));
          }
          fates.add(
              new Manifest.Element(
                  index,
                  Fate.CANONICAL,
                  null,
                  events.stream().map(CanonicalEvent::eventId).toList()));
        }
        case Element.Ignored(var reason) ->
            fates.add(
                new Manifest.Element(index, Fate.IGNORED, Reason.cut(reason, elements), null));
        case Element.Rejected(var reason, var bytes) -> {
          records.add(
              dead(
                  new DeadLetter(
                      "normalizer",
                      reason,
                      origin,
                      delivery.id(),
                      index,
                      delivery.source(),
                      translation.definitionHash(),
                      1,
                      delivery.replayId(),
                      bytes)));
          fates.add(new Manifest.Element(index, Fate.DEAD, Reason.cut(reason, elements), null));
        }
      }
    }
    records.add(manifest(delivery, translation.definitionHash(), fates));
    return new Normalized(delivery.source(), records, fates);
  }

  /**
   * A fault of ours while reading must not stop the partition: the delivery waits as dead letter.
   * What reading needs and cannot have is thrown, and so is what is no delivery's fault.
   */
  private Translation translate(Delivery delivery) {
    try {
      return translator.apply(delivery);
    } catch (RuntimeException | Error e) {
      Failure failure = FailurePolicy.of(e);
      if (failure.verdict() != Verdict.ISOLATE) {
        throw e;
      }
      return failed("the definition failed: " + failure.code(), delivery);
    }
  }

  private static Translation failed(String reason, Delivery delivery) {
    return new Translation(null, List.of(new Element.Rejected(reason, delivery.body())));
  }

  /** A record that no topic takes would be tried for ever. */
  private static boolean fits(ProducerRecord<String, byte[]> record) {
    long size = FRAME + 3L * record.key().length() + record.value().length;
    for (Header header : record.headers()) {
      size += 3L * header.key().length() + header.value().length;
    }
    return size <= Topic.MAX_MESSAGE_BYTES;
  }

  private static ProducerRecord<String, byte[]> canonical(
      CanonicalEvent event, @Nullable String replayId) {
    Map<String, String> headers = CloudEvents.headers(event);
    if (replayId != null) {
      headers.put("replay_id", replayId);
    }
    return record(event.eventType().kind().topic(), event.key(), headers, EventJson.write(event));
  }

  private static ProducerRecord<String, byte[]> wanted(RecordingRequest request) {
    return record(
        Topics.RECORDINGS_WANTED.name(),
        request.callId(),
        Map.of(),
        EventJson.mapper().writeValueAsBytes(request));
  }

  /** A notification says only that there is something to fetch: the pull side is asked to. */
  private static ProducerRecord<String, byte[]> pull(CanonicalEvent event) {
    PullAsk ask =
        new PullAsk(
            PullAsk.Ask.NOTIFY,
            event.source(),
            null,
            null,
            null,
            null,
            null,
            event.receivedAt(),
            event.eventType().wire(),
            event.deliveryId());
    return record(
        Topics.PULLS_ASKED.name(),
        event.source(),
        Map.of(),
        EventJson.mapper().writeValueAsBytes(ask));
  }

  private static ProducerRecord<String, byte[]> manifest(
      Delivery delivery, @Nullable String definitionHash, List<Manifest.Element> fates) {
    Manifest manifest =
        new Manifest(
            delivery.id(),
            delivery.replayId(),
            delivery.source(),
            delivery.receivedAt(),
            definitionHash,
            fates);
    return record(Topics.FATES.name(), delivery.id(), Map.of(), EventJson.write(manifest));
  }

  /**
   * A record that does not say whose delivery it is, or which replay's: none of ours wrote it. It
   * is a dead letter without a manifest, which would speak for a delivery.
   */
  static Normalized unaccountable(ConsumerRecord<String, byte[]> raw, String reason) {
    Map<String, String> headers = HeaderMaps.read(raw.headers());
    DeadLetter letter =
        new DeadLetter(
            "normalizer",
            reason,
            origin(raw),
            headers.get("delivery_id"),
            0,
            headers.get("source"),
            null,
            1,
            headers.get("replay_id"),
            body(raw));
    return new Normalized(
        "unknown",
        List.of(dead(letter)),
        List.of(new Manifest.Element(0, Fate.DEAD, reason, null)));
  }

  private static String origin(ConsumerRecord<String, byte[]> raw) {
    return raw.topic() + "-" + raw.partition() + "@" + raw.offset();
  }

  private static byte[] body(ConsumerRecord<String, byte[]> raw) {
    return raw.value() == null ? new byte[0] : raw.value();
  }

  private static ProducerRecord<String, byte[]> dead(DeadLetter letter) {
    String key = letter.deliveryId() == null ? letter.origin() : letter.deliveryId();
    return record(Topics.DEAD_NORMALIZER.name(), key, letter.headers(), letter.body());
  }

  private static ProducerRecord<String, byte[]> record(
      String topic, String key, Map<String, String> headers, byte[] value) {
    return new ProducerRecord<>(topic, null, key, value, HeaderMaps.write(headers));
  }

  /**
   * What one raw record became.
   *
   * @param source the configured source, for counting
   * @param records to publish, in this order
   * @param fates of its elements
   */
  record Normalized(
      String source, List<ProducerRecord<String, byte[]>> records, List<Manifest.Element> fates) {}
}
