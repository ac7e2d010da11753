package dev.trunkline.load.model;

import dev.trunkline.canonical.Manifest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Compares one slice of a system after the other, each with all that hangs together with it. */
public final class Comparer {

  /** Histories are told of so many differences; of further ones only what differs. */
  private static final int HISTORIES = 100;

  /** Further differences are counted. */
  private static final int MOST = 10_000;

  private final Settings settings;
  private final Guards guards;
  private final Erased erased;
  private final Predicate<String> judged;
  private final Instant from;
  private final Telling telling = new Telling();
  private final List<String> differences = new ArrayList<>();
  private long checked;
  private long more;

  /**
   * Nothing is compared yet.
   *
   * @param guards what all slices together tell of numbers
   * @param erased what no row is made of
   * @param judged whether a delivery is inside the window: what others have to do with is left out
   * @param from where the window begins
   */
  public Comparer(
      Settings settings, Guards guards, Erased erased, Predicate<String> judged, Instant from) {
    this.settings = settings;
    this.guards = guards;
    this.erased = erased;
    this.judged = judged;
    this.from = from;
  }

  /**
   * Compares a slice.
   *
   * @param events all that the topics hold of it, read after the moment of {@code shown}
   * @param manifests all that the topic holds of it
   * @throws SQLException if the database cannot be asked
   */
  public void compare(Collection<Copy> events, Collection<Manifest> manifests, Shown shown)
      throws SQLException {
    List<Copy> left = erased.without(events);
    Model model = Model.made(left, manifests, settings, guards, erased);
    Unsure unsure = Unsure.of(left, model, guards, judged, from, shown);
    int histories = Math.max(0, HISTORIES - differences.size());
    Comparing comparing = new Comparing(model, unsure, telling, histories);
    for (View view : View.values()) {
      comparing.compare(view, shown);
    }
    checked += comparing.checked();
    for (String difference : comparing.withHistories(events, shown)) {
      if (differences.size() < MOST) {
        differences.add(difference);
      } else {
        more++;
      }
    }
  }

  /** What was found so far. */
  public Comparison found() {
    List<String> told = new ArrayList<>(differences);
    if (more > 0) {
      told.add("and " + more + " rows more");
    }
    return new Comparison(checked, told);
  }
}
