package dev.trunkline.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What usually comes in a stretch like the one since a source's vendor last sent something, and
 * what became of the newest of what came. Pulled deliveries are no sign of life of a webhook:
 * {@code weeks} and {@code days} leave them out.
 *
 * @param source configured, or one that has delivered
 * @param from begin of the stretch, excluded: receipt of the newest delivery that was sent; a week
 *     ago where none came since
 * @param weeks what was sent in the same stretch of each of the four weeks before, the newest first
 *     and counted up to {@link #MOST}. A week in whose seven days nothing was sent is left out: the
 *     source was not there yet, or away
 * @param days the same of the stretch's last 24 hours, of each of the 13 days before. Where nothing
 *     was sent for more than a week, weeks and days are those before the last delivery: a silence
 *     does not become usual
 * @param waitingSince receipt of the oldest of the newest 1,000 deliveries, two minutes old at
 *     least, that has no manifest; null: there is none
 * @param elements of the newest 20 deliveries of the last 24 hours that were read
 * @param dead how many of these could not be read
 * @param deadSince receipt of the oldest of these 20 with a dead element; null: there is none
 */
public record Stretch(
    String source,
    Instant from,
    List<Long> weeks,
    List<Long> days,
    @Nullable Instant waitingSince,
    long elements,
    long dead,
    @Nullable Instant deadSince) {

  /** No stretch is counted further: more says nothing more about a silence. */
  public static final int MOST = 200;

  /** Copies the lists. */
  public Stretch {
    weeks = List.copyOf(weeks);
    days = List.copyOf(days);
  }
}
