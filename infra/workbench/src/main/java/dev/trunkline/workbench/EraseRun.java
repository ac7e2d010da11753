package dev.trunkline.workbench;

import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.canonical.RecordingRequest.Ask;
import dev.trunkline.load.Journal;
import dev.trunkline.load.Settling;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.store.Erased;
import dev.trunkline.store.Erasures;
import dev.trunkline.store.Store;
import dev.trunkline.store.Subject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Carries an erasure out until nothing is left of the person, nor anything that may still come. */
final class EraseRun {

  private static final Logger LOG = LoggerFactory.getLogger(EraseRun.class);

  /** Searches that go on: a recording may still be stored. */
  private static final Set<String> SEARCHED = Set.of("wanted", "waiting", "found");

  private static final int CALLS_AT_ONCE = 1_000;

  private final Store store;
  private final KafkaClients clients;
  private final Journal journal;
  private final @Nullable RecordingFolder recordings;
  private final Clock clock;

  /**
   * A run.
   *
   * @param journal of the gateway
   * @param recordings null where they are not in a folder that can be reached
   */
  EraseRun(
      Store store,
      KafkaClients clients,
      Journal journal,
      @Nullable RecordingFolder recordings,
      Clock clock) {
    this.store = store;
    this.clients = clients;
    this.journal = journal;
    this.recordings = recordings;
    this.clock = clock;
  }

  /**
   * Takes out what there is, again and again, until a look finds nothing.
   *
   * @param patience how long what is on its way may take
   * @return what is not done, in words; empty: the erasure is finished
   */
  List<String> run(String erasureId, Subject subject, Duration patience, Progress progress) {
    Erasures erasures = store.erasures();
    giveUp(subject);
    long end = System.nanoTime() + patience.toNanos();
    List<String> open = new ArrayList<>();
    do {
      progress.at(-1, "looks through log, archive and dead letters");
      open.clear();
      long held = held(erasureId);
      boolean settled =
          Settling.await(clients, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      Erased found = erasures.run(erasureId, subject);
      int files = deleteFiles(erasures);
      if (held > 0) {
        open.add(
            "the gateway's journal has %,d deliveries from before that are not in Kafka"
                .formatted(held));
      }
      if (!settled) {
        open.add("a stage has not read all there is; see: trunkline status");
      }
      if (files > 0) {
        open.add(
            "%,d files of recordings are not in a folder that this command knows: name it with --recordings DIR, or delete them and say so; see: trunkline erase files"
                .formatted(files));
      }
      if (open.isEmpty() && found.tookNothing()) {
        erasures.finish(erasureId, clock.instant());
        LOG.info("Erasure {} is finished", erasureId);
        return List.of();
      }
      if (files > 0 && open.size() == 1 && found.tookNothing()) {
        return open; // waiting does not delete them
      }
      if (!found.tookNothing()) {
        open.add("more of the person came while it was looked for");
      }
    } while (System.nanoTime() < end);
    return open;
  }

  /** A recording must not be stored any more: whoever tells of it would be left out. */
  private void giveUp(Subject subject) {
    List<String> calls = List.copyOf(subject.calls());
    for (int from = 0; from < calls.size(); from += CALLS_AT_ONCE) {
      List<ObjectNode> rows =
          store.calls(calls.subList(from, Math.min(calls.size(), from + CALLS_AT_ONCE)));
      List<RecordingRequest> requests =
          rows.stream()
              .filter(row -> SEARCHED.contains(row.path("recording_status").asString("")))
              .map(row -> RecordingRequests.of(Ask.GIVE_UP, row, null, clock.instant(), "erased"))
              .toList();
      RecordingRequests.send(clients, requests);
    }
  }

  /** Deliveries from before: ids are times. */
  private long held(String erasureId) {
    AtomicLong held = new AtomicLong();
    journal.entries(
        (id, sha256) -> {
          if (id.compareTo(erasureId) < 0) {
            held.incrementAndGet();
          }
        });
    return held.get();
  }

  /** Returns how many are left. */
  private int deleteFiles(Erasures erasures) {
    List<String> files = erasures.files();
    if (recordings == null) {
      return files.size();
    }
    files.forEach(
        sha256 -> {
          recordings.delete(sha256);
          erasures.deleted(sha256);
        });
    return 0;
  }
}
