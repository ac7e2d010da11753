package dev.trunkline.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.load.Evidence.ElementOf;
import dev.trunkline.load.Evidence.EventCopy;
import dev.trunkline.load.Evidence.RawCopy;
import dev.trunkline.load.model.Erased;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A system in order is found in order; every fault planted in it is named by its equation. */
class JudgeTest {

  /** Two deliveries: d1 has a call, a broken and an ignored element; d2 tells the call again. */
  private static final class Planted {
    final Evidence evidence = new Evidence();
    final Map<String, List<RawCopy>> raw = evidence.raw();
    final List<Manifest> manifests = evidence.manifests();
    final Map<EventCopy, Integer> events = evidence.events();
    final Map<ElementOf, Integer> dead = evidence.deadLetters();
    final Map<String, String> fates = new HashMap<>();
    final Set<String> live = new HashSet<>();
    final List<String> twice = new ArrayList<>();
    final Map<String, Instant> erased = new HashMap<>();
    final Map<String, String> erasedAndShown = new HashMap<>();
    @Nullable Set<String> strangers;

    Planted() {
      evidence.promised().putAll(Map.of("d1", "aa", "d2", "bb"));
      raw.put("d1", new ArrayList<>(List.of(copy("aa"))));
      raw.put("d2", new ArrayList<>(List.of(copy("bb"))));
      manifests.add(
          manifest(
              "d1",
              new Manifest.Element(0, Fate.CANONICAL, null, List.of("e1")),
              new Manifest.Element(1, Fate.DEAD, "uniqueid is missing", null),
              new Manifest.Element(2, Fate.IGNORED, "ping", null)));
      manifests.add(manifest("d2", new Manifest.Element(0, Fate.CANONICAL, null, List.of("e1"))));
      events.put(new EventCopy("e1", "d1", "", 0), 1);
      events.put(new EventCopy("e1", "d2", "", 0), 1);
      dead.put(new ElementOf("d1", "", 1), 1);
      fates.putAll(
          Map.of("d1/0", "canonical", "d1/1", "dead", "d1/2", "ignored", "d2/0", "duplicate"));
      live.add("e1");
    }

    void erase(String... elements) {
      List.of(elements).forEach(element -> erased.put(element, Instant.EPOCH));
    }

    void beSentByNobody(String delivery) {
      evidence.promised().remove(delivery);
      strangers = Set.of("cc");
    }

    Verdict verdict() {
      List<Verdict.Equation> equations = new ArrayList<>(Judge.judge(evidence, strangers));
      equations.add(
          RowsJudge.judge(
              manifests,
              Set.of(),
              new ShownEvents(fates, live, live, erasedAndShown, twice),
              new Erased(erased, Set.of())));
      return new Verdict(equations, List.of(), List.of());
    }
  }

  private static RawCopy copy(String sha256) {
    return new RawCopy("onecom", sha256, "none", false);
  }

  private static RawCopy again(String sha256) {
    return new RawCopy("onecom", sha256, "none", true);
  }

  private static Manifest manifest(String id, Manifest.Element... elements) {
    return new Manifest(id, null, "onecom", Instant.EPOCH, "h", List.of(elements));
  }

  @Test
  void aSystemInOrderHolds() {
    assertThat(new Planted().verdict().equations())
        .allSatisfy(e -> assertThat(e.violations()).isEmpty())
        .extracting(Verdict.Equation::name)
        .containsExactly("E1", "E2", "E3", "E4", "E5");
  }

  @Test
  void whatAJournalHoldsStillIsKept() {
    Planted planted = new Planted();
    planted.evidence.promised().put("d3", "cc");
    planted.evidence.journaled().put("d3", "cc");

    assertThat(planted.verdict().holds()).isTrue();
  }

  @Test
  void whatIsSentAgainOfUnknownOutcomeMayBeThereTwice() {
    Planted planted = new Planted();
    planted.raw.get("d1").add(again("aa"));

    assertThat(planted.verdict().holds()).isTrue();
  }

  @Test
  void aRequestWithoutAPromiseMayHaveBeenKept() {
    Planted planted = new Planted();
    planted.beSentByNobody("d2");
    planted.strangers = Set.of("bb");

    assertThat(planted.verdict().holds()).isTrue();
  }

  @Test
  void whatIsErasedIsOnTheTopicsAndInNoView() {
    Planted planted = new Planted();
    planted.erase("d1/0", "d2/0");
    planted.live.clear();

    assertThat(planted.verdict().holds()).isTrue();
  }

  @Test
  void whatOthersToldTooIsShown() {
    Planted planted = new Planted();
    planted.erase("d1/0");

    assertThat(planted.verdict().holds()).isTrue();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("E1", "in no raw topic", p -> p.raw.remove("d2")),
        fault("E1", "other bytes", p -> p.raw.put("d2", List.of(copy("xx")))),
        fault("E1", "other bytes", p -> p.evidence.journaled().put("d2", "xx")),
        fault(
            "E2",
            "names no proof",
            p -> p.raw.put("d2", List.of(new RawCopy("s", "bb", null, false)))),
        fault("E2", "sent by nobody", p -> p.beSentByNobody("d2")),
        fault("E3", "differ", p -> p.raw.get("d1").add(again("zz"))),
        fault("E3", "is kept 2 times, and no maybe_dup", p -> p.raw.get("d1").add(copy("aa"))),
        fault("E4", "was never kept", p -> p.raw.remove("d2")),
        fault("E4", "has no manifest", p -> p.manifests.remove(1)),
        fault("E4", "two manifests", p -> p.manifests.add(p.manifests.get(0))),
        fault("E4", "found 0 times", p -> p.events.remove(new EventCopy("e1", "d2", "", 0))),
        fault("E4", "found 2 times", p -> p.events.put(new EventCopy("e1", "d2", "", 0), 2)),
        fault("E4", "in no manifest", p -> p.events.put(new EventCopy("e9", "d2", "", 0), 1)),
        fault("E4", "dead letter", p -> p.dead.clear()),
        fault(
            "E4",
            "jumps",
            p ->
                p.manifests.set(
                    1,
                    manifest("d2", new Manifest.Element(1, Fate.CANONICAL, null, List.of("e1"))))),
        fault("E5", "shown as nothing", p -> p.fates.remove("d1/1")),
        fault("E5", "shown as ignored", p -> p.fates.put("d1/1", "ignored")),
        fault("E5", "event e1 is not in the views", p -> p.live.clear()),
        fault("E5", "in the views and in no manifest", p -> p.live.add("e9")),
        fault(
            "E5",
            "event e1 is not in the views",
            p -> {
              p.erase("d1/0");
              p.live.clear();
            }),
        fault("E5", "in the views and in no manifest", p -> p.erase("d1/0", "d2/0")),
        fault(
            "E5",
            "event e1 of element d1/0 was erased and is in the views",
            p -> p.erasedAndShown.put("e1", "d1/0")),
        fault("E5", "is in the views twice", p -> p.twice.add("event e1 is in the views twice")));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aPlantedFaultIsNamed(String equation, String words, Consumer<Planted> fault) {
    Planted planted = new Planted();
    fault.accept(planted);

    Verdict verdict = planted.verdict();

    assertThat(verdict.holds()).isFalse();
    assertThat(
            verdict.equations().stream()
                .filter(e -> e.name().equals(equation))
                .flatMap(e -> e.violations().stream()))
        .anyMatch(violation -> violation.contains(words));
  }

  private static Arguments fault(String equation, String words, Consumer<Planted> fault) {
    return Arguments.of(equation, words, fault);
  }
}
