package dev.trunkline.canonical;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
    all.addAll(List.of(FATES, REJECTED, DEAD_NORMALIZER, DEAD_WRITER));
    return List.copyOf(all);
  }
}
