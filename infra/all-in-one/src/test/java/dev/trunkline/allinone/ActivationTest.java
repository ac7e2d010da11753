package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.vendors.DefinitionLoader;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Loaded;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.SourcesOrigin;
import dev.trunkline.vendors.Vendors;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order definitions come into force, and what a failure on the way leaves behind. */
class ActivationTest {

  @TempDir Path directory;

  private final List<String> steps = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private List<String> opened = List.of();
  private boolean kafkaIsAway;
  private boolean postgresIsAway;
  private @Nullable Error archiveFails;
  private DefinitionLoader loader;
  private InForce inForce;
  private Activation activation;
  private DefinitionWatch watch;

  @BeforeEach
  void start() {
    loader =
        new DefinitionLoader(
            Vendors.builtIn(), directory, SourcesOrigin.derived(Sources::demo), trial -> {});
    Loaded loaded = loader.start();
    inForce = new InForce(loaded.definitions());
    activation =
        new Activation(
            definitions -> {
              if (archiveFails != null) {
                throw archiveFails;
              }
              steps.add("archive");
            },
            topics -> {
              if (kafkaIsAway) {
                throw new IllegalStateException("Kafka did not answer within 30 s");
              }
              topics.forEach(topic -> steps.add("topic " + topic.name()));
            },
            definitions -> {
              if (postgresIsAway) {
                throw new IllegalStateException("Postgres did not take the sources' settings");
              }
              steps.add("tables");
            },
            inForce,
            (doors, syncDoors) -> {
              boolean read = inForce.get().sources().find("exampletel") != null;
              boolean open = doors.stream().anyMatch(door -> door.vendor().equals("exampletel"));
              opened = doors.stream().map(Door::source).distinct().toList();
              steps.add("doors" + (open ? " of exampletel" : "") + (read ? ", read" : ", unread"));
            });
    watch = new DefinitionWatch(loader, loaded, activation, true);
    watch.start(Duration.ofDays(1), told::add);
    told.clear();
  }

  @Test
  void aDoorOpensAfterItsTopicExistsAndItsDeliveriesCanBeRead() {
    // given
    ExampleTel.in(directory);

    // when
    lookTwice();

    // then
    assertThat(steps)
        .containsExactly(
            "archive", "topic raw.exampletel.v1", "tables", "doors of exampletel, read");
    assertThat(told.get(0))
        .matches("vendor exampletel [0-9a-f]{12}… is live: POST /webhooks/exampletel");
    assertThat(told).contains("source exampletel is new: POST /webhooks/exampletel");
  }

  @Test
  void aFailureOnTheWayOpensNothingAndIsTriedAgainAtTheNextLook() {
    // given
    ExampleTel.in(directory);
    kafkaIsAway = true;
    Definitions before = inForce.get();
    lookTwice();
    watch.look();
    List<String> meanwhile = List.copyOf(steps);
    List<String> said = List.copyOf(told);
    Definitions present = inForce.get();

    // when
    kafkaIsAway = false;
    watch.look();
    watch.look();

    // then
    assertThat(meanwhile).containsExactly("archive", "archive");
    assertThat(present).isEqualTo(before);
    assertThat(said)
        .containsExactly(
            "definitions that changed wait: Kafka did not answer within 30 s; tried again until it works");
    assertThat(steps)
        .containsExactly(
            "archive",
            "archive",
            "archive",
            "topic raw.exampletel.v1",
            "tables",
            "doors of exampletel, read");
    assertThat(watch.status().waiting()).isNull();
  }

  @Test
  void whatChangedWaitsForTheDatabaseWithItsDoorsAsTheyWere() {
    // given
    ExampleTel.in(directory);
    postgresIsAway = true;
    Definitions before = inForce.get();
    lookTwice();
    List<String> meanwhile = List.copyOf(steps);
    Definitions present = inForce.get();

    // when
    postgresIsAway = false;
    watch.look();
    watch.look();

    // then
    assertThat(meanwhile).containsExactly("archive", "topic raw.exampletel.v1");
    assertThat(present).isEqualTo(before);
    assertThat(told.get(0))
        .isEqualTo(
            "definitions that changed wait: Postgres did not take the sources' settings; tried again until it works");
    assertThat(steps)
        .containsExactly(
            "archive", "topic raw.exampletel.v1", "archive", "tables", "doors of exampletel, read");
  }

  @Test
  void aDoorIsClosedBeforeItsDeliveriesCanNoLongerBeRead() {
    // given
    ExampleTel.in(directory);
    lookTwice();
    steps.clear();

    // when
    activation.activate(only("{id: pbx, vendor: onecom, zone: UTC, allow_unsigned: true}"));

    // then
    assertThat(steps).containsExactly("archive", "tables", "doors, read", "doors, unread");
    assertThat(opened).containsExactly("pbx");
  }

  @Test
  void aPathThatAnotherSourceTakesOverIsNeverClosed() {
    // given
    ExampleTel.in(directory);
    lookTwice();
    steps.clear();

    // when
    activation.activate(
        only(
            "{id: shop, vendor: exampletel, zone: UTC, path: /webhooks/exampletel, allow_unsigned: true}"));

    // then
    assertThat(steps)
        .containsExactly(
            "archive", "tables", "doors of exampletel, read", "doors of exampletel, unread");
    assertThat(opened).containsExactly("shop");
  }

  @Test
  void anErrorIsToldAndTheNextLookComes() {
    // given
    ExampleTel.in(directory);

    // when
    for (Error error :
        List.of(new NoClassDefFoundError("dev/trunkline/Gone"), new StackOverflowError())) {
      archiveFails = error;
      lookTwice();
    }
    List<String> said = List.copyOf(told);
    archiveFails = null;
    watch.look();

    // then
    assertThat(said)
        .containsExactly(
            "definitions that changed wait: NoClassDefFoundError; tried again until it works",
            "definitions that changed wait: StackOverflowError; tried again until it works");
    assertThat(steps).last().isEqualTo("doors of exampletel, read");
    assertThat(watch.status().waiting()).isNull();
  }

  @Test
  void aMachineWithoutMemoryIsToldAndNotHeld() {
    // given
    ExampleTel.in(directory);
    watch.look();
    archiveFails = new OutOfMemoryError("Java heap space");

    // when
    assertThatThrownBy(watch::look).isSameAs(archiveFails);

    // then
    assertThat(told)
        .containsExactly("definitions that changed wait: OutOfMemoryError; not looked at any more");
    assertThat(watch.status().waiting()).isEqualTo("OutOfMemoryError");
  }

  @Test
  void aRefusalIsToldOnceAndAgainWhenItsReasonChanges() {
    // given
    Path folder = ExampleTel.in(directory);
    lookTwice();
    told.clear();

    // when
    ExampleTel.write(folder, "vendor.yaml", "vendor: [");
    lookTwice();
    watch.look();
    ExampleTel.write(folder, "vendor.yaml", ExampleTel.YAML.replace("title", "titel"));
    lookTwice();
    ExampleTel.write(folder, "vendor.yaml", ExampleTel.YAML);
    lookTwice();

    // then
    assertThat(told).hasSize(2).allMatch(line -> line.startsWith("vendor exampletel refused: "));
    assertThat(told.get(1)).contains("titel");
    assertThat(watch.status().refusals()).isEmpty();
  }

  /** What is in force with this source alone. */
  private Definitions only(String source) {
    Vendors vendors = inForce.get().vendors();
    StringReader yaml = new StringReader("sources:\n  - " + source + "\n");
    return Definitions.of(vendors, Sources.read(yaml, vendors, name -> null));
  }

  private void lookTwice() {
    watch.look();
    watch.look();
  }
}
