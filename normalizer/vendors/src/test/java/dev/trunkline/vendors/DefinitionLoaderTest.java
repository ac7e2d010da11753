package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.trunkline.canonical.CallEvent;
import dev.trunkline.canonical.CallStatus;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionLoaderTest {

  private static final String SOURCES =
      """
      sources:
        - {id: pbx, vendor: onecom, zone: Asia/Jerusalem, allow_unsigned: true}
      """;
  private static final String BOTH =
      SOURCES
          + "  - {id: shop, vendor: exampletel, zone: America/New_York, allow_unsigned: true}\n";

  @TempDir Path directory;
  @TempDir Path elsewhere;

  @Test
  void aFolderThatLiesThereAtTheStartIsInForceWithADemoSource() {
    // given
    ExampleTel.in(directory);

    // when
    Loaded loaded = demo().start();

    // then
    assertThat(loaded.refusals()).isEmpty();
    assertThat(status(loaded, "exampletel")).isEqualTo(CallStatus.MISSED);
    assertThat(paths(loaded)).contains("/webhooks/exampletel");
  }

  @Test
  void aDroppedFolderIsTakenWhenTwoLooksSawTheSame() {
    // given
    DefinitionLoader loader = demo();
    Loaded start = loader.start();

    // when
    ExampleTel.in(directory);

    // then
    assertThat(loader.look()).isSameAs(start);
    assertThat(paths(loader.look())).contains("/webhooks/exampletel");
    assertThat(loader.look()).isSameAs(loader.look());
  }

  @Test
  void aFolderThatIsBeingCopiedIsNotJudgedYet() {
    // given
    DefinitionLoader loader = demo();
    Loaded start = loader.start();

    // when
    Path folder = directory.resolve("exampletel");
    ExampleTel.write(folder, "vendor.yaml", ExampleTel.YAML);
    Loaded first = loader.look();
    ExampleTel.write(folder, "mapping.jsonata", ExampleTel.MAPPING);
    Loaded second = loader.look();
    ExampleTel.write(folder, "samples/answered.json", ExampleTel.SAMPLE);
    Loaded third = loader.look();

    // then
    assertThat(List.of(first, second, third)).allMatch(look -> look == start);
    assertThat(loader.look().definitions().vendors().get("exampletel").samples()).hasSize(1);
  }

  @Test
  void aFolderThatStaysHalfIsRefusedUntilItsRestComes() {
    // given
    DefinitionLoader loader = demo();
    loader.start();
    Path folder = directory.resolve("exampletel");

    // when
    ExampleTel.write(folder, "vendor.yaml", ExampleTel.YAML);
    Loaded half = settled(loader);
    ExampleTel.in(directory);
    Loaded whole = settled(loader);

    // then
    assertThat(half.refusals())
        .containsEntry("vendor exampletel", "exampletel/mapping.jsonata is missing");
    assertThat(half.definitions().vendors().find("exampletel")).isNull();
    assertThat(whole.refusals()).isEmpty();
    assertThat(paths(whole)).contains("/webhooks/exampletel");
  }

  @Test
  void aBadFolderNeitherHidesTheOthersNorPreventsTheStart() {
    // given
    ExampleTel.in(directory);
    ExampleTel.write(directory.resolve("acme"), "vendor.yaml", "vendor: [");

    // when
    Loaded loaded = demo().start();

    // then
    assertThat(loaded.refusals()).containsOnlyKeys("vendor acme");
    assertThat(loaded.refusals().get("vendor acme")).startsWith("acme/");
    assertThat(status(loaded, "exampletel")).isEqualTo(CallStatus.MISSED);
  }

  @Test
  void aFolderWhoseSampleFailsKeepsItsLastGoodVersionUntilItIsMended() {
    // given
    Path folder = ExampleTel.in(directory);
    DefinitionLoader loader = demo();
    Loaded good = loader.start();

    // when
    ExampleTel.write(folder, "mapping.jsonata", ExampleTel.MAPPING.replace("inbound", "outbound"));
    Loaded bad = settled(loader);
    ExampleTel.write(
        folder, "samples/answered.json", ExampleTel.SAMPLE.replace("inbound", "outbound"));
    Loaded mended = settled(loader);

    // then
    assertThat(bad.refusals())
        .containsEntry(
            "vendor exampletel",
            "exampletel/samples/answered.json: event 0: direction is outbound, not inbound");
    assertThat(hash(bad)).isEqualTo(hash(good));
    assertThat(status(bad, "exampletel")).isEqualTo(CallStatus.MISSED);
    assertThat(mended.refusals()).isEmpty();
    assertThat(hash(mended)).isNotEqualTo(hash(good));
  }

  @Test
  void aFolderWithoutAStoryIsRefused() throws IOException {
    // given
    Files.delete(ExampleTel.in(directory).resolve("samples/answered.json"));

    // when
    Loaded loaded = demo().start();

    // then
    assertThat(loaded.refusals())
        .containsEntry(
            "vendor exampletel", "exampletel/samples: hold no story, so nothing vouches for it");
  }

  @Test
  void aRefusalQuotesNoPersonalData() {
    // given
    Path folder = ExampleTel.in(directory);
    String story =
        ExampleTel.SAMPLE.replace(
            "\"vendor_call_id\": \"c1\"", "\"customer_phone\": \"+12025550199\"");
    ExampleTel.write(folder, "samples/answered.json", story);

    // when
    Loaded loaded = demo().start();

    // then
    assertThat(loaded.refusals())
        .containsEntry(
            "vendor exampletel",
            "exampletel/samples/answered.json: event 0: customer_phone is another than the story says");
  }

  @Test
  void aRemovedFolderGivesWayToTheBuiltInDefinition() {
    // given
    String builtIn = Given.VENDORS.get("onecom").contentHash();
    Given.VENDORS
        .get("onecom")
        .folder()
        .files()
        .forEach(
            (name, bytes) ->
                ExampleTel.write(
                    directory.resolve("onecom"),
                    name,
                    new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                        + (name.equals("vendor.yaml") ? "\n# ours\n" : "")));
    DefinitionLoader loader = demo();
    Loaded ours = loader.start();

    // when
    ExampleTel.delete(directory.resolve("onecom"));
    Loaded after = settled(loader);

    // then
    assertThat(ours.refusals()).isEmpty();
    assertThat(content(ours, "onecom")).isNotEqualTo(builtIn);
    assertThat(content(after, "onecom")).isEqualTo(builtIn);
  }

  @Test
  void aRemovedVendorStaysInForceWhileASourceUsesIt() {
    // given
    Path folder = ExampleTel.in(directory);
    Path file = sources(BOTH);
    DefinitionLoader loader = loader(SourcesOrigin.file(file, name -> null));
    Loaded before = loader.start();

    // when
    ExampleTel.delete(folder);
    Loaded without = settled(loader);
    sources(SOURCES);
    Loaded unused = settled(loader);

    // then
    assertThat(without.refusals()).containsOnlyKeys("vendor exampletel removal");
    assertThat(paths(without)).isEqualTo(paths(before));
    assertThat(status(without, "shop")).isEqualTo(CallStatus.MISSED);
    assertThat(unused.definitions().vendors().find("exampletel")).isNull();
    assertThat(unused.refusals()).isEmpty();
  }

  @Test
  void aDemoSourceKeepsItsVendorToo() {
    // given
    Path folder = ExampleTel.in(directory);
    DefinitionLoader loader = demo();
    loader.start();

    // when
    ExampleTel.delete(folder);
    Loaded without = settled(loader);
    ExampleTel.in(directory);
    Loaded again = settled(loader);

    // then
    assertThat(paths(without)).contains("/webhooks/exampletel");
    assertThat(without.refusals()).containsOnlyKeys("vendor exampletel removal");
    assertThat(again.refusals()).isEmpty();
  }

  @Test
  void aVendorWhoseTopicNobodyWouldReadIsRefused() {
    // given
    ExampleTel.write(
        directory.resolve("replay"),
        "vendor.yaml",
        ExampleTel.YAML.replace("vendor: exampletel", "vendor: replay"));
    ExampleTel.write(directory.resolve("replay"), "mapping.jsonata", ExampleTel.MAPPING);
    ExampleTel.write(directory.resolve("replay"), "samples/answered.json", ExampleTel.SAMPLE);

    // when
    Loaded loaded = demo().start();

    // then
    assertThat(loaded.refusals())
        .containsEntry(
            "vendor replay", "replay/vendor.yaml: vendor: replay is the name of a lane of ours");
  }

  @Test
  void aVendorThatSignsGetsADemoSecret() {
    // given
    Path folder = ExampleTel.in(directory);
    ExampleTel.write(
        folder,
        "vendor.yaml",
        ExampleTel.YAML.replace(
            "proofs: [path-secret]", "proofs: [{kind: hmac, header: X-Example-Signature}]"));

    // when
    Loaded loaded = demo().start();

    // then
    Source source = Objects.requireNonNull(loaded.definitions().sources().find("exampletel"));
    assertThat(source.zone()).hasToString("UTC");
    assertThat(source.region()).isEqualTo("US");
    assertThat(source.proofs())
        .singleElement()
        .isInstanceOfSatisfying(
            Proof.Hmac.class,
            proof ->
                assertThat(proof.secrets())
                    .extracting(Secret::value)
                    .containsExactly("demo-exampletel-secret"));
  }

  @Test
  void whatCannotBeReadIsReadAgainWhenItCan() throws IOException {
    // given
    DefinitionLoader loader = demo();
    loader.start();
    Path mapping = ExampleTel.in(directory).resolve("mapping.jsonata");
    Files.setPosixFilePermissions(mapping, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(mapping)).as("root reads everything").isFalse();

    // when
    Loaded locked = settled(loader);
    Files.setPosixFilePermissions(mapping, PosixFilePermissions.fromString("rw-r--r--"));
    Loaded open = loader.look();

    // then
    assertThat(locked.refusals())
        .containsEntry("vendor exampletel", "exampletel: cannot be read (AccessDeniedException)");
    assertThat(paths(open)).contains("/webhooks/exampletel");
  }

  @Test
  void refusedSourcesLeaveTheOldOnesInForceAndAFolderMayMendThem() {
    // given
    Path file = sources(SOURCES);
    DefinitionLoader loader = loader(SourcesOrigin.file(file, name -> null));
    loader.start();

    // when
    sources(BOTH);
    Loaded early = settled(loader);
    ExampleTel.in(directory);
    Loaded late = settled(loader);

    // then
    assertThat(early.refusals())
        .containsEntry("sources", "sources.yaml: source shop: vendor: is unknown");
    assertThat(paths(early)).containsExactly("/api/onecom/webhook");
    assertThat(late.refusals()).isEmpty();
    assertThat(paths(late)).containsExactly("/api/onecom/webhook", "/webhooks/exampletel");
  }

  @Test
  void aSourcesFileThatIsGoneForAWhileTakesNothingAway() throws IOException {
    // given
    Path file = sources(SOURCES);
    DefinitionLoader loader = loader(SourcesOrigin.file(file, name -> null));
    Loaded start = loader.start();

    // when
    Files.delete(file);
    Loaded gone = settled(loader);
    sources(SOURCES.replace("id: pbx", "id: pbx24"));
    Loaded back = settled(loader);

    // then
    assertThat(gone.refusals()).containsEntry("sources", "sources.yaml: is not there");
    assertThat(gone.definitions().sources()).isEqualTo(start.definitions().sources());
    assertThat(back.refusals()).isEmpty();
    assertThat(back.definitions().sources().find("pbx24")).isNotNull();
  }

  @Test
  void aFolderThatNoLongerFitsTheSourcesIsRefusedAlone() {
    // given
    Path folder = ExampleTel.in(directory);
    Path file =
        sources(
            SOURCES
                + "  - {id: shop, vendor: exampletel, zone: UTC, allow_unsigned: true, fields: {outcome: [result]}}\n");
    DefinitionLoader loader = loader(SourcesOrigin.file(file, name -> null));
    Loaded start = loader.start();

    // when
    ExampleTel.write(
        folder, "vendor.yaml", ExampleTel.YAML.replace("outcome: [outcome]", "state: [outcome]"));
    ExampleTel.write(folder, "mapping.jsonata", ExampleTel.MAPPING.replace("outcome", "state"));
    ExampleTel.write(directory.resolve("acme"), "vendor.yaml", acme("/webhooks/acme"));
    ExampleTel.write(directory.resolve("acme"), "mapping.jsonata", ExampleTel.MAPPING);
    ExampleTel.write(directory.resolve("acme"), "samples/answered.json", ExampleTel.SAMPLE);
    Loaded misfit = settled(loader);

    // then
    assertThat(misfit.refusals())
        .containsEntry(
            "vendor exampletel",
            "does not fit the sources: sources.yaml: source shop: fields: the vendor has no field outcome");
    assertThat(hash(misfit, "shop")).isEqualTo(hash(start, "shop"));
    assertThat(misfit.definitions().vendors().find("acme")).isNotNull();
  }

  @Test
  void aFolderThatDoesNotFitDoesNotPreventTheStartOfOthers() {
    // given: an override that lacks a field which the sources rename, beside a vendor they need
    ExampleTel.in(directory);
    Path folder = directory.resolve("onecom");
    ExampleTel.write(
        folder, "vendor.yaml", ExampleTel.YAML.replace("vendor: exampletel", "vendor: onecom"));
    ExampleTel.write(folder, "mapping.jsonata", ExampleTel.MAPPING);
    ExampleTel.write(folder, "samples/answered.json", ExampleTel.SAMPLE);
    Path file = sources(BOTH.replace("vendor: onecom,", "vendor: onecom, fields: {clid: [who]},"));

    // when
    Loaded loaded = loader(SourcesOrigin.file(file, name -> null)).start();

    // then
    assertThat(loaded.refusals())
        .containsEntry(
            "vendor onecom",
            "does not fit the sources: sources.yaml: source pbx: fields: the vendor has no field clid");
    assertThat(content(loaded, "onecom")).isEqualTo(Given.VENDORS.get("onecom").contentHash());
    assertThat(status(loaded, "shop")).isEqualTo(CallStatus.MISSED);
  }

  @Test
  void refusedSourcesAreTakenWhenTheSecretsFileComes() {
    // given
    Path file = sources(SOURCES);
    DefinitionLoader loader = loader(SourcesOrigin.file(file, name -> null));
    loader.start();
    sources(
        SOURCES.replace(
            "allow_unsigned: true", "secrets: [\"file:" + elsewhere.resolve("secret") + "\"]"));
    Loaded without = settled(loader);

    // when
    ExampleTel.write(elsewhere, "secret", "a test's secret");
    Loaded with = loader.look();

    // then
    assertThat(without.refusals())
        .containsEntry(
            "sources", "sources.yaml: source pbx: secrets: the file of number 1 cannot be read");
    assertThat(with.refusals()).isEmpty();
    assertThat(with.definitions().doors().get(0).proofs().get(0))
        .isInstanceOf(Proof.PathSecret.class);
    assertThat(loader.look()).isSameAs(with);
  }

  @Test
  void aVendorAtTheDoorOfAnotherIsRefused() {
    // given
    ExampleTel.in(directory);
    DefinitionLoader loader = demo();
    loader.start();

    // when
    ExampleTel.write(directory.resolve("acme"), "vendor.yaml", acme("/webhooks/exampletel"));
    ExampleTel.write(directory.resolve("acme"), "mapping.jsonata", ExampleTel.MAPPING);
    ExampleTel.write(directory.resolve("acme"), "samples/answered.json", ExampleTel.SAMPLE);
    Loaded loaded = settled(loader);

    // then
    assertThat(loaded.refusals().get("vendor acme")).contains("is a door of");
    assertThat(loaded.definitions().sources().find("acme")).isNull();
    assertThat(status(loaded, "exampletel")).isEqualTo(CallStatus.MISSED);
  }

  @Test
  void doorsThatCannotBeOpenTogetherAreRefused() {
    // given
    Consumer<Definitions> check =
        trial -> {
          if (trial.doors().stream().anyMatch(door -> door.vendor().equals("exampletel"))) {
            throw new IllegalArgumentException("door call of source exampletel is in the way");
          }
        };
    DefinitionLoader loader =
        new DefinitionLoader(Given.VENDORS, directory, SourcesOrigin.derived(Sources::demo), check);
    ExampleTel.in(directory);

    // when
    Loaded loaded = loader.start();

    // then
    assertThat(loaded.refusals())
        .containsEntry(
            "vendor exampletel",
            "does not fit the sources: door call of source exampletel is in the way");
  }

  @Test
  void aSourceWhoseVendorIsRefusedRefusesTheStartAndSaysBoth() {
    // given
    Path folder = ExampleTel.in(directory);
    ExampleTel.write(folder, "mapping.jsonata", "{");
    Path file = sources(BOTH);

    // when, then
    assertThatThrownBy(() -> loader(SourcesOrigin.file(file, name -> null)).start())
        .isInstanceOf(Refused.class)
        .hasMessageContaining("source shop: vendor: is unknown")
        .hasMessageContaining("vendor exampletel refused: exampletel/vendor.yaml: fields.from");
  }

  @Test
  void aDirectoryThatIsNotThereRefusesTheStartButTakesNothingAwayLater() throws IOException {
    // given
    Path mounted = directory.resolve("mounted");
    assertThatThrownBy(() -> loader(mounted, SourcesOrigin.derived(Sources::demo)).start())
        .isInstanceOf(UncheckedIOException.class);
    ExampleTel.in(mounted);
    DefinitionLoader loader = loader(mounted, SourcesOrigin.derived(Sources::demo));
    loader.start();

    // when
    Files.move(mounted, directory.resolve("away"));
    Loaded away = settled(loader);
    Files.move(directory.resolve("away"), mounted);
    Loaded back = settled(loader);

    // then
    assertThat(away.refusals()).containsOnlyKeys("vendors");
    assertThat(paths(away)).contains("/webhooks/exampletel");
    assertThat(back.refusals()).isEmpty();
  }

  @Test
  void linksWithinTheDirectoryAreFollowedAndNoneOutOfIt() throws IOException {
    // given: as container platforms mount a folder
    Path real = Files.createDirectory(directory.resolve("..2026"));
    ExampleTel.in(real);
    Files.createSymbolicLink(directory.resolve("exampletel"), real.resolve("exampletel"));
    ExampleTel.in(elsewhere);
    Files.createSymbolicLink(directory.resolve("outside"), elsewhere.resolve("exampletel"));
    Path acme = Files.createDirectory(directory.resolve("acme"));
    Files.createSymbolicLink(
        acme.resolve("vendor.yaml"), elsewhere.resolve("exampletel/vendor.yaml"));

    // when
    Loaded loaded = demo().start();

    // then
    assertThat(paths(loaded)).contains("/webhooks/exampletel");
    assertThat(loaded.refusals())
        .containsOnlyKeys("vendor acme", "vendor outside")
        .containsEntry(
            "vendor acme", "acme/vendor.yaml: is a link that leads out of the vendors' directory");
  }

  @Test
  void hiddenFilesAndBackupsAreNoPartOfAFolder() {
    // given
    Path folder = ExampleTel.in(directory);
    DefinitionLoader loader = demo();
    Loaded start = loader.start();

    // when
    ExampleTel.write(folder, "samples/broken.json~", "{");
    ExampleTel.write(folder, ".mapping.jsonata.swp", "{");
    ExampleTel.write(folder, "samples/.broken.json", "{");

    // then
    assertThat(settled(loader)).isSameAs(start);
  }

  @Test
  void aFolderOfTooManyFilesIsRefused() {
    // given
    Path folder = ExampleTel.in(directory);
    for (int i = 0; i < 1_001; i++) {
      ExampleTel.write(folder, "samples/" + i + ".txt", "");
    }

    // when
    Loaded loaded = demo().start();

    // then
    assertThat(loaded.refusals())
        .containsEntry("vendor exampletel", "exampletel: has more than 1000 files");
  }

  @Test
  void whatIsNoPartOfAVendorsFolderIsNeitherLookedAtNorRead() throws IOException {
    // given
    Path folder = ExampleTel.in(directory);
    DefinitionLoader loader = demo();
    Loaded start = loader.start();

    // when
    for (int i = 0; i < 1_001; i++) {
      ExampleTel.write(folder, "export-" + i + ".csv", "");
    }
    large(folder, "recording.wav", 17);
    ExampleTel.write(folder, "drafts/vendor.yaml", "vendor: [");
    Files.createSymbolicLink(folder.resolve("notes"), elsewhere);
    ExampleTel.write(directory.resolve("lost+found"), "inode", "");

    // then
    assertThat(settled(loader)).isSameAs(start);
    assertThat(demo().start().refusals()).isEmpty();
    assertThat(new VendorDirectory(directory).folder("exampletel").files())
        .containsOnlyKeys("mapping.jsonata", "samples/answered.json", "vendor.yaml");
  }

  @Test
  void ofFoldersThatAreTogetherTooLargeTheOneThatFindsNoRoomIsRefusedAlone() throws IOException {
    // given
    Path acme = directory.resolve("acme");
    vendor("acme");
    large(acme, "samples/a.bin", 16);
    large(acme, "samples/b.bin", 16);
    ExampleTel.in(directory);
    large(directory.resolve("exampletel"), "samples/a.bin", 16);
    large(directory.resolve("exampletel"), "samples/b.bin", 16);
    vendor("zeta");
    DefinitionLoader loader = demo();

    // when
    Loaded crowded = loader.start();
    Files.delete(acme.resolve("samples/b.bin"));
    Loaded roomy = settled(loader);
    large(acme, "samples/b.bin", 16);
    Loaded crowdedAgain = settled(loader);

    // then
    assertThat(crowded.refusals())
        .containsOnlyKeys("vendor exampletel")
        .containsEntry(
            "vendor exampletel",
            "exampletel: would make all folders together larger than 67108864 bytes");
    assertThat(paths(crowded))
        .contains("/webhooks/acme", "/webhooks/zeta")
        .doesNotContain("/webhooks/exampletel");
    assertThat(roomy.refusals()).isEmpty();
    assertThat(paths(roomy)).contains("/webhooks/acme", "/webhooks/exampletel", "/webhooks/zeta");
    assertThat(crowdedAgain.refusals()).isEqualTo(crowded.refusals());
    assertThat(paths(crowdedAgain)).as("the last good version stays").isEqualTo(paths(roomy));
  }

  private void vendor(String name) {
    Path folder = directory.resolve(name);
    ExampleTel.write(folder, "vendor.yaml", ExampleTel.YAML.replace("exampletel", name));
    ExampleTel.write(folder, "mapping.jsonata", ExampleTel.MAPPING);
    ExampleTel.write(folder, "samples/answered.json", ExampleTel.SAMPLE);
  }

  /** A file of so many MiB that costs the disk nothing. */
  private static void large(Path folder, String file, int mebibytes) throws IOException {
    try (RandomAccessFile large = new RandomAccessFile(folder.resolve(file).toFile(), "rw")) {
      large.setLength((long) mebibytes << 20);
    }
  }

  private DefinitionLoader demo() {
    return loader(SourcesOrigin.derived(Sources::demo));
  }

  private DefinitionLoader loader(SourcesOrigin origin) {
    return loader(directory, origin);
  }

  private static DefinitionLoader loader(Path directory, SourcesOrigin origin) {
    return new DefinitionLoader(Given.VENDORS, directory, origin, trial -> {});
  }

  /** What two looks come to when nobody writes in between. */
  private static Loaded settled(DefinitionLoader loader) {
    loader.look();
    return loader.look();
  }

  private Path sources(String yaml) {
    ExampleTel.write(elsewhere, "sources.yaml", yaml);
    return elsewhere.resolve("sources.yaml");
  }

  private static String acme(String path) {
    return ExampleTel.YAML
        .replace("vendor: exampletel", "vendor: acme")
        .replace("/webhooks/exampletel", path);
  }

  private static List<String> paths(Loaded loaded) {
    return loaded.definitions().doors().stream().map(Door::path).toList();
  }

  private static String content(Loaded loaded, String vendor) {
    return loaded.definitions().vendors().get(vendor).contentHash();
  }

  private static String hash(Loaded loaded) {
    return hash(loaded, "exampletel");
  }

  private static String hash(Loaded loaded, String source) {
    return loaded
        .definitions()
        .hash(Objects.requireNonNull(loaded.definitions().sources().find(source)));
  }

  private static CallStatus status(Loaded loaded, String source) {
    Translation translation =
        loaded.definitions().translator().translate(Given.delivery("d1", source, ExampleTel.BODY));
    return ((CallEvent) Given.event(translation.elements().get(0))).status();
  }
}
