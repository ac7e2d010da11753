package dev.trunkline.load.model;

import java.util.Set;

/**
 * The numbers that calls tell as agents' or our own, in E.164: a slice of the system must know them
 * of all of it.
 *
 * @param all they unite nobody
 * @param sure those of them that nothing outside the window could change
 * @param unsure told by calls of which it cannot be told yet, or no longer, whether they count
 */
public record Guards(Set<String> all, Set<String> sure, Set<String> unsure) {

  /** Nothing is known but what the events at hand tell. */
  public static final Guards NONE = new Guards(Set.of(), Set.of(), Set.of());

  /** Copies the sets. */
  public Guards {
    all = Set.copyOf(all);
    sure = Set.copyOf(sure);
    unsure = Set.copyOf(unsure);
  }
}
