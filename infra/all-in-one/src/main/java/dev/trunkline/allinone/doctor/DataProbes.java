package dev.trunkline.allinone.doctor;

import dev.trunkline.gateway.journal.JournalState;
import dev.trunkline.plumbing.assertion.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a data folder must be like. Pure. */
final class DataProbes {

  private static final long GIB = 1024L * 1024 * 1024;

  /** Everything is kept for weeks: a disk with less than this fills before anybody looks. */
  private static final long FREE = 2 * GIB;

  /** Where a flush takes longer, ten of them a batch are half a second. */
  private static final Duration SLOW = Duration.ofMillis(50);

  /** No disk is so quick; something says that it is done before it is. */
  private static final Duration TOO_QUICK = Duration.ofNanos(10_000);

  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

  /** Share of its room from which on a journal is nearly full. */
  private static final double FULL = 0.8;

  static final List<Probe<DataFacts>> ALL =
      List.of(
          new Probe<>("folder", DataProbes::folder),
          new Probe<>("rights", DataProbes::rights),
          new Probe<>("lock", DataProbes::lock),
          new Probe<>("disk", DataProbes::disk),
          new Probe<>("flush", DataProbes::flush),
          new Probe<>("definitions", DataProbes::definitions),
          new Probe<>("journal", DataProbes::journal),
          new Probe<>("journal-room", DataProbes::room));

  private DataProbes() {}

  private static Judgement folder(DataFacts facts) {
    if (!facts.exists()) {
      return Judgement.of(
          facts.folder() + " is not there yet; `up` makes it",
          facts.flush() == null,
          facts.folder() + " cannot be made here",
          "everything is kept in it",
          "a folder of your own: trunkline up --data DIR");
    }
    List<Finding> findings = new ArrayList<>();
    if (facts.flush() == null) {
      findings.add(
          new Finding(
              facts.folder() + " cannot be written to",
              "a start would be refused",
              "chown -R %s %s, or another folder with --data"
                  .formatted(facts.self(), facts.folder())));
    }
    // Root may look after what another one runs.
    if (!facts.owner().equals(facts.self()) && !facts.self().equals("root")) {
      findings.add(
          new Finding(
              "%s belongs to %s, and this is %s"
                  .formatted(facts.folder(), facts.owner(), facts.self()),
              "its secrets are for its owner only: a start as somebody else ends half way",
              "run it as " + facts.owner()));
    }
    return new Judgement("%s, of %s".formatted(facts.folder(), facts.owner()), findings);
  }

  private static Judgement rights(DataFacts facts) {
    return Judgement.of(
        facts.open().isEmpty() ? "secrets are for their owner only" : "open to others",
        !facts.open().isEmpty(),
        "others may read " + String.join(", ", facts.open()),
        "who has the password or the token of an operator reads and writes everything",
        "chmod 600 " + String.join(" ", facts.open()));
  }

  private static Judgement lock(DataFacts facts) {
    DataFacts.Lock lock = facts.lock();
    if (lock.alive()) {
      return Judgement.well("held by process " + lock.announced());
    }
    return Judgement.of(
        lock.announced() == 0
            ? "free"
            : "free; process %d ended without a word, and the next start goes on where it was"
                .formatted(lock.announced()),
        lock.held(),
        facts.folder() + " is held by a process that has not said that it is ready",
        "it starts, or it hangs: nothing else can start here",
        "wait a minute; then look at trunkline.log, and end that process: fuser "
            + facts.folder()
            + "/lock");
  }

  private static Judgement disk(DataFacts facts) {
    DataFacts.Disk disk = facts.disk();
    List<Finding> findings = new ArrayList<>();
    if (disk.free() < facts.reserve()) {
      findings.add(
          new Finding(
              "%s free, and the journal leaves %s free"
                  .formatted(Texts.bytes(disk.free()), Texts.bytes(facts.reserve())),
              "vendors are told 503: nothing is acknowledged that could not be kept",
              "room on the disk, or TRUNKLINE_GATEWAY_JOURNAL_RESERVE=64MB"));
    } else if (disk.free() < FREE) {
      findings.add(
          new Finding(
              "%s free, not %s or more".formatted(Texts.bytes(disk.free()), Texts.bytes(FREE)),
              "topics are kept for 90 days: broker and database stop on a full disk",
              "room on the disk, or another one with --data"));
    }
    if (IN_MEMORY.contains(disk.type())) {
      findings.add(
          new Finding(
              facts.folder() + " is in memory (" + disk.type() + ")",
              "what was acknowledged is gone with the power",
              "a folder on a disk: trunkline up --data DIR"));
    }
    return new Judgement(
        "%s, %s of %s free"
            .formatted(disk.type(), Texts.bytes(disk.free()), Texts.bytes(disk.total())),
        findings);
  }

  private static Judgement flush(DataFacts facts) {
    Duration flush = facts.flush();
    if (flush == null) {
      return Judgement.well("nothing can be written");
    }
    String found = Texts.duration(flush) + " for 2 KiB";
    if (flush.compareTo(SLOW) > 0) {
      return Judgement.of(
          found,
          true,
          "a flush takes " + Texts.duration(flush),
          "each answer waits for one, and each batch of a stage for some ten",
          "a disk of its own for --data, an SSD or one with a battery-backed cache");
    }
    return Judgement.of(
        found,
        flush.compareTo(TOO_QUICK) < 0 && !IN_MEMORY.contains(facts.disk().type()),
        "a flush takes " + Texts.duration(flush) + ", which no disk can do",
        "something acknowledges before it has written: a power cut takes what was promised",
        "mount without nobarrier, no eatmydata, and a disk that keeps its word");
  }

  private static Judgement definitions(DataFacts facts) {
    return new Judgement(
        facts.definitions() + " kept",
        facts.unreadable().stream()
            .map(
                reason ->
                    new Finding(
                        reason,
                        "a replay that names it cannot read by it, and its lane waits",
                        "put the folder of that hash back from a backup: definitions/ in the data folder"))
            .toList());
  }

  private static Judgement journal(DataFacts facts) {
    JournalState journal = facts.journal();
    if (journal == null) {
      return Judgement.well("none yet");
    }
    List<Finding> findings = new ArrayList<>();
    if (!journal.check().equals("ok")) {
      findings.add(
          new Finding(
              "the journal's check says: " + journal.check(),
              "what was acknowledged and is not in Kafka yet may be in it",
              "keep a copy of journal/, then start: what can be read goes on, the rest is put aside"));
    }
    if (journal.damaged() > 0 || !journal.aside().isEmpty()) {
      findings.add(
          new Finding(
              "%d rows and %d files were put aside"
                  .formatted(journal.damaged(), journal.aside().size()),
              "the disk gave back something else than was written",
              "look at the disk (smartctl -a, dmesg); sqlite3 journal.db \"select delivery_id, topic from damaged\""));
    }
    return new Judgement(
        "%s, %,d entries kept, checked".formatted(Texts.bytes(journal.bytes()), journal.entries()),
        findings);
  }

  private static Judgement room(DataFacts facts) {
    JournalState journal = facts.journal();
    long bytes = journal == null ? 0 : journal.bytes();
    return Judgement.of(
        "%s of %s".formatted(Texts.bytes(bytes), Texts.bytes(facts.room())),
        bytes > FULL * facts.room(),
        "the journal is nearly full",
        "where it is full vendors are told 503, and some never send again",
        "see why Kafka takes nothing: trunkline doctor --only kafka; more room: TRUNKLINE_GATEWAY_JOURNAL_ROOM=8GB");
  }
}
