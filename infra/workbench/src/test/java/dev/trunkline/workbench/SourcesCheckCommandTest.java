package dev.trunkline.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sources file means, and what is wrong with it. */
class SourcesCheckCommandTest {

  private static final String GOOD =
      """
      sources:
        - id: k
          vendor: knowrithm
          secrets: ["${K_SECRET}"]
        - id: pbx
          vendor: onecom
          zone: Asia/Jerusalem
          region: IL
          proofs: [{kind: path-secret, secrets: ["${PBX_SECRET}"]}]
          shared_phones: ["+972500000199"]
          agents: {"214": Dana Fox, "215": Noam}
          pull: {secret: "${PBX_KEY}", settings: {tenant: acme}}
      """;

  @TempDir Path folder;

  @Test
  void aGoodFileIsToldInWords() throws IOException {
    Shell shell =
        check(GOOD, Map.of("K_SECRET", "hush-k", "PBX_SECRET", "hush-pbx", "PBX_KEY", "hush-key"));

    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out())
        .contains("k: vendor knowrithm, zone UTC, region US")
        .contains("POST /webhooks/knowrithm")
        .contains("proofs   hmac")
        .contains("pbx: vendor onecom, zone Asia/Jerusalem, region IL")
        .contains("POST /api/onecom/webhook/$PBX_SECRET")
        .contains("numbers  0 own, 1 shared; 2 agents")
        .contains("pulled   no: source k: pull is not configured")
        .contains("pulled   cdrs, reconciled")
        .contains("the file is accepted")
        .doesNotContain("warning: ")
        .doesNotContain("hush")
        .doesNotContain("199", "Dana");
  }

  @Test
  void numbersAndAgentsAreCountedAndNotShown() throws IOException {
    Shell shell =
        check(
            GOOD,
            Map.of("K_SECRET", "hush-k", "PBX_SECRET", "hush-pbx", "PBX_KEY", "hush-key"),
            "--json");

    assertThat(shell.json().get("sources").get(1).toString())
        .contains("\"pulled\":[\"cdrs\"]", "\"reconciled\":true")
        .contains("\"own_numbers\":0", "\"shared_phones\":1", "\"agents\":2")
        .doesNotContain("199", "Dana");
  }

  @Test
  void everyVariableThatIsNotSetIsNamed() throws IOException {
    Shell shell = check(GOOD, Map.of("K_SECRET", ""));

    assertThat(shell.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(shell.out())
        .contains("source k: secrets: the environment variable K_SECRET is not set or empty")
        .contains("source pbx: secrets: the environment variable PBX_SECRET is not set or empty")
        .contains("source pbx: pull: secret: the environment variable PBX_KEY is not set or empty")
        .contains("the file would be refused");
  }

  @Test
  void aProblemOfOneSourceHidesNoneOfAnother() throws IOException {
    Shell shell =
        check(
            """
            sources:
              - {id: Bad Id, vendor: knowrithm}
              - {id: a, vendor: nobody}
              - {id: b, vendor: onecom, allow_unsigned: true}
              - {id: c, vendor: knowrithm, allow_unsigned: true, colour: red}
              - {id: d, vendor: knowrithm, allow_unsigned: true}
              - {id: d, vendor: knowrithm, allow_unsigned: true}
            """,
            Map.of(),
            "--json");

    assertThat(shell.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(shell.json().get("accepted").asBoolean()).isFalse();
    assertThat(shell.json().get("problems").valueStream().map(it -> it.asString()).toList())
        .containsExactly(
            "sources.yaml: source 0: id must be [a-z0-9-]+",
            "sources.yaml: source a: vendor: is unknown",
            "sources.yaml: source b: zone: is missing: the vendor's times carry none",
            "sources.yaml: source c: colour: is unknown",
            "sources.yaml: source d: id stands twice");
  }

  @Test
  void whatIsNoSourcesFileIsRefused() throws IOException {
    assertThat(check("- a\n- b\n", Map.of()).out())
        .contains("problem: sources.yaml: must have one key, sources, with a list");
    assertThat(check("a: [", Map.of()).out()).contains("problem: sources.yaml:").contains("YAML");
    assertThat(check("", Map.of()).exitCode()).isEqualTo(ExitCode.PROBLEMS);
  }

  @Test
  void aFileThatIsNotThereIsAWrongCall() {
    Shell shell =
        Shell.run(
            out -> new SourcesCheckCommand(out, name -> null), folder.resolve("gone").toString());

    assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("no file that can be read");
  }

  private Shell check(String yaml, Map<String, String> environment, String... more)
      throws IOException {
    Path file = Files.writeString(folder.resolve("sources.yaml"), yaml);
    String[] words = new String[more.length + 1];
    System.arraycopy(more, 0, words, 0, more.length);
    words[more.length] = file.toString();
    return Shell.run(out -> new SourcesCheckCommand(out, environment::get), words);
  }
}
