package dev.trunkline.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Vendors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A source, its secret and its sheet, in real files. */
class SourcesAddCommandTest {

  private static final String[] PBX = {
    "--vendor", "onecom", "--id", "pbx", "--zone", "Asia/Jerusalem"
  };

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private String input = "";

  @Test
  void aSourceGetsASecretOfItsOwnThatTheSourcesFileOnlyNames() throws IOException {
    Shell shell = add(PBX, "--base", "https://in.example.org/");

    assertThat(shell.exitCode()).as(shell.err()).isZero();
    assertThat(sources())
        .hasContent(
            """
            sources:
              - id: pbx
                vendor: onecom
                zone: Asia/Jerusalem
                secrets: ["secret:pbx-webhook"]
            """);
    Path file = folder.resolve("secrets/pbx-webhook");
    String secret = Files.readString(file);
    assertThat(secret).matches("[0-9a-f]{64}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(folder.resolve("secrets/.gitignore")).hasContent("*");
    assertThat(shell.out())
        .contains("- URL: `https://in.example.org/api/onecom/webhook/$PBX_SECRET`")
        .contains("- method: POST")
        .contains("PBX_SECRET=$(cat '" + file + "')\n")
        .contains("curl -i -X POST \"https://in.example.org/api/onecom/webhook/$PBX_SECRET\"")
        .contains("| 202 | kept", "| 401 | the proof is missing", "| 403 | the proof is wrong")
        .contains("## What to click", "Configuration")
        .contains("openssl rand -hex 32 > '" + file + "-2'")
        .contains("`secrets: [\"secret:pbx-webhook\", \"secret:pbx-webhook-2\"]`")
        .doesNotContain("<your host>", "```yaml");
    assertThat(shell.out() + shell.err()).doesNotContain(secret);
    Sources read = Sources.read(sources(), Vendors.builtIn(), environment::get);
    assertThat(read.warnings()).isEmpty();
    assertThat(read.find("pbx").proofs().get(0).kind()).isEqualTo("path-secret");
  }

  @Test
  void noTwoSecretsAreTheSame() {
    assertThat(add(PBX).exitCode()).isZero();
    assertThat(add("--vendor", "convoso", "--id", "dialer").exitCode()).isZero();

    assertThat(folder.resolve("secrets/pbx-webhook"))
        .content()
        .isNotEqualTo(content(folder.resolve("secrets/dialer-webhook")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# ours\nsources:\n  - id: k   # first\n    vendor: knowrithm\n    secrets: [\"${K}\"]\n# end",
        "sources: # all\n\n# one\n- {id: k, vendor: knowrithm, secrets: [\"${K}\"]}\n\n\n",
        "sources:\r\n    -   id: k\r\n        vendor: knowrithm\r\n        secrets: ['${K}']\r\n",
        "---\nsources:\n  -\n    id: k\n    vendor: knowrithm\n    secrets: ['${K}']\n",
        "sources:\n  - id: k\n    vendor: knowrithm\n    secrets:\n    - ${K}",
        "# none yet\n",
        "sources:\n",
        "\n\nsources:\n# none yet"
      })
  void whatStandsInTheFileStaysAsItIs(String before) throws IOException {
    environment.put("K", "a-secret");
    Files.writeString(sources(), before);
    Files.setPosixFilePermissions(sources(), PosixFilePermissions.fromString("rw-r-----"));

    Shell shell = add(PBX);

    assertThat(shell.exitCode()).as(shell.err()).isZero();
    assertThat(Files.readString(sources())).startsWith(before).contains("- id: pbx");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sources())))
        .isEqualTo("rw-r-----");
    assertThat(Sources.read(sources(), Vendors.builtIn(), environment::get).find("pbx"))
        .isNotNull();
    assertThat(sources().resolveSibling("sources.yaml.new")).doesNotExist();
  }

  @Test
  void anEmptyListBecomesOne() throws IOException {
    Files.writeString(sources(), "sources: []  # none yet\n");

    assertThat(add(PBX).exitCode()).isZero();

    assertThat(Files.readString(sources())).startsWith("sources: # none yet\n  - id: pbx\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sources: [{id: k, vendor: onecom, zone: UTC, allow_unsigned: true}]\n",
        "sources:\n  - {id: k, vendor: onecom, zone: UTC, allow_unsigned: true}\n...\n",
        "{\"sources\": [{\"id\": \"k\", \"vendor\": \"onecom\", \"zone\": \"UTC\", \"allow_unsigned\": true}]}"
      })
  void whereNothingCanBeWrittenAtTheEndTheLinesAreSaid(String before) throws IOException {
    Files.writeString(sources(), before);

    Shell shell = add("--vendor", "knowlarity", "--id", "ivr");

    assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("put this into it yourself", "- id: ivr");
    assertNothingChanged(before);
  }

  @Test
  void aSecondRunChangesNothing() throws IOException {
    assertThat(add(PBX).exitCode()).isZero();
    String before = Files.readString(sources());
    String secret = Files.readString(folder.resolve("secrets/pbx-webhook"));

    Shell again = add(PBX);
    Shell samePath = add("--vendor", "onecom", "--id", "other", "--zone", "UTC");

    assertThat(again.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(again.err()).contains("source pbx is there already; nothing was changed");
    assertThat(samePath.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(samePath.err())
        .contains("/api/onecom/webhook of door call is a door of pbx already")
        .contains("--path");
    assertThat(Files.readString(sources())).isEqualTo(before);
    assertThat(folder.resolve("secrets/pbx-webhook")).hasContent(secret);
    assertThat(folder.resolve("secrets/other-webhook")).doesNotExist();
  }

  @Test
  void anotherSourceOfTheVendorHasPathsOfItsOwn() throws IOException {
    assertThat(add("--vendor", "convoso", "--id", "west").exitCode()).isZero();

    Shell shell =
        add(
            "--vendor convoso --id east --path /hooks/east --path lead=/hooks/east-leads"
                .concat(" --close echo --region NO --proof header-secret")
                .split(" "));

    assertThat(shell.exitCode()).as(shell.err()).isZero();
    assertThat(Files.readString(sources()))
        .endsWith(
            """
              - id: east
                vendor: convoso
                region: "NO"
                paths: {call: /hooks/east, lead: /hooks/east-leads}
                closed_doors: [echo]
                proofs:
                  - {kind: header-secret, header: X-Webhook-Secret, secrets: ["secret:east-webhook"]}
            """);
    assertThat(shell.out()).contains("-H \"X-Webhook-Secret: $EAST_SECRET\"");
  }

  @Test
  void allThatIsMissingIsNamedWhereNobodyCanBeAsked() {
    assertThat(add().err()).contains("--vendor: whose webhooks come (convoso, ", "--id: ");
    assertThat(add("--vendor", "onecom", "--id", "pbx").err()).contains("--zone: ");
    assertThat(add("--vendor", "knowrithm", "--id", "k").err()).contains("--secret: ");
    Path vendors = folder.resolve("vendors");
    Shell.run(VendorsNewCommand::new, "fresh", "--dir", vendors.toString());

    Shell shell = add("--vendors", vendors.toString(), "--vendor", "fresh", "--id", "f");

    assertThat(shell.err()).contains("--region: ");
    assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(sources()).doesNotExist();
    assertThat(
            add(("--vendors " + vendors + " --vendor fresh --id f --region none").split(" "))
                .exitCode())
        .isZero();
  }

  @Test
  void atATerminalItAsksAndShowsTheSecretThatHasToBeHandedOver() throws IOException {
    Shell shell = answered(List.of("", "onecom", "", "Asia/Jerusalem", sources().toString()));

    assertThat(shell.exitCode()).as(shell.err()).isZero();
    String secret = Files.readString(folder.resolve("secrets/onecom-webhook"));
    assertThat(shell.out())
        .contains("- URL: `http://127.0.0.1:8080/api/onecom/webhook/" + secret + "`")
        .contains("curl -i -X POST \"http://127.0.0.1:8080/api/onecom/webhook/" + secret + "\"")
        .contains("This sheet shows a secret")
        .doesNotContain("$ONECOM_SECRET");
  }

  @Test
  void aSecretThatTheVendorGaveIsNeverShown() throws IOException {
    Shell asked =
        answered(List.of("knowrithm", "agents", sources().toString(), "whsec for-a-test"));
    input = "  from-a-pipe\n";
    Shell piped =
        add("--vendor", "mg-digital-leads", "--id", "raam", "--secret", "-", "--show-secrets");

    assertThat(asked.exitCode()).as(asked.err()).isZero();
    assertThat(piped.exitCode()).as(piped.err()).isZero();
    assertThat(folder.resolve("secrets/agents-webhook")).hasContent("whsec for-a-test");
    assertThat(folder.resolve("secrets/raam-webhook")).hasContent("from-a-pipe");
    assertThat(asked.out()).contains("-hmac \"$AGENTS_SECRET\"").doesNotContain("whsec");
    assertThat(piped.out()).contains("X-API-Key: $RAAM_SECRET").doesNotContain("from-a-pipe");
    assertThat(Files.readString(sources())).doesNotContain("for-a-test", "from-a-pipe");
  }

  @Test
  void programsAreToldTheSameAndNoSecretUnlessTheySaySo() throws IOException {
    JsonNode told = add(PBX, "--json").json();
    JsonNode shown = add("--vendor", "convoso", "--id", "d", "--json", "--show-secrets").json();

    assertThat(told.get("secret").toString())
        .isEqualTo(
            "{\"reference\":\"secret:pbx-webhook\",\"file\":\"%s\",\"minted\":true}"
                .formatted(folder.resolve("secrets/pbx-webhook")));
    JsonNode door = told.get("doors").get(0);
    assertThat(door.get("url").asString())
        .isEqualTo("http://127.0.0.1:8080/api/onecom/webhook/$PBX_SECRET");
    assertThat(door.get("try").asString()).contains("curl", "PBX_SECRET=$(cat ");
    assertThat(List.of(door.get("accepted"), door.get("missing_proof"), door.get("wrong_proof")))
        .map(JsonNode::asInt)
        .containsExactly(202, 401, 403);
    assertThat(told.toString()).doesNotContain(content(folder.resolve("secrets/pbx-webhook")));
    String secret = content(folder.resolve("secrets/d-webhook"));
    assertThat(shown.get("secret").get("value").asString()).isEqualTo(secret);
    assertThat(shown.get("doors").get(1).get("url").asString())
        .isEqualTo("http://127.0.0.1:8080/api/webhooks/convoso-leads/" + secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--vendor onecom --id pbx --zone Nowhere",
        "--vendor onecom --id p/x --zone UTC",
        "--vendor onecom --id pbx --zone UTC --region XX",
        "--vendor onecom --id pbx --zone UTC --path hooks",
        "--vendor onecom --id pbx --zone UTC --path lead=/x",
        "--vendor onecom --id pbx --zone UTC --close call",
        "--vendor onecom --id pbx --zone UTC --proof hmac",
        "--vendor onecom --id pbx --zone UTC --secret a-literal-one",
        "--vendor onecom --id pbx --zone UTC --secret ${NOT_SET}",
        "--vendor onecom --id pbx --zone UTC --secret secret:nothing",
        "--vendor onecom --id pbx --zone UTC --secret secret:../x",
        "--vendor onecom --id pbx --zone UTC --secret -",
        "--vendor onecom --id pbx --zone UTC --base ftp://example.org",
        "--vendor nobody --id pbx",
      })
  void whatTheReaderOfAStartRefusesChangesNothing(String words) throws IOException {
    String before = "sources:\n  - {id: k, vendor: knowlarity, allow_unsigned: true}\n";
    Files.writeString(sources(), before);
    input = "not for/a URL";

    Shell shell = add(words.split(" "));

    assertThat(shell.exitCode()).as(shell.err()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).isNotBlank().doesNotContain("a-literal-one", "not for");
    assertNothingChanged(before);
  }

  @Test
  void aGatewayThatCouldNotOpenTheDoorsIsHeardBefore() throws IOException {
    Shell shell =
        Shell.run(
            out ->
                new SourcesAddCommand(
                    out,
                    new ByteArrayInputStream(new byte[0]),
                    Optional::empty,
                    environment::get,
                    together -> {
                      throw new IllegalArgumentException("door call lies under another");
                    }),
            words(PBX));

    assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("sources.yaml: door call lies under another");
    assertThat(sources()).doesNotExist();
  }

  @Test
  void aSecretMayLieWhereItLies() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    environment.put("PBX_KEY", "from-the-environment");
    environment.put("TRUNKLINE_SECRETS", folder.resolve("run").toString());

    assertThat(add(PBX, "--secret", "${PBX_KEY}").out()).contains("webhook/$PBX_KEY");
    assertThat(add("--vendor", "knowlarity", "--id", "ivr").exitCode()).isZero();
    assertThat(
            add("--vendor", "convoso", "--id", "d", "--secrets", elsewhere.toString()).exitCode())
        .isZero();

    assertThat(Files.readString(sources()))
        .contains(
            "[\"${PBX_KEY}\"]",
            "[\"secret:ivr-webhook\"]",
            "[\"file:" + elsewhere.resolve("d-webhook") + "\"]");
    assertThat(folder.resolve("run/ivr-webhook")).exists();
  }

  @Test
  void aSecretsFileThatIsThereIsNeverOverwritten() throws IOException {
    Path secret = Files.createDirectories(folder.resolve("secrets")).resolve("pbx-webhook");
    Files.writeString(secret, "mounted-by-somebody");

    Shell shell = add(PBX);

    assertThat(shell.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(shell.err()).contains("refer to it with --secret secret:pbx-webhook");
    assertThat(secret).hasContent("mounted-by-somebody");
    assertThat(sources()).doesNotExist();
    assertThat(add(PBX, "--secret", "secret:pbx-webhook").exitCode()).isZero();
  }

  @Test
  void whatThisShellLacksOfOtherSourcesIsToldAndStopsNothing() throws IOException {
    Files.writeString(
        sources(), "sources:\n  - {id: k, vendor: knowrithm, secrets: ['${K_SECRET}']}\n");

    Shell shell = add(PBX);

    assertThat(shell.exitCode()).isZero();
    assertThat(shell.err())
        .contains(
            "in this shell: sources.yaml: source k: secrets: the environment variable K_SECRET");
  }

  @Test
  void whileAnotherIsAtWorkNothingIsDone() throws IOException {
    Files.createFile(sources().resolveSibling("sources.yaml.new"));

    Shell shell = add(PBX);

    assertThat(shell.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(shell.err()).contains("another call is at work");
    assertThat(sources()).doesNotExist();
  }

  @Test
  void theFileBehindALinkIsReplacedAndNotTheLink() throws IOException {
    Path real = Files.writeString(folder.resolve("real.yaml"), "sources:\n");
    Files.createSymbolicLink(sources(), real);

    assertThat(add(PBX).exitCode()).isZero();

    assertThat(sources()).isSymbolicLink();
    assertThat(real).content().contains("- id: pbx");
  }

  private void assertNothingChanged(String before) throws IOException {
    assertThat(sources()).hasContent(before);
    try (var files = Files.list(folder)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(sources());
    }
    if (Files.exists(folder.resolve("secrets"))) {
      try (var files = Files.list(folder.resolve("secrets"))) {
        assertThat(files.map(file -> file.getFileName().toString())).containsOnly(".gitignore");
      }
    }
  }

  private Path sources() {
    return folder.resolve("sources.yaml");
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Shell add(String[] some, String... more) {
    List<String> words = new ArrayList<>(Arrays.asList(some));
    words.addAll(Arrays.asList(more));
    return run(Optional.empty(), words(words.toArray(String[]::new)));
  }

  private Shell add(String... words) {
    return run(Optional.empty(), words(words));
  }

  private Shell answered(List<String> answers) {
    Deque<String> left = new ArrayDeque<>(answers);
    Terminal person =
        new Terminal() {
          @Override
          public String ask(String question) {
            return left.pop();
          }

          @Override
          public String askHidden(String question) {
            assertThat(question).contains("not shown");
            return left.pop();
          }
        };
    Shell shell = run(Optional.of(person));
    assertThat(left).isEmpty();
    return shell;
  }

  private Shell run(Optional<Terminal> person, String... words) {
    return Shell.run(
        out ->
            new SourcesAddCommand(
                out,
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                () -> person,
                environment::get,
                together -> {}),
        words);
  }

  private String[] words(String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--sources", sources().toString()));
    return all.toArray(String[]::new);
  }
}
