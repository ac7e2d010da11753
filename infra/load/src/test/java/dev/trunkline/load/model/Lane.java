package dev.trunkline.load.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.load.Ledger;
import dev.trunkline.load.model.Processing.Part;
import dev.trunkline.store.Batch;
import dev.trunkline.testbed.Kafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * A source of its own whose system is in order: one delivery with a call and its lead, a dead and
 * an ignored element, the same delivery again, and the call's recording. Faults are planted into
 * what stands on the topics and in the folder before it is published.
 */
final class Lane {

  /** A record to be published. */
  record Letter(String topic, String key, byte[] value, Map<String, String> headers) {

    Letter with(String header, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(header, value);
      return new Letter(topic, key, value(), more);
    }

    Letter with(byte[] other) {
      return new Letter(topic, key, other, headers);
    }
  }

  private static final Instant NOW =
      Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600);
  private static final Random RANDOM = new Random(1);

  final String name;
  final String call;
  final byte[] audio;
  final List<Letter> raw = new ArrayList<>();
  final List<Letter> events = new ArrayList<>();
  final List<Letter> dead = new ArrayList<>();
  final List<Letter> manifests = new ArrayList<>();
  final List<Letter> searches = new ArrayList<>();
  final List<Ledger.Entry> promises = new ArrayList<>();
  final List<String> keys = new ArrayList<>();
  private final Processing first;
  private final Processing again;
  private final Processing stored;

  Lane(String name) {
    this.name = name;
    this.call = name + "/c1";
    this.audio = ("audio of " + name).getBytes(UTF_8);
    String phone = "+1202555%04d".formatted(RANDOM.nextInt(10_000));
    Part told =
        Part.of(
            Said.of(
                "call.completed",
                NOW,
                "vendor_call_id",
                "c1",
                "status",
                "answered",
                "vendor_lead_id",
                "L1",
                "customer_phone",
                phone),
            Said.of(
                "lead.created",
                NOW,
                "vendor_lead_id",
                "L1",
                "phone",
                phone,
                "phone_status",
                "valid"));
    List<Part> parts =
        List.of(told, new Part(Fate.DEAD, List.of()), new Part(Fate.IGNORED, List.of()));
    first = new Processing(minted(), null, name, NOW, "h", true, parts);
    again = new Processing(minted(), null, name, NOW.plusSeconds(5), "h", true, parts);
    stored =
        new Processing(
            minted(),
            null,
            name,
            NOW.plusSeconds(60),
            "h",
            false,
            List.of(
                Part.of(
                    Said.of(
                        "recording.stored",
                        NOW,
                        "vendor_call_id",
                        "c1",
                        "sha256",
                        Ledger.sha256(audio),
                        "bytes",
                        audio.length,
                        "media_type",
                        "audio/wav"))));
    deliver(first);
    deliver(again);
    stored
        .published()
        .forEach(
            event -> events.add(letter(stored, event).with("stage", "call-recording-fetcher")));
    searches.add(search("{\"phase\":\"ENDED\",\"ticket\":1,\"due\":\"%s\"}".formatted(NOW)));
    keys.addAll(List.of(name + "/", name + " ", first.deliveryId(), again.deliveryId()));
    keys.add(Ledger.sha256(audio));
    history().model().views().values().forEach(rows -> keys.addAll(rows.keySet()));
  }

  private void deliver(Processing processing) {
    byte[] body = ("body of " + name).getBytes(UTF_8);
    String id = processing.deliveryId();
    raw.add(kept(id, body));
    promises.add(new Ledger.Entry(name, Ledger.sha256(body), NOW.toString(), 202, id, 1));
    processing.published().forEach(event -> events.add(letter(processing, event)));
    manifests.add(new Letter("fates.v1", id, EventJson.write(processing.manifest()), Map.of()));
    dead.add(
        new Letter(
            "dead.normalizer.v1",
            name,
            body,
            Map.of("delivery_id", id, "delivery_index", "1", "reason", "reason of 1")));
  }

  /** A record of a raw topic. */
  Letter kept(String delivery, byte[] body) {
    return new Letter(
        "raw.onecom.v1",
        delivery,
        body,
        Map.of("delivery_id", delivery, "source", name, "proof", "none"));
  }

  /** A record of the searches' own topic. */
  Letter search(String job) {
    return new Letter("recordings.jobs.v1", call, job.getBytes(UTF_8), Map.of());
  }

  private static Letter letter(Processing processing, Published event) {
    return new Letter(
        event.kind().topic(), processing.deliveryId(), event.json().getBytes(UTF_8), Map.of());
  }

  /** The first event of a call that a delivery tells. */
  Letter callEvent() {
    return events.stream()
        .filter(letter -> letter.topic().equals(EventKind.CALL.topic()))
        .findFirst()
        .orElseThrow();
  }

  private History history() {
    return new History(settings(), List.of(first, again, stored));
  }

  private Settings settings() {
    return new Settings(List.of(source()));
  }

  Settings.Source source() {
    return new Settings.Source(name, null, List.of(), List.of(), List.of());
  }

  /** What the writer has read: all of it, before any fault. */
  Batch batch() {
    return new Batch(
        history().published().stream().map(Published::told).toList(), history().manifests());
  }

  void publish(Kafka kafka) {
    for (List<Letter> letters : List.of(raw, events, dead, manifests, searches)) {
      letters.forEach(l -> kafka.produce(l.topic(), l.key(), l.value(), l.headers()));
    }
  }

  /** Where a folder has its recording. */
  Path file(Path recordings) {
    String sha256 = Ledger.sha256(audio);
    return recordings
        .resolve(sha256.substring(0, 2))
        .resolve(sha256.substring(2, 4))
        .resolve(sha256 + ".wav");
  }

  void store(Path recordings) throws IOException {
    Files.createDirectories(file(recordings).resolveSibling(""));
    Files.write(file(recordings), audio);
  }

  /** A delivery's id as a gateway minted it some minutes ago. */
  String minted() {
    long millis = NOW.toEpochMilli();
    return new UUID(
            millis << 16 | 0x7000 | RANDOM.nextInt(0x1000),
            RANDOM.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L)
        .toString();
  }

  static Duration age() {
    return Duration.between(NOW, Clock.systemUTC().instant());
  }

  @Override
  public String toString() {
    return name;
  }

  /** Manifests that stand on their topic. */
  List<Manifest> manifests() {
    return manifests.stream().map(letter -> EventJson.readManifest(letter.value())).toList();
  }
}
