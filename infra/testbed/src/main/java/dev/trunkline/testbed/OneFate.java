package dev.trunkline.testbed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Promise P3, one fate: every element of every processing of every delivery has exactly one fate in
 * its manifest, and what the manifest lists (canonical events, dead letters) exists exactly as
 * often as listed, and nothing else.
 *
 * <p>A raw record kept twice is processed twice: two equal manifests, every event twice.
 */
public final class OneFate {

  private static final Set<String> FATES = Set.of("canonical", "ignored", "dead");

  private final Topics topics;

  /**
   * Where to look.
   *
   * @param raw the raw topics, {@code raw.replay.v1} among them where there were replays
   * @param canonical the topics that the normalizer writes events to, and nobody else
   * @param fates the manifests
   * @param dead the normalizer's dead letters
   */
  public record Topics(
      Collection<String> raw, Collection<String> canonical, String fates, String dead) {}

  /** With the names of the contract. */
  public OneFate(Collection<String> rawTopics, Collection<String> canonicalTopics) {
    this(new Topics(rawTopics, canonicalTopics, "fates.v1", "dead.normalizer.v1"));
  }

  /** With names of a test's own. */
  public OneFate(Topics topics) {
    this.topics = topics;
  }

  /** Fails, naming the deliveries, unless the promise is kept now. All topics must exist. */
  public void check(Kafka kafka) {
    Violations.none("P3, one fate", violations(Traffic.read(kafka, topics)));
  }

  /**
   * As {@link #check}, while the normalizer is still at work: waits up to {@link Kafka#PATIENCE}.
   */
  public void await(Kafka kafka) {
    Awaitility.await("one fate").atMost(Kafka.PATIENCE).untilAsserted(() -> check(kafka));
  }

  static List<String> violations(Traffic traffic) {
    List<String> violations = new ArrayList<>();
    manifestsFitDeliveries(traffic, violations);
    traffic.manifests().forEach(manifest -> elementsAreWhole(manifest, violations));
    sameOften(
        "event",
        listed(traffic, "canonical").flatMap(OneFate::events).collect(counted()),
        traffic.events().stream().collect(counted()),
        violations);
    sameOften(
        "dead letter",
        listed(traffic, "dead")
            .map(at -> new Traffic.Dead(at.processing(), at.element().index()))
            .collect(counted()),
        traffic.dead().stream().collect(counted()),
        violations);
    return violations;
  }

  private static void manifestsFitDeliveries(Traffic traffic, List<String> violations) {
    sameOften(
        "manifest",
        traffic.deliveries().stream().collect(counted()),
        traffic.manifests().stream().map(Manifest::processing).collect(counted()),
        violations);
    traffic.manifests().stream()
        .collect(Collectors.groupingBy(Manifest::processing, Collectors.toSet()))
        .forEach(
            (processing, versions) -> {
              if (versions.size() > 1) {
                violations.add("%s has manifests that differ".formatted(processing));
              }
            });
  }

  private static void elementsAreWhole(Manifest manifest, List<String> violations) {
    List<Integer> indexes =
        manifest.elements().stream().map(Manifest.Element::index).sorted().toList();
    if (!indexes.equals(IntStream.range(0, indexes.size()).boxed().toList())) {
      violations.add(
          "%s has elements %s, not 0 to %d once each"
              .formatted(manifest.processing(), indexes, indexes.size() - 1));
    }
    for (Manifest.Element element : manifest.elements()) {
      String where = "%s, element %d".formatted(manifest.processing(), element.index());
      boolean canonical = element.fate().equals("canonical");
      if (!FATES.contains(element.fate())) {
        violations.add("%s has the unknown fate %s".formatted(where, element.fate()));
      }
      if (canonical == element.events().isEmpty()) {
        violations.add(
            "%s is %s but lists %d event(s)"
                .formatted(where, element.fate(), element.events().size()));
      }
      if (!canonical && (element.reason() == null || element.reason().isBlank())) {
        violations.add("%s is %s without a reason".formatted(where, element.fate()));
      }
    }
  }

  private record At(Processing processing, Manifest.Element element) {}

  private static Stream<At> listed(Traffic traffic, String fate) {
    return traffic.manifests().stream()
        .flatMap(
            manifest ->
                manifest.elements().stream().map(element -> new At(manifest.processing(), element)))
        .filter(at -> at.element().fate().equals(fate));
  }

  private static Stream<Traffic.Event> events(At at) {
    return at.element().events().stream()
        .map(id -> new Traffic.Event(at.processing(), at.element().index(), id));
  }

  private static <T> Collector<T, ?, Map<T, Long>> counted() {
    return Collectors.groupingBy(Function.identity(), Collectors.counting());
  }

  private static <T> void sameOften(
      String what, Map<T, Long> expected, Map<T, Long> found, List<String> violations) {
    Set<T> all = new HashSet<>(expected.keySet());
    all.addAll(found.keySet());
    Set<String> sorted = new TreeSet<>();
    for (T one : all) {
      long want = expected.getOrDefault(one, 0L);
      long have = found.getOrDefault(one, 0L);
      if (want != have) {
        sorted.add("%s: %d %s(s) expected, %d found".formatted(one, want, what, have));
      }
    }
    violations.addAll(sorted);
  }
}
