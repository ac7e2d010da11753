package dev.trunkline.load;

import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.load.Evidence.ElementOf;
import dev.trunkline.load.Evidence.EventCopy;
import dev.trunkline.load.Evidence.RawCopy;
import dev.trunkline.load.Verdict.Equation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges what was found about some deliveries (E1 to E4): pure, so that every violation can be
 * planted and must be named.
 */
final class Judge {

  private Judge() {}

  /**
   * Judges it.
   *
   * @param strangers hashes of bodies that may be there without a promise; null: anything may
   */
  static List<Equation> judge(Evidence evidence, @Nullable Set<String> strangers) {
    return List.of(
        kept(evidence), genuine(evidence, strangers), copies(evidence), oneFate(evidence));
  }

  /** E1: what was acknowledged is in a raw topic or still in a journal, byte for byte. */
  private static Equation kept(Evidence evidence) {
    List<String> violations = new ArrayList<>();
    evidence
        .promised()
        .forEach(
            (id, sha256) -> {
              List<RawCopy> copies = evidence.raw().getOrDefault(id, List.of());
              String journaled = evidence.journaled().get(id);
              if (copies.isEmpty() && journaled == null) {
                violations.add(
                    "delivery " + id + " was acknowledged and is in no raw topic and no journal");
              } else if (copies.stream().anyMatch(copy -> !copy.sha256().equals(sha256))
                  || (journaled != null && !journaled.equals(sha256))) {
                violations.add("delivery " + id + " was kept with other bytes than sent");
              }
            });
    return new Equation(
        "E1",
        "acknowledged deliveries are kept, byte for byte",
        evidence.promised().size(),
        violations);
  }

  /** E2: every raw record says which proof it passed, and somebody sent it. */
  private static Equation genuine(Evidence evidence, @Nullable Set<String> strangers) {
    List<String> violations = new ArrayList<>();
    evidence
        .raw()
        .forEach(
            (id, copies) -> {
              if (copies.stream().anyMatch(c -> c.proof() == null || c.proof().isEmpty())) {
                violations.add("delivery " + id + " was kept and names no proof");
              }
              if (strangers != null
                  && !evidence.promised().containsKey(id)
                  && copies.stream().noneMatch(c -> strangers.contains(c.sha256()))) {
                violations.add("delivery " + id + " was kept and sent by nobody");
              }
            });
    return new Equation(
        "E2", "kept deliveries name the proof they passed", evidence.raw().size(), violations);
  }

  /** E3: a delivery kept twice has the same bytes, and whoever sent it again said so. */
  private static Equation copies(Evidence evidence) {
    List<String> violations = new ArrayList<>();
    long checked = 0;
    for (Map.Entry<String, List<RawCopy>> delivery : evidence.raw().entrySet()) {
      List<RawCopy> copies = delivery.getValue();
      if (copies.size() > 1) {
        checked++;
        RawCopy first = copies.getFirst();
        if (!copies.stream()
            .allMatch(
                c -> c.source().equals(first.source()) && c.sha256().equals(first.sha256()))) {
          violations.add("copies of delivery " + delivery.getKey() + " differ");
        }
        if (copies.stream().filter(copy -> !copy.maybeDup()).count() > 1) {
          violations.add(
              "delivery "
                  + delivery.getKey()
                  + " is kept "
                  + copies.size()
                  + " times, and no maybe_dup says why");
        }
      }
    }
    return new Equation(
        "E3", "of one delivery there are equal copies, announced", checked, violations);
  }

  /** E4: every delivery has its manifest, every element one fate, and what is listed exists. */
  private static Equation oneFate(Evidence evidence) {
    List<String> violations = new ArrayList<>();
    Map<EventCopy, Integer> events = new HashMap<>();
    Map<ElementOf, Integer> dead = new HashMap<>();
    Set<String> live = new HashSet<>();
    Map<ElementOf, Manifest> seen = new HashMap<>();
    for (Manifest manifest : evidence.manifests()) {
      String replay = text(manifest.replayId());
      int copies = evidence.raw().getOrDefault(manifest.deliveryId(), List.of()).size();
      if (replay.isEmpty() && live.add(manifest.deliveryId()) && copies == 0) {
        violations.add("delivery " + manifest.deliveryId() + " has a manifest and was never kept");
      }
      Manifest other = seen.put(new ElementOf(manifest.deliveryId(), replay, 0), manifest);
      if (other != null && (!other.equals(manifest) || copies < 2)) {
        violations.add("delivery " + manifest.deliveryId() + " has two manifests");
      }
      account(manifest, replay, events, dead, violations);
    }
    for (String id : evidence.raw().keySet()) {
      if (!live.contains(id)) {
        violations.add("delivery " + id + " has no manifest");
      }
    }
    compare(events, evidence.events(), "event", violations);
    compare(dead, evidence.deadLetters(), "dead letter", violations);
    return oneFate(evidence.manifests().size(), violations);
  }

  static Equation oneFate(long checked, List<String> violations) {
    return new Equation(
        "E4",
        "every element has one fate, and what its manifest lists exists",
        checked,
        violations);
  }

  private static void account(
      Manifest manifest,
      String replay,
      Map<EventCopy, Integer> events,
      Map<ElementOf, Integer> dead,
      List<String> violations) {
    int next = 0;
    for (Manifest.Element element : manifest.elements()) {
      if (element.index() != next++) {
        violations.add(
            "manifest of delivery " + manifest.deliveryId() + " jumps at element " + (next - 1));
      }
      ElementOf place = new ElementOf(manifest.deliveryId(), replay, element.index());
      List<String> ids = element.eventIds() == null ? List.of() : element.eventIds();
      if ((element.fate() == Fate.CANONICAL) == ids.isEmpty()) {
        violations.add(
            "element " + place + " is " + element.fate() + " with " + ids.size() + " events");
      }
      if (element.fate() == Fate.DEAD) {
        dead.merge(place, 1, Integer::sum);
      }
      ids.forEach(
          id ->
              events.merge(
                  new EventCopy(id, manifest.deliveryId(), replay, element.index()),
                  1,
                  Integer::sum));
    }
  }

  private static <K> void compare(
      Map<K, Integer> listed, Map<K, Integer> found, String what, List<String> violations) {
    for (Map.Entry<K, Integer> entry : listed.entrySet()) {
      int times = found.getOrDefault(entry.getKey(), 0);
      if (times != entry.getValue()) {
        violations.add(
            "%s %s is listed %d times and found %d times"
                .formatted(what, entry.getKey(), entry.getValue(), times));
      }
    }
    for (K key : found.keySet()) {
      if (!listed.containsKey(key)) {
        violations.add(what + " " + key + " is in no manifest");
      }
    }
  }

  private static String text(@Nullable String replayId) {
    return replayId == null ? "" : replayId;
  }
}
