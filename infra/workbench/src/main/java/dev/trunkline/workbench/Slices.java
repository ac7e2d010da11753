package dev.trunkline.workbench;

import dev.trunkline.canonical.PullJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of each slice of time, as the states of a job say it one after the other. */
final class Slices {

  private final Map<String, PullJob> before = new HashMap<>();
  private final List<Slice> slices = new ArrayList<>();

  /**
   * One slice of one of a vendor's histories.
   *
   * @param from included
   * @param to excluded
   */
  record Slice(String api, Instant from, Instant to, long requests, long pages, long rows) {

    private Slice and(Slice more) {
      return new Slice(
          api, from, more.to, requests + more.requests, pages + more.pages, rows + more.rows);
    }
  }

  /** The next state of a job. */
  void add(PullJob now) {
    PullJob then = before.put(now.key(), now);
    Instant from = then == null || then.at() == null ? now.from() : then.at();
    Instant to = end(then, now);
    if (from == null || to == null || !from.isBefore(to)) {
      return;
    }
    Slice more =
        new Slice(
            now.api(),
            from,
            to,
            now.counts().requests() - (then == null ? 0 : then.counts().requests()),
            now.counts().pages() - (then == null ? 0 : then.counts().pages()),
            now.counts().rows() - (then == null ? 0 : then.counts().rows()));
    if (more.pages() == 0 && more.rows() == 0) {
      return;
    }
    for (int i = slices.size() - 1; i >= 0; i--) {
      if (slices.get(i).api().equals(now.api()) && slices.get(i).from().equals(from)) {
        slices.set(i, slices.get(i).and(more));
        return;
      }
    }
    slices.add(more);
  }

  /** End of the slice that this step was made in. */
  private static @Nullable Instant end(@Nullable PullJob then, PullJob now) {
    if (then != null && then.until() != null) {
      return then.until();
    }
    return now.until() == null ? now.at() : now.until();
  }

  /** All so far, in the order in which they were fetched. */
  List<Slice> all() {
    return List.copyOf(slices);
  }
}
