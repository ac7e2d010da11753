package dev.trunkline.load.model;

import dev.trunkline.canonical.Manifest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * The views against the model, row by row and column by column.
 *
 * @param checked rows that were compared
 * @param differences in words, each with the events by which the topics and the views came to it;
 *     nothing personal is told
 */
public record Comparison(long checked, List<String> differences) {

  /** Copies the list. */
  public Comparison {
    differences = List.copyOf(differences);
  }

  /**
   * Compares them.
   *
   * @param events all that the topics hold, read after the moment of {@code shown}
   * @param manifests all that the topic holds
   * @param erased what no row is made of
   * @param judged whether a delivery is inside the window: what others have to do with is left out
   * @param from where the window begins
   * @throws SQLException if the database cannot be asked
   */
  public static Comparison of(
      Collection<Copy> events,
      Collection<Manifest> manifests,
      Settings settings,
      Erased erased,
      Predicate<String> judged,
      Instant from,
      Shown shown)
      throws SQLException {
    Comparer comparer = new Comparer(settings, Guards.NONE, erased, judged, from);
    comparer.compare(events, manifests, shown);
    return comparer.found();
  }
}
