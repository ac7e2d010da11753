package dev.trunkline.store;

import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How often a source delivers, against how often it does at this time of the week. Deliveries are
 * counted as they arrive in the payload archive, whatever became of them.
 *
 * @param source configured, or one that has delivered
 * @param current the hour that has begun; its {@link Hour#arrived} is what came so far
 * @param last the hour before it
 * @param lastDeliveryAt receipt of the newest delivery; null if none ever came
 * @param lastPushedAt receipt of the newest delivery that the vendor sent; null if none came for a
 *     year
 * @param lastJudgedAt receipt of the newest delivery whose manifest is written; null if none is.
 *     Behind {@code lastDeliveryAt} for long: stuck
 * @param elements of the deliveries of the last 24 hours, or of the newest {@link #MOST} of them
 * @param dead how many of these could not be read
 */
public record Pace(
    String source,
    Hour current,
    Hour last,
    @Nullable Instant lastDeliveryAt,
    @Nullable Instant lastPushedAt,
    @Nullable Instant lastJudgedAt,
    long elements,
    long dead) {

  /** As many deliveries of the last 24 hours are looked into: a look must stay a look. */
  public static final int MOST = 10_000;

  /** The weeks before now that say what is usual. */
  public static final int WEEKS = 4;

  /**
   * Deliveries.
   *
   * @param pushed the vendor sent them
   * @param pulled we fetched them: pages of a history, those of a backfill included
   */
  public record Arrived(long pushed, long pulled) {

    /** Both. */
    public long all() {
      return pushed + pulled;
    }
  }

  /**
   * A full hour of the clock in UTC.
   *
   * @param from its begin
   * @param arrived in it
   * @param before in the same hour of each of the {@link #WEEKS} weeks before, the newest first. A
   *     week in whose seven days up to that hour nothing came at all is left out: the source was
   *     not there yet, or away, and says nothing of what is usual
   */
  public record Hour(Instant from, Arrived arrived, List<Arrived> before) {

    /** Copies the list. */
    public Hour {
      before = List.copyOf(before);
    }

    /** How many weeks {@link #usual} is known from: 0 to {@link #WEEKS}. */
    public int weeks() {
      return before.size();
    }

    /** How many deliveries are usual in this hour, a mean; 0 where no week is known. */
    public double usual() {
      return mean(Arrived::all);
    }

    /** How many are usual that the vendor sends, a mean; 0 where no week is known. */
    public double usualPushed() {
      return mean(Arrived::pushed);
    }

    private double mean(ToLongFunction<Arrived> count) {
      return before.stream().mapToLong(count).average().orElse(0);
    }
  }
}
