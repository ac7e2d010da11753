package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.vendors.Sources;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code trunkline sources add}, up to the delivery that its sheet shows. */
class SourcesAddTest {

  private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/\\S+ (\\d{3})");
  private static final Pattern SCRIPT = Pattern.compile("(?s)```sh\\n(.*?)```");

  @TempDir Path folder;
  private String base = "";

  @Test
  void theCallThatASheetShowsIsAcceptedAndWithoutItsProofIsNot() throws Exception {
    assumeThat(List.of("curl", "openssl", "sh")).allMatch(SourcesAddTest::isHere);

    // given
    Path signing = Files.writeString(folder.resolve("signing"), "a-secret-of-the-vendors");
    String sheet = add("--vendor onecom --id pbx --zone Asia/Jerusalem --path /hooks/pbx");
    List<JsonNode> added = new ArrayList<>();
    for (String words :
        List.of(
            "--vendor knowlarity --id ivr",
            "--vendor convoso --id dialer --proof header-secret",
            "--vendor mg-digital-leads --id raam",
            "--vendor knowrithm --id agents --secret file:" + signing)) {
      added.add(EventJson.mapper().readTree(add(words + " --json --show-secrets")));
    }
    InstallationOptions options = new InstallationOptions();
    options.data = folder.resolve("data");
    options.sources = folder.resolve("sources.yaml");
    options.gatewayPort = 0;
    options.workbenchPort = 0;
    options.kafkaPort = 0;
    options.postgresPort = 0;

    // when
    try (Installation running =
        Installation.start(options, options.definitions(Sources::demo), Map.of(), line -> {})) {
      base = running.address().gateway().toString();

      // then
      Matcher script = SCRIPT.matcher(sheet);
      assertThat(script.find()).isTrue();
      assertThat(answered(script.group(1))).isEqualTo(202);
      for (JsonNode source : added) {
        JsonNode door = source.get("doors").get(0);
        String call = door.get("try").asString();
        assertThat(answered(call)).as(call).isEqualTo(door.get("accepted").asInt());
        if (source.get("secret").get("minted").asBoolean()) {
          String secret = source.get("secret").get("value").asString();
          assertThat(answered(call.replace(secret, "wrong")))
              .isEqualTo(door.get("wrong_proof").asInt());
          assertThat(answered(call.replace("/" + secret, "").replace(secret, "")))
              .isEqualTo(door.get("missing_proof").asInt());
        }
      }
    }
  }

  /** What it prints. */
  private String add(String words) {
    List<String> all = new ArrayList<>(List.of("sources", "add", "--sources"));
    all.add(folder.resolve("sources.yaml").toString());
    all.addAll(Arrays.asList(words.split(" ")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      assertThat(Main.commandLine().execute(all.toArray(String[]::new))).as(words).isZero();
    } finally {
      System.setOut(before);
    }
    return out.toString(UTF_8);
  }

  /** The status that a shell's call is answered with. */
  private int answered(String script) throws IOException, InterruptedException {
    String here = script.replace("http://127.0.0.1:8080", base);
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", here);
    shell.environment().put("NO_PROXY", "*");
    Process process = shell.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String told = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    Matcher status = STATUS.matcher(told);
    assertThat(status.find()).as(told).isTrue();
    return Integer.parseInt(status.group(1));
  }

  private static boolean isHere(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
