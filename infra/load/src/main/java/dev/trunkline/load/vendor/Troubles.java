package dev.trunkline.load.vendor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the next requests at a door get instead of the usual. Safe for several threads. */
final class Troubles {

  private static final class AtDoor {
    final Deque<Behaviour> next = new ArrayDeque<>();
    final Deque<Instant> lately = new ArrayDeque<>();
    int most = Integer.MAX_VALUE;
    Duration within = Duration.ZERO;
  }

  private final Map<Visit.Door, AtDoor> doors = new EnumMap<>(Visit.Door.class);

  /** After what is planned already, this for so many requests. */
  synchronized void next(Visit.Door door, int times, Behaviour behaviour) {
    for (int n = 0; n < times; n++) {
      at(door).next.add(behaviour);
    }
  }

  /** From now on at most so many requests within any such time. */
  synchronized void limit(Visit.Door door, int requests, Duration within) {
    AtDoor at = at(door);
    at.most = requests;
    at.within = within;
  }

  /** Null: the usual. */
  synchronized @Nullable Behaviour take(Visit.Door door, Instant now) {
    AtDoor at = at(door);
    while (!at.lately.isEmpty() && !now.isBefore(at.lately.getFirst().plus(at.within))) {
      at.lately.removeFirst();
    }
    if (at.lately.size() >= at.most) {
      Duration left = Duration.between(now, at.lately.getFirst().plus(at.within));
      long seconds = Math.max(1, Math.ceilDiv(left.toMillis(), 1_000L));
      return new Behaviour.TooMany(new Behaviour.RetryAfter.Seconds(seconds));
    }
    if (at.most < Integer.MAX_VALUE) {
      at.lately.addLast(now);
    }
    return at.next.pollFirst();
  }

  private AtDoor at(Visit.Door door) {
    return doors.computeIfAbsent(door, it -> new AtDoor());
  }
}
