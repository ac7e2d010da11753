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

/** Judges evidence: pure, so that every violation can be planted and must be named. */
final class Judge {

  private Judge() {}

  static Verdict judge(List<Ledger.Entry> sent, Evidence evidence) {
    List<Equation> equations = new ArrayList<>();
    equations.add(kept(sent, evidence));
    equations.add(genuine(evidence));
    equations.add(copies(evidence));
    equations.add(oneFate(evidence));
    Evidence.Tables tables = evidence.tables();
    if (tables != null) {
      equations.add(rows(evidence, tables));
    }
    return new Verdict(equations);
  }

  /** E1: what was acknowledged is in a raw topic, byte for byte. */
  private static Equation kept(List<Ledger.Entry> sent, Evidence evidence) {
    List<String> violations = new ArrayList<>();
    long checked = 0;
    for (Ledger.Entry entry : sent) {
      if (!entry.acknowledged()) {
        continue;
      }
      checked++;
      List<RawCopy> copies = evidence.raw().get(String.valueOf(entry.deliveryId()));
      if (copies == null) {
        violations.add(
            "delivery " + entry.deliveryId() + " was acknowledged and is in no raw topic");
      } else if (copies.stream().anyMatch(copy -> !copy.sha256().equals(entry.sha256()))) {
        violations.add("delivery " + entry.deliveryId() + " was kept with other bytes than sent");
      }
    }
    return new Equation(
        "E1", "acknowledged deliveries are kept, byte for byte", checked, violations);
  }

  /** E2: every raw record says which proof it passed. */
  private static Equation genuine(Evidence evidence) {
    List<String> violations = new ArrayList<>();
    evidence
        .raw()
        .forEach(
            (id, copies) -> {
              if (copies.stream().anyMatch(c -> c.proof() == null || c.proof().isEmpty())) {
                violations.add("delivery " + id + " was kept and names no proof");
              }
            });
    return new Equation(
        "E2", "kept deliveries name the proof they passed", evidence.raw().size(), violations);
  }

  /** E3: a delivery kept twice (an unknown outcome sent again) has the same bytes. */
  private static Equation copies(Evidence evidence) {
    List<String> violations = new ArrayList<>();
    long checked = 0;
    for (Map.Entry<String, List<RawCopy>> delivery : evidence.raw().entrySet()) {
      if (delivery.getValue().size() > 1) {
        checked++;
        if (Set.copyOf(delivery.getValue()).size() > 1) {
          violations.add("copies of delivery " + delivery.getKey() + " differ");
        }
      }
    }
    return new Equation("E3", "copies of one delivery are equal", checked, violations);
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
      if (replay.isEmpty()) {
        live.add(manifest.deliveryId());
      }
      Manifest other = seen.put(new ElementOf(manifest.deliveryId(), replay, 0), manifest);
      int copies = evidence.raw().getOrDefault(manifest.deliveryId(), List.of()).size();
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
    return new Equation(
        "E4",
        "every element has one fate, and what its manifest lists exists",
        evidence.manifests().size(),
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

  /** E5: the views show the latest manifests, and the rows are those of the model. */
  private static Equation rows(Evidence evidence, Evidence.Tables tables) {
    List<String> violations = new ArrayList<>(tables.orphans());
    Map<String, Manifest> latest = new HashMap<>();
    for (Manifest manifest : evidence.manifests()) {
      latest.merge(
          manifest.deliveryId(),
          manifest,
          (a, b) -> text(b.replayId()).compareTo(text(a.replayId())) > 0 ? b : a);
    }
    Map<String, String> fates = new HashMap<>();
    Set<String> live = new HashSet<>();
    for (Manifest manifest : latest.values()) {
      for (Manifest.Element element : manifest.elements()) {
        fates.put(manifest.deliveryId() + "/" + element.index(), element.fate().wire());
        live.addAll(element.eventIds() == null ? List.of() : element.eventIds());
      }
    }
    fates.forEach(
        (element, fate) -> {
          String shown = tables.fates().get(element);
          String expected = "duplicate".equals(shown) ? "canonical" : shown;
          if (!fate.equals(expected)) {
            violations.add(
                "element "
                    + element
                    + " is "
                    + fate
                    + " and shown as "
                    + (shown == null ? "nothing" : shown));
          }
        });
    live.removeAll(evidence.unshown());
    differ(fates.keySet(), tables.fates().keySet(), tables.fates().keySet(), "element", violations);
    differ(live, tables.liveEvents(), tables.judgedEvents(), "event", violations);
    violations.addAll(tables.rows().differences());
    return new Equation(
        "E5",
        "the views show every live event once, and the model's rows",
        live.size() + tables.rows().checked(),
        violations);
  }

  private static void differ(
      Set<String> wanted,
      Set<String> shown,
      Set<String> accountable,
      String what,
      List<String> violations) {
    for (String id : wanted) {
      if (!shown.contains(id)) {
        violations.add(what + " " + id + " is not in the views");
      }
    }
    for (String id : accountable) {
      if (!wanted.contains(id)) {
        violations.add(what + " " + id + " is in the views and in no manifest");
      }
    }
  }

  private static String text(@Nullable String replayId) {
    return replayId == null ? "" : replayId;
  }
}
