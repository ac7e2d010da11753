package dev.trunkline.canonical;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The topics of the contract. Together with the retry topics they form a DAG. */
public final class Topics {

  /** One manifest for each processing of a delivery. */
  public static final Topic FATES = new Topic("fates.v1", 6, Duration.ofDays(90));

  /** Refused requests with the cause; capped in rate and size, secrets masked. */
  public static final Topic REJECTED =
      new Topic("rejected.v1", 1, Duration.ofDays(7), 256L * 1024 * 1024);

  /** What the normalizer could not read. */
  public static final Topic DEAD_NORMALIZER =
      new Topic("dead.normalizer.v1", 6, Duration.ofDays(30));

  /** What the lead-writer could not write. */
  public static final Topic DEAD_WRITER = new Topic("dead.writer.v1", 6, Duration.ofDays(30));

  /** What is asked of the call-recording-fetcher, by call; internal: links may hold tokens. */
  public static final Topic RECORDINGS_WANTED =
      new Topic("recordings.wanted.v1", 6, Duration.ofDays(14));

  /**
   * How every search for a recording stands, by call: what a restart begins with. Longer than any
   * search takes, and than a late second report of its call.
   */
  public static final Topic RECORDINGS_JOBS =
      new Topic("recordings.jobs.v1", 6, Duration.ofDays(30), -1, true);

  /** What the call-recording-fetcher could not read. */
  public static final Topic DEAD_RECORDINGS =
      new Topic("dead.recordings.v1", 6, Duration.ofDays(30));

  /** What is asked of the pull side, by source; internal. */
  public static final Topic PULLS_ASKED = new Topic("pulls.asked.v1", 6, Duration.ofDays(7));

  /**
   * How every pull stands, and up to where each history has been fetched: what a restart begins
   * with. A record has the partition of its source in {@link #PULLS_ASKED}.
   */
  public static final Topic PULLS_JOBS =
      new Topic("pulls.jobs.v1", 6, Duration.ofDays(90), -1, true);

  /** What vendors' own lists said of our rows, by source. */
  public static final Topic RECONCILED = new Topic("reconciled.v1", 6, Duration.ofDays(90));

  /** The waits that a retry topic can hold, ascending. */
  public static final List<Duration> RETRY_DELAYS =
      List.of(
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofHours(1));

  /**
   * Deliveries that are to be read again: the replay lane. Each names the replay and the definition
   * that is to read it.
   */
  public static final Topic REPLAY = new Topic("raw.replay.v1", 6, Duration.ofDays(7));

  /** Every {@code raw.<vendor>.v1}; group 1 is the vendor. The replay lane is not one of them. */
  public static final Pattern RAW = Pattern.compile("raw\\.(?!replay\\.)([a-z0-9-]+)\\.v1");

  private Topics() {}

  /** Where a vendor's deliveries are kept. */
  public static Topic raw(String vendor) {
    return new Topic("raw." + vendor + ".v1", 6, Duration.ofDays(30));
  }

  /** Where a kind's events are published. */
  public static Topic of(EventKind kind) {
    return new Topic(kind.topic(), 6, Duration.ofDays(90));
  }

  /**
   * Where what is due after one of {@link #RETRY_DELAYS} waits: {@code recordings.retry.10m.v1}.
   * All records of a topic wait equally long, so the first one is always due first.
   */
  public static Topic retry(Duration delay) {
    String text = delay.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    return new Topic("recordings.retry." + text + ".v1", 6, Duration.ofDays(30));
  }

  /** Every topic of an installation with these vendors, raw ones first. */
  public static List<Topic> all(Collection<String> vendors) {
    List<Topic> all = new ArrayList<>();
    for (String vendor : new TreeSet<>(vendors)) {
      all.add(raw(vendor));
    }
    all.add(REPLAY);
    for (EventKind kind : EventKind.values()) {
      all.add(of(kind));
    }
    all.addAll(List.of(RECORDINGS_WANTED, RECORDINGS_JOBS));
    RETRY_DELAYS.forEach(delay -> all.add(retry(delay)));
    all.addAll(List.of(PULLS_ASKED, PULLS_JOBS, RECONCILED));
    all.addAll(List.of(FATES, REJECTED, DEAD_NORMALIZER, DEAD_WRITER, DEAD_RECORDINGS));
    return List.copyOf(all);
  }
}
