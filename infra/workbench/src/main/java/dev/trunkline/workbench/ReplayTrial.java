package dev.trunkline.workbench;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.failure.FailurePolicy;
import dev.trunkline.plumbing.failure.Verdict;
import dev.trunkline.store.Arrived;
import dev.trunkline.store.Batch;
import dev.trunkline.store.Rehearsal;
import dev.trunkline.store.Replays;
import dev.trunkline.store.Store;
import dev.trunkline.store.Told;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Tries a replay out: reads its deliveries as the lane would, and writes what they become as the
 * lead-writer would, into a database of its own.
 */
final class ReplayTrial {

  private static final int CHUNK = 500;
  private static final int SAMPLES = 5;

  /** Of one chunk of deliveries what they become. */
  private record Chunk(List<Told> events, List<Manifest> manifests) {

    static Chunk none() {
      return new Chunk(new ArrayList<>(), new ArrayList<>());
    }

    Batch batch() {
      return new Batch(events, manifests);
    }
  }

  private final Rehearsal rehearsal;
  private final Reading reading;
  private final Map<String, String> readers;
  private final String replayId;
  private final Map<Fate, Long> elements = new EnumMap<>(Fate.class);
  private final Reasons reasons = new Reasons();
  private long refused;

  /**
   * A trial.
   *
   * @param readers the {@code definition_hash} that is to read each source
   * @param replayId later than every replay that there was
   */
  ReplayTrial(Rehearsal rehearsal, Reading reading, Map<String, String> readers, String replayId) {
    this.rehearsal = rehearsal;
    this.reading = reading;
    this.readers = Map.copyOf(readers);
    this.replayId = replayId;
  }

  /** What the replay of everything that was taken would come to. */
  ReplayForecast run(Replays.Look look) {
    rehearsal.begin(look);
    each(
        look,
        chunk ->
            rehearsal.copy(
                look,
                chunk.manifests().stream().map(Manifest::deliveryId).toList(),
                chunk.events()));
    rehearsal.copied();
    each(look, this::write);
    return new ReplayForecast(elements, reasons.most(), refused, rehearsal.forecast(SAMPLES));
  }

  /** What became of the rows that were foretold. */
  List<Arrived> compare(Store running) {
    return rehearsal.compare(running);
  }

  private void each(Replays.Look look, Consumer<Chunk> work) {
    List<Chunk> open = new ArrayList<>(List.of(Chunk.none()));
    look.deliveries(
        delivery -> {
          read(delivery, open.getFirst());
          if (open.getFirst().manifests().size() == CHUNK) {
            work.accept(open.getFirst());
            open.set(0, Chunk.none());
          }
        });
    if (!open.getFirst().manifests().isEmpty()) {
      work.accept(open.getFirst());
    }
  }

  private void read(Delivery delivery, Chunk chunk) {
    String reader = readers.get(delivery.source());
    if (reader == null) {
      throw new IllegalStateException("nothing is to read source " + delivery.source());
    }
    for (ProducerRecord<String, byte[]> record : reading.of(delivery, replayId, reader)) {
      if (record.topic().equals(Topics.FATES.name())) {
        chunk.manifests().add(EventJson.readManifest(record.value()));
      } else if (!record.topic().equals(Topics.DEAD_NORMALIZER.name())) {
        chunk.events().add(Told.read(EventKind.ofTopic(record.topic()), record.value(), replayId));
      }
    }
  }

  private void write(Chunk chunk) {
    for (Manifest manifest : chunk.manifests()) {
      for (Manifest.Element element : manifest.elements()) {
        elements.merge(element.fate(), 1L, Long::sum);
        if (element.fate() == Fate.DEAD) {
          reasons.add(String.valueOf(element.reason()));
        }
      }
    }
    try {
      rehearsal.write(chunk.batch());
    } catch (RuntimeException e) {
      requireBadData(e);
      isolate(chunk);
    }
  }

  /** As the lead-writer does: what the database refuses is left out, and its neighbours are not. */
  private void isolate(Chunk chunk) {
    Stream.concat(
            chunk.manifests().stream().map(manifest -> new Batch(List.of(), List.of(manifest))),
            chunk.events().stream().map(event -> new Batch(List.of(event), List.of())))
        .forEach(
            one -> {
              try {
                rehearsal.write(one);
              } catch (RuntimeException e) {
                requireBadData(e);
                refused++;
              }
            });
  }

  private static void requireBadData(RuntimeException e) {
    if (FailurePolicy.of(e).verdict() != Verdict.ISOLATE) {
      throw e;
    }
  }
}
