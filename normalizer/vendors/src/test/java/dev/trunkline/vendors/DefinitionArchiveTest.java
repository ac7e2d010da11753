package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.canonical.Delivery;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionArchiveTest {

  private static final String SOURCES =
      """
      sources:
        - id: shop
          vendor: exampletel
          zone: America/New_York
          fields: {outcome: [result, "a: b"]}
          own_numbers: ["+12025550100"]
          secrets: [top-secret-word]
        - {id: door2, vendor: exampletel, zone: UTC, path: /webhooks/second, allow_unsigned: true}
        - {id: door3, vendor: exampletel, zone: UTC, path: /webhooks/third, allow_unsigned: true}
      """;

  @TempDir Path mounted;
  @TempDir Path directory;

  @Test
  void whatWasKeptHasTheSameHashAndTheSameMeaning() {
    // given
    Definitions definitions = definitions();
    DefinitionArchive archive = new DefinitionArchive(directory);

    // when
    archive.keep(definitions);

    // then
    for (Source source : definitions.sources().all()) {
      ArchivedDefinition kept = archive.read(definitions.hash(source));
      Delivery delivery =
          Given.delivery("d1", source.id(), ExampleTel.BODY.replace("outcome", "result"));
      assertThat(kept.definition().hash(kept.source())).isEqualTo(definitions.hash(source));
      assertThat(meaning(kept.definition(), renamed(kept.source(), source.id()), delivery))
          .isEqualTo(definitions.translator().translate(delivery));
    }
  }

  @Test
  void theFolderHoldsWhatTheVendorsFolderHeldAndNoSecret() throws IOException {
    // given
    ExampleTel.write(mounted.resolve("exampletel"), "source.yaml", "not ours");
    ExampleTel.write(mounted.resolve("exampletel"), "README.md", "Click here.");
    Definitions definitions = definitions();

    // when
    new DefinitionArchive(directory).keep(definitions);

    // then
    Path kept = directory.resolve(definitions.hash(definitions.sources().all().get(0)));
    assertThat(kept.resolve("vendor.yaml")).hasContent(ExampleTel.YAML);
    assertThat(kept.resolve("mapping.jsonata")).hasContent(ExampleTel.MAPPING);
    assertThat(kept.resolve("samples/answered.json")).hasContent(ExampleTel.SAMPLE);
    assertThat(kept.resolve("README.md")).hasContent("Click here.");
    assertThat(Files.readString(kept.resolve("source.yaml")))
        .contains("engine: \"engine", "id: \"shop\"", "America/New_York", "+12025550100", "result")
        .doesNotContain("top-secret-word")
        .doesNotContain("secrets");
    assertThat(folders()).as("sources that are read alike share one").hasSize(2);
  }

  @Test
  void whatIsKeptIsNeverWrittenAgainAndHalfOfOneIsNone() throws IOException {
    // given
    Definitions definitions = definitions();
    DefinitionArchive archive = new DefinitionArchive(directory);
    String hash = definitions.hash(definitions.sources().all().get(0));
    ExampleTel.write(directory.resolve("." + hash), "vendor.yaml", "half of");
    archive.keep(definitions);
    Path file = directory.resolve(hash).resolve("vendor.yaml");
    FileTime longAgo = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    Files.setLastModifiedTime(file, longAgo);

    // when
    archive.keep(definitions);

    // then
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
    assertThat(file).hasContent(ExampleTel.YAML);
    assertThat(folders()).noneMatch(name -> name.startsWith("."));
  }

  @Test
  void whatWasChangedOrIsNotThereIsRefused() {
    // given
    Definitions definitions = definitions();
    DefinitionArchive archive = new DefinitionArchive(directory);
    archive.keep(definitions);
    String hash = definitions.hash(definitions.sources().all().get(0));

    // when
    ExampleTel.write(
        directory.resolve(hash),
        "mapping.jsonata",
        ExampleTel.MAPPING.replace("inbound", "outbound"));

    // then
    assertThatThrownBy(() -> archive.read(hash))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("is not what was kept");
    assertThatThrownBy(() -> archive.read("0".repeat(32)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("is in the archive");
    assertThatThrownBy(() -> archive.read("../" + hash)).isInstanceOf(Refused.class);
  }

  @Test
  void anArchivedDefinitionReadsEachSourceThatSharesItUnderItsOwnName() {
    // given
    Definitions definitions = definitions();
    DefinitionArchive archive = new DefinitionArchive(directory);
    PinnedTranslators pinned = new ArchivedTranslators(archive);
    String hash = definitions.hash(definitions.sources().all().get(1));
    Delivery delivery = Given.delivery("d1", "door3", ExampleTel.BODY);
    assertThatThrownBy(() -> pinned.translator(hash, "door3")).isInstanceOf(Refused.class);

    // when: it is there now
    archive.keep(definitions);

    // then
    assertThat(pinned.translator(hash, "door3").translate(delivery))
        .isEqualTo(definitions.translator().translate(delivery));
    assertThat(pinned.translator(hash, "door3")).isSameAs(pinned.translator(hash, "door3"));
  }

  @Test
  void everyBuiltInDefinitionIsKeptWhole() {
    // given
    Definitions definitions = Definitions.of(Given.VENDORS, Sources.demo(Given.VENDORS));
    DefinitionArchive archive = new DefinitionArchive(directory);

    // when
    archive.keep(definitions);

    // then
    for (Source source : definitions.sources().all()) {
      VendorDefinition kept = archive.read(definitions.hash(source)).definition();
      assertThat(kept.samples()).isNotEmpty();
      kept.samples().forEach(sample -> assertThat(SampleCheck.differences(sample, kept)).isEmpty());
    }
  }

  private Definitions definitions() {
    ExampleTel.in(mounted);
    Vendors vendors = Vendors.load(mounted);
    return Definitions.of(vendors, Sources.read(new StringReader(SOURCES), vendors, name -> null));
  }

  private static Translation meaning(
      VendorDefinition definition, Source source, Delivery delivery) {
    return new SourceTranslator(source, definition).translate(delivery);
  }

  /** The source of a delivery says its id; sources that are read alike share what is kept. */
  private static Source renamed(Source kept, String id) {
    return new Source(
        id,
        kept.vendor(),
        kept.zone(),
        kept.region(),
        kept.proofs(),
        kept.paths(),
        kept.closedDoors(),
        kept.rate(),
        kept.fields(),
        kept.ownNumbers());
  }

  private List<String> folders() throws IOException {
    try (var inside = Files.list(directory)) {
      return inside.map(path -> path.getFileName().toString()).toList();
    }
  }
}
