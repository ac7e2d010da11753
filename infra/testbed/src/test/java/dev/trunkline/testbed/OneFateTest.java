package dev.trunkline.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneFateTest {

  private static final Processing LIVE = new Processing("d1", null);
  private static final Processing REPLAY = new Processing("d1", "r1");
  private static final Manifest.Element CANONICAL =
      new Manifest.Element(0, "canonical", null, List.of("e1", "e2"));
  private static final Manifest.Element IGNORED =
      new Manifest.Element(1, "ignored", "a sign of life", null);
  private static final Manifest.Element DEAD =
      new Manifest.Element(2, "dead", "uniqueid is missing", null);
  private static final Manifest.Element IGNORED_FIRST =
      new Manifest.Element(0, "ignored", "a sign of life", null);
  private static final Manifest.Element DEAD_FIRST =
      new Manifest.Element(0, "dead", "uniqueid is missing", null);
  private static final Traffic WELL = traffic(LIVE, CANONICAL, IGNORED, DEAD);

  @Test
  void aWellTreatedDeliveryIsFine() {
    assertThat(OneFate.violations(WELL)).isEmpty();
    assertThat(OneFate.violations(traffic(LIVE))).as("no elements at all").isEmpty();
  }

  @Test
  void aReplayIsAProcessingOfItsOwn() {
    assertThat(OneFate.violations(both(WELL, traffic(REPLAY, DEAD_FIRST)))).isEmpty();
    assertThat(
            OneFate.violations(
                new Traffic(
                    both(WELL, WELL).deliveries(), WELL.manifests(), WELL.events(), WELL.dead())))
        .containsExactly("delivery d1: 2 manifest(s) expected, 1 found");
  }

  @Test
  void aDeliveryKeptTwiceIsTreatedTwiceAlike() {
    assertThat(OneFate.violations(both(WELL, WELL))).isEmpty();
    assertThat(OneFate.violations(both(WELL, traffic(LIVE, IGNORED_FIRST))))
        .containsExactly("delivery d1 has manifests that differ");
  }

  @Test
  void aDeliveryWithoutAManifestIsFound() {
    assertThat(OneFate.violations(new Traffic(List.of(LIVE), List.of(), List.of(), List.of())))
        .containsExactly("delivery d1: 1 manifest(s) expected, 0 found");
  }

  @Test
  void aManifestWithoutADeliveryIsFound() {
    assertThat(
            OneFate.violations(
                new Traffic(
                    List.of(), List.of(new Manifest("d1", null, List.of())), List.of(), List.of())))
        .containsExactly("delivery d1: 0 manifest(s) expected, 1 found");
  }

  @Test
  void eventsAndDeadLettersMustBeThereExactlyAsListed() {
    Traffic nothingCame = new Traffic(WELL.deliveries(), WELL.manifests(), List.of(), List.of());
    assertThat(OneFate.violations(nothingCame))
        .hasSize(3)
        .allMatch(violation -> violation.endsWith("expected, 0 found"));

    Traffic doubled =
        new Traffic(WELL.deliveries(), WELL.manifests(), both(WELL, WELL).events(), WELL.dead());
    assertThat(OneFate.violations(doubled))
        .hasSize(2)
        .allMatch(violation -> violation.endsWith("1 event(s) expected, 2 found"));

    Traffic unlisted = new Traffic(List.of(), List.of(), WELL.events(), WELL.dead());
    assertThat(OneFate.violations(unlisted)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|ignored|why|has elements [1], not 0 to 0 once each",
        "0|lost   |why|has the unknown fate lost",
        "0|ignored|   |is ignored without a reason",
        "0|dead   |   |is dead without a reason",
      })
  void aMalformedElementIsFound(int index, String fate, String reason, String violation) {
    Manifest manifest =
        new Manifest("d1", null, List.of(new Manifest.Element(index, fate, reason, List.of())));
    Traffic traffic =
        new Traffic(
            List.of(LIVE),
            List.of(manifest),
            List.of(),
            fate.equals("dead") ? List.of(new Traffic.Dead(LIVE, 0)) : List.of());
    assertThat(OneFate.violations(traffic)).singleElement().asString().endsWith(violation);
  }

  @Test
  void anElementThatIsListedTwiceOrWithTheWrongEventsIsFound() {
    assertThat(OneFate.violations(traffic(LIVE, CANONICAL, IGNORED_FIRST)))
        .containsExactly("delivery d1 has elements [0, 0], not 0 to 1 once each");
    assertThat(
            OneFate.violations(
                traffic(LIVE, new Manifest.Element(0, "canonical", null, List.of()))))
        .containsExactly("delivery d1, element 0 is canonical but lists 0 event(s)");
    assertThat(
            OneFate.violations(
                traffic(LIVE, new Manifest.Element(0, "ignored", "why", List.of("e1")))))
        .containsExactly("delivery d1, element 0 is ignored but lists 1 event(s)");
  }

  /** What a faultless normalizer makes of one processing. */
  private static Traffic traffic(Processing processing, Manifest.Element... elements) {
    return new Traffic(
        List.of(processing),
        List.of(new Manifest(processing.deliveryId(), processing.replayId(), List.of(elements))),
        Stream.of(elements)
            .filter(element -> element.fate().equals("canonical"))
            .flatMap(
                element ->
                    element.events().stream()
                        .map(id -> new Traffic.Event(processing, element.index(), id)))
            .toList(),
        Stream.of(elements)
            .filter(element -> element.fate().equals("dead"))
            .map(element -> new Traffic.Dead(processing, element.index()))
            .toList());
  }

  private static Traffic both(Traffic one, Traffic other) {
    return new Traffic(
        join(one.deliveries(), other.deliveries()),
        join(one.manifests(), other.manifests()),
        join(one.events(), other.events()),
        join(one.dead(), other.dead()));
  }

  private static <T> List<T> join(List<T> one, List<T> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }
}
