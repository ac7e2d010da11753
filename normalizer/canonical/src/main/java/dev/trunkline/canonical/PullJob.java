package dev.trunkline.canonical;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one pull stands: the value of {@code pulls.jobs.v1}, whose key is {@link #key}. What a
 * restart goes on with. Internal.
 *
 * @param id {@link #POLL} for the standing poll of an API; else a UUID
 * @param source the source whose vendor is asked
 * @param vendor of the source
 * @param api the history by the definition's name; {@link #FILE} for a file's backfill
 * @param kind what is done with what is fetched
 * @param from begin of what is wanted, included; null for a poll and a file
 * @param to end of what is wanted, excluded; null for a poll and a file
 * @param at everything before this has been fetched: the position. Null for a file
 * @param until end of the slice that is being fetched; null: none is
 * @param cursor where in the slice the next page begins: rows, pages or, of a file, rows published
 * @param size rows of a page that are asked for; 0: as the definition says
 * @param total rows that the whole job has, where that is known
 * @param phase where it stands
 * @param due not before this is the next step made; null: at once
 * @param pausedUntil the vendor asked for a pause until then, which is one of all pulls of the
 *     source; null: it did not, or has answered since
 * @param soon further times at which a poll is due, as a notification asked; ascending
 * @param failures in a row; 0 after a step that worked
 * @param error why the last step failed; null after one that worked
 * @param recheck of a reconciliation: how often the slice was compared since it was published; 0
 *     before
 * @param found of a reconciliation: what was missing or differing of the slice when it was first
 *     compared
 * @param ofDay of a comparison: what it has come to of the UTC day that {@code at} is in
 * @param rowsPerSecond most rows a second that are published; null: no cap of its own
 * @param counts so far
 * @param by who asked
 * @param askedAt when it was asked
 * @param changedAt of this state
 */
public record PullJob(
    String id,
    String source,
    String vendor,
    String api,
    Kind kind,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Instant at,
    @Nullable Instant until,
    long cursor,
    int size,
    @Nullable Long total,
    Phase phase,
    @Nullable Instant due,
    @Nullable Instant pausedUntil,
    List<Instant> soon,
    int failures,
    @Nullable String error,
    int recheck,
    long found,
    PullCounts ofDay,
    @Nullable Integer rowsPerSecond,
    PullCounts counts,
    String by,
    Instant askedAt,
    Instant changedAt) {

  /** The id of every standing poll. */
  public static final String POLL = "poll";

  /** The API of a backfill from a file. */
  public static final String FILE = "file";

  /** Copies the list; an absent one is empty. */
  @SuppressWarnings("NullableProblems")
  public PullJob {
    soon = soon == null ? List.of() : List.copyOf(soon);
  }

  /** What is done with what is fetched. */
  public enum Kind {
    /** Published, for ever, as time goes on. */
    POLL,
    /** Published. */
    FETCH,
    /** Counted. */
    COUNT,
    /** Compared with our rows. */
    COMPARE,
    /** Compared with our rows, and published where they lack something. */
    RECONCILE
  }

  /** Where a job stands. */
  public enum Phase {
    /** It goes on when it is due. */
    RUNNING,
    /** All was fetched. */
    DONE,
    /** It cannot go on; {@link PullJob#error} says why. */
    FAILED,
    /** An operator ended it. */
    CANCELLED
  }

  /** Key of the record: {@code <source>/<api>/<id>}. */
  public String key() {
    return source + "/" + api + "/" + id;
  }

  /** Whether nothing more will happen. */
  @JsonIgnore
  public boolean isEnded() {
    return phase != Phase.RUNNING;
  }
}
