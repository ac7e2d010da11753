package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets by name, out of a mounted directory. */
class MountedSecretsTest {

  private static final String YAML =
      """
      sources:
        - id: a
          vendor: convoso
          zone: UTC
          proofs: [{kind: path-secret, secrets: ["secret:pbx.webhook"]}]
          recordings: {secret: "secret:pbx-recordings"}
          pull: {secret: "secret:PBX_KEY"}
      """;

  @TempDir Path folder;

  @BeforeEach
  void mounted() throws IOException {
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    Files.writeString(secrets.resolve("pbx.webhook"), "from-the-mount\n");
    Files.writeString(secrets.resolve("pbx-recordings"), "for-recordings");
    Files.writeString(secrets.resolve("PBX_KEY"), "for-pulls");
  }

  @Test
  void theDirectoryBesideTheSourcesFileIsTheUsualOne() throws IOException {
    Sources sources = Sources.read(file(YAML), Given.VENDORS, name -> null);

    Source source = sources.find("a");
    assertThat(source.proofs().get(0))
        .isInstanceOfSatisfying(
            Proof.PathSecret.class,
            proof ->
                assertThat(proof.secrets())
                    .containsExactly(new Secret("pbx.webhook", "from-the-mount")));
    assertThat(source.recordings().secret())
        .isEqualTo(new Secret("pbx-recordings", "for-recordings"));
    assertThat(source.pull().secrets().values())
        .containsExactly(new Secret("PBX_KEY", "for-pulls"));
    assertThat(sources.warnings()).isEmpty();
    assertThat(SourcesCheck.of(file(YAML), Given.VENDORS, name -> null).problems()).isEmpty();
  }

  @Test
  void anotherDirectoryIsNamedByAVariable() throws IOException {
    Path mount = Files.move(folder.resolve("secrets"), folder.resolve("run"));

    Map<String, String> environment = Map.of("TRUNKLINE_SECRETS", mount.toString());

    assertThat(Sources.read(file(YAML), Given.VENDORS, environment::get).all()).hasSize(1);
    assertThatThrownBy(() -> Sources.read(file(YAML), Given.VENDORS, name -> null))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("proofs: secrets: the file pbx.webhook in the directory of secrets")
        .hasMessageContaining("cannot be read; it is looked for in " + folder.resolve("secrets"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "...", "../pbx.webhook", "a/b", "a\\\\b", "/etc/passwd", "ä"})
  void whatLeadsElsewhereIsRefusedAndNotQuoted(String name) throws IOException {
    Path file = file(YAML.replace("pbx.webhook", name));

    assertThatThrownBy(() -> Sources.read(file, Given.VENDORS, variable -> null))
        .isInstanceOf(Refused.class)
        .hasMessage(
            "sources.yaml: source a: proofs: secrets: number 1 names no secret; a name has"
                + " letters, digits, dots, - and _");
  }

  @Test
  void whoOnlySpeaksAboutDoorsReadsNone() throws IOException {
    Path file = file(YAML);
    Files.move(folder.resolve("secrets"), folder.resolve("gone"));

    Source source = Sources.withoutSecrets(file, Given.VENDORS).find("a");

    assertThat(source.proofs().get(0).toString()).contains("Secret[pbx.webhook]");
    assertThat(source.pull().secrets().toString()).contains("Secret[PBX_KEY]");
  }

  @Test
  void anEmptyOneIsNone() throws IOException {
    Files.writeString(folder.resolve("secrets/PBX_KEY"), "\n");

    assertThat(SourcesCheck.of(file(YAML), Given.VENDORS, name -> null).problems())
        .singleElement()
        .asString()
        .contains("the file PBX_KEY in the directory of secrets is empty");
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("sources.yaml"), yaml);
  }
}
