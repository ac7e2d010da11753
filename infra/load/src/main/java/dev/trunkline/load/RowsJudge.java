package dev.trunkline.load;

import dev.trunkline.canonical.Manifest;
import dev.trunkline.load.Verdict.Equation;
import dev.trunkline.load.model.Erased;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges what the views show of some deliveries against their latest manifests (E5). Pure. */
final class RowsJudge {

  private RowsJudge() {}

  /**
   * Judges it.
   *
   * @param manifests of judged deliveries
   * @param unshown ids of the events that no view shows singly ({@link Views#shows})
   * @param erased elements whose events no view may show
   */
  static Equation judge(
      Collection<Manifest> manifests, Set<String> unshown, ShownEvents shown, Erased erased) {
    List<String> violations = new ArrayList<>(shown.twice());
    shown
        .erased()
        .forEach(
            (event, element) ->
                violations.add(
                    "event "
                        + event
                        + " of element "
                        + element
                        + " was erased and is in the views"));
    Map<String, Manifest> latest = new HashMap<>();
    for (Manifest manifest : manifests) {
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
        if (!erased.has(manifest.deliveryId(), element.index())) {
          live.addAll(element.eventIds() == null ? List.of() : element.eventIds());
        }
      }
    }
    fates.forEach(
        (element, fate) -> {
          String is = shown.fates().get(element);
          String expected = "duplicate".equals(is) ? "canonical" : is;
          if (!fate.equals(expected)) {
            violations.add(
                "element "
                    + element
                    + " is "
                    + fate
                    + " and shown as "
                    + (is == null ? "nothing" : is));
          }
        });
    live.removeAll(unshown);
    differ(fates.keySet(), shown.fates().keySet(), shown.fates().keySet(), "element", violations);
    differ(live, shown.events(), shown.judged(), "event", violations);
    return Rows.equation(live.size(), violations);
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
