package dev.trunkline.load.vendor;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One behaviour after another: by number of requests, by clock, or both. After the last step
 * everything is proper.
 */
public record Behaviours(List<Step> steps) {

  /** All proper from the start. */
  public static final Behaviours PROPER = new Behaviours(List.of());

  /** Copies the list. */
  public Behaviours {
    steps = List.copyOf(steps);
  }

  /**
   * One step; it is over when any of its ends is reached.
   *
   * @param times requests that get it
   * @param until from then on it is over; null: only the number of requests ends it
   */
  public record Step(Behaviour behaviour, int times, @Nullable Instant until) {

    boolean over(int used, Instant now) {
      return used >= times || (until != null && !now.isBefore(until));
    }
  }

  /** This for every request. */
  public static Behaviours always(Behaviour behaviour) {
    return PROPER.then(Integer.MAX_VALUE, behaviour);
  }

  /** This for so many requests. */
  public static Behaviours first(int times, Behaviour behaviour) {
    return PROPER.then(times, behaviour);
  }

  /** This until then, however often it is asked. */
  public static Behaviours until(Instant end, Behaviour behaviour) {
    return new Behaviours(List.of(new Step(behaviour, Integer.MAX_VALUE, end)));
  }

  /** After these, this for so many requests. */
  public Behaviours then(int times, Behaviour behaviour) {
    return after(new Step(behaviour, times, null));
  }

  /** After these, this until then. */
  public Behaviours thenUntil(Instant end, Behaviour behaviour) {
    return after(new Step(behaviour, Integer.MAX_VALUE, end));
  }

  private Behaviours after(Step step) {
    return new Behaviours(Stream.concat(steps.stream(), Stream.of(step)).toList());
  }
}
