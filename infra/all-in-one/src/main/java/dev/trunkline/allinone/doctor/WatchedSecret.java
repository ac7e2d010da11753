package dev.trunkline.allinone.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A secret at one door, as a gateway tells of it.
 *
 * @param others those of the same proof
 */
record WatchedSecret(String source, String door, Use use, List<Use> others) {

  /** As long without a use, while another one was used, is enough to drop a secret. */
  static final Duration UNUSED = Duration.ofDays(3);

  /** As long behind another one's last use, a secret is not the one in use any more. */
  private static final Duration BEHIND = Duration.ofDays(1);

  WatchedSecret {
    others = List.copyOf(others);
  }

  /**
   * When it was used.
   *
   * @param since from when on that is watched
   * @param last when it last proved something; null: not since then
   */
  record Use(
      String name,
      Instant since,
      @Nullable Instant last,
      @Nullable Instant notBefore,
      @Nullable Instant notAfter) {

    private static Use of(JsonNode said) {
      return new Use(
          said.path("name").asString(),
          Instant.parse(said.path("watchedSince").asString()),
          time(said, "lastProven"),
          time(said, "notBefore"),
          time(said, "notAfter"));
    }

    private static @Nullable Instant time(JsonNode said, String name) {
      JsonNode time = said.path(name);
      return time.isString() ? Instant.parse(time.asString()) : null;
    }

    boolean isLive(Instant now) {
      return (notBefore == null || !now.isBefore(notBefore)) && !endsBefore(now);
    }

    boolean endsBefore(Instant moment) {
      return notAfter != null && notAfter.isBefore(moment);
    }

    /** From when on a use of it would have been seen, and none was. */
    Instant idleSince() {
      if (last != null) {
        return last;
      }
      return notBefore != null && notBefore.isAfter(since) ? notBefore : since;
    }

    private boolean wasUsed(Duration later, Instant than) {
      return last != null && !last.isBefore(than.plus(later));
    }

    /** Ends first: the other one is to follow it. */
    private boolean makesWayFor(Use other) {
      return notAfter != null && !other.endsBefore(notAfter);
    }
  }

  /** All that a gateway tells of. */
  static List<WatchedSecret> all(JsonNode gateway) {
    List<WatchedSecret> all = new ArrayList<>();
    for (JsonNode proof : gateway.path("proofs")) {
      List<Use> uses = new ArrayList<>();
      proof.path("secrets").forEach(said -> uses.add(Use.of(said)));
      for (Use use : uses) {
        List<Use> others = uses.stream().filter(other -> !other.equals(use)).toList();
        all.add(
            new WatchedSecret(
                proof.path("source").asString(), proof.path("door").asString(), use, others));
      }
    }
    return all;
  }

  /** Whether what comes is proven by it, as far as was seen. */
  boolean isInUse() {
    Instant last = use.last();
    return last != null && others.stream().noneMatch(other -> other.wasUsed(BEHIND, last));
  }

  /**
   * The one that what comes is proven by instead, for long enough; none if this one is to follow
   * it.
   */
  Optional<Use> replacement(Instant now) {
    return others.stream()
        .filter(other -> other.isLive(now) && !other.makesWayFor(use))
        .filter(other -> other.wasUsed(UNUSED, use.idleSince()))
        .max(Comparator.comparing(Use::last, Comparator.nullsFirst(Comparator.naturalOrder())));
  }
}
