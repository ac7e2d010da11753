package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.vendors.Sources;
import dev.trunkline.workbench.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code trunkline up} where it must not run: its exit code, and the line that says why. */
class RefusedUpTest {

  private record Refusal(int exitCode, String said) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vendor: onecom, zone: Asia/Jerusalem, secrets: ['${TRUNKLINE_TEST_NOWHERE}'] | secrets: the environment variable TRUNKLINE_TEST_NOWHERE is not set",
        "vendor: onecom, zone: Asia/Jerusalem, secrets: ['file:EMPTY'] | secrets: the file of number 1 is empty",
        "vendor: onecom, zone: Asia/Jerusalem, secrets: ['file:PLACEHOLDER'] | secrets: the file of number 1 holds a placeholder, which everybody knows, and no secret",
        "vendor: onecom, zone: Asia/Jerusalem, secrets: ['file:NOWHERE'] | secrets: the file of number 1 cannot be read",
        "vendor: onecom, zone: Middle/Earth, allow_unsigned: true | zone: is no time zone; one is written as Asia/Kolkata",
        "vendor: onecom, allow_unsigned: true | zone: is missing: the vendor's times carry none",
      })
  void aSecretOrZoneThatCannotBeMeantIsOneLine(String source, String cause, @TempDir Path folder)
      throws Exception {
    // given
    Files.writeString(folder.resolve("EMPTY"), " \n");
    Files.writeString(folder.resolve("PLACEHOLDER"), "<the PBX's secret>\n");
    Path sources =
        Files.writeString(
            folder.resolve("sources.yaml"),
            "sources:\n  - {id: pbx, %s}\n"
                .formatted(source.replace("file:", "file:" + folder + "/")));

    // when
    Refusal refusal = up(folder.resolve("data"), "--sources", sources.toString());

    // then
    assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refusal.said().strip())
        .isEqualTo("trunkline: sources.yaml: source pbx: " + cause)
        .doesNotContain(folder.toString());
    assertThat(folder.resolve("data")).doesNotExist();
    assertThat(checked("--sources", sources.toString()))
        .as("config check says it without a start")
        .anySatisfy(problem -> assertThat(problem).contains(cause));
  }

  private static List<String> checked(String... options) {
    List<String> words = new ArrayList<>(List.of("config", "check", "--json"));
    words.addAll(List.of(options));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      assertThat(Main.commandLine().execute(words.toArray(String[]::new)))
          .isEqualTo(ExitCode.PROBLEMS);
    } finally {
      System.setOut(before);
    }
    JsonNode answer = EventJson.mapper().readTree(out.toString(UTF_8));
    assertThat(answer.path("accepted").asBoolean(true)).isFalse();
    return StreamSupport.stream(answer.path("problems").spliterator(), false)
        .map(JsonNode::asString)
        .toList();
  }

  @Test
  void topicsThatSomebodyAlteredAreRefusedForSafetyAllAtOnce(@TempDir Path data) throws Exception {
    // given
    InstallationOptions options = new InstallationOptions();
    options.data = data;
    options.gatewayPort = 0;
    options.workbenchPort = 0;
    options.kafkaPort = 0;
    options.postgresPort = 0;
    try (Installation installation =
            Installation.start(options, options.definitions(Sources::demo), line -> {});
        Admin admin = Admin.create(installation.address().kafkaClients().common())) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, "calls.v1"),
                  List.of(set("retention.ms", "1000")),
                  new ConfigResource(ConfigResource.Type.TOPIC, "raw.onecom.v1"),
                  List.of(set("message.timestamp.type", "CreateTime"))))
          .all()
          .get();
    }

    // when
    Refusal refusal =
        up(data, "--gateway-port=0", "--workbench-port=0", "--kafka-port=0", "--postgres-port=0");

    // then
    assertThat(refusal.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(refusal.said())
        .contains(
            "topic raw.onecom.v1 has message.timestamp.type=CreateTime, not LogAppendTime: ",
            "topic calls.v1 has retention.ms=1000, not 7776000000 or more: ",
            "kafka-configs.sh --alter --topic calls.v1 --add-config retention.ms=7776000000");
    assertThat(Files.readString(data.resolve("trunkline.log")))
        .contains("APPLICATION FAILED TO START", "It refuses to run on these servers");
    DataFolder.take(data).close();
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  private static Refusal up(Path data, String... options) {
    StringWriter said = new StringWriter();
    List<String> words = new ArrayList<>(List.of("up", "--data", data.toString()));
    words.addAll(List.of(options));
    int exitCode =
        Main.commandLine()
            .setErr(new PrintWriter(said, true))
            .execute(words.toArray(String[]::new));
    return new Refusal(exitCode, said.toString());
  }
}
