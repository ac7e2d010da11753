package dev.trunkline.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What a body means, told without anything running. */
class MapCommandTest {

  private static final String CALL =
      """
      {"uniqueid": "pbx-1754337031.1", "start": "2025-08-04 22:50:31", "realsrc": "0500000101",
       "dst": "214", "duration": "9", "disposition": "ANSWERED", "clid": "\\"דויד\\" <0500000101>"}
      """;

  @TempDir Path folder;

  @Test
  void aBodyBecomesItsEventsOnOneLine() throws IOException {
    String file = write("call.json", CALL);

    Shell shell = map("--source", "onecom", file);

    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out().lines()).hasSize(1);
    assertThat(shell.json().get("file").asString()).isEqualTo(file);
    JsonNode event = shell.json().get("events").get(0);
    assertThat(event.get("event_type").asString()).isEqualTo("call.completed");
    assertThat(event.get("call_id").asString()).isEqualTo("onecom/pbx-1754337031.1");
    assertThat(event.get("customer_name").asString()).isEqualTo("דויד");
    assertThat(event.get("started_at").asString()).isEqualTo("2025-08-04T19:50:31Z");
    assertThat(event.get("received_at").asString()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void theSameFileGivesTheSameLineAndAnotherOneAnotherDelivery() throws IOException {
    String first = write("first.json", "{\"phone\": \"214\"}");
    String second = write("second.json", "{\"phone\": \"215\"}");

    Shell once = map("--source", "onecom", first, second);
    Shell again = map("--source", "onecom", first, second);

    assertThat(again).isEqualTo(once);
    List<String> lines = once.out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(deliveryId(lines.get(0))).isNotEqualTo(deliveryId(lines.get(1)));
  }

  @Test
  void whoSaysWhenAndUnderWhichIdItCameIsBelieved() throws IOException {
    String id = "01970000-0000-7000-8000-00000000abcd";

    JsonNode event =
        map(
                "--source",
                "onecom",
                "--received-at",
                "2026-02-03T04:05:06Z",
                "--delivery-id",
                id,
                write("call.json", CALL))
            .json()
            .get("events")
            .get(0);

    assertThat(event.get("delivery_id").asString()).isEqualTo(id);
    assertThat(event.get("received_at").asString()).isEqualTo("2026-02-03T04:05:06Z");
  }

  @Test
  void everyElementAppearsExactlyOnce() throws IOException {
    String file =
        write("batch.json", "[" + CALL + ", {\"dst\": \"101\"}, 7, {\"phone\": \"214\"}]");

    JsonNode mapped = map("--source", "onecom", file).json();

    assertThat(indexes(mapped.get("events"), "delivery_index")).containsExactly(0, 3);
    assertThat(mapped.get("ignored")).isEmpty();
    assertThat(indexes(mapped.get("rejected"), "index")).containsExactly(1, 2);
    assertThat(mapped.get("rejected").get(1).get("reason").asString())
        .isEqualTo("element is no object");
  }

  @Test
  void whatIsRejectedIsStillAnAnswer() throws IOException {
    Shell shell = map("--source", "onecom", write("nothing.json", "no json"));

    assertThat(shell.exitCode()).isZero();
    assertThat(indexes(shell.json().get("rejected"), "index")).containsExactly(0);
  }

  static Stream<byte[]> oddities() {
    byte[] noise = new byte[4096];
    new Random(7).nextBytes(noise);
    byte[] large = new byte[10 << 20];
    Arrays.fill(large, (byte) 'x');
    byte[] largeJson = ("{\"a\":\"" + "y".repeat(10 << 20) + "\"}").getBytes(UTF_8);
    return Stream.of(
        new byte[0],
        " \n".getBytes(UTF_8),
        noise,
        large,
        largeJson,
        "[".repeat(100_000).getBytes(UTF_8),
        "&".repeat(100_000).getBytes(UTF_8),
        "null".getBytes(UTF_8));
  }

  @ParameterizedTest
  @MethodSource("oddities")
  void noBodyIsTooOddForAnAnswer(byte[] body) throws IOException {
    Path file = Files.write(folder.resolve("odd"), body);

    for (String more : List.of("--json", "--explain", "--query")) {
      Shell shell = map("--source", "onecom", more, file.toString());

      assertThat(shell.exitCode()).as(more).isZero();
      JsonNode mapped = shell.json();
      assertThat(mapped.get("events").size() + mapped.get("rejected").size()).isEqualTo(1);
    }
  }

  @Test
  void aFileOfAQueryIsAQuery() throws IOException {
    String query = "uniqueid=pbx-1754337031.1&disposition=ANSWERED&src=0500000101&dst=214\n";

    JsonNode byName = map("--source", "onecom", write("call.query", query)).json();
    JsonNode byWord = map("--source", "onecom", "--query", write("call.txt", query)).json();

    assertThat(byName.get("events").get(0).get("status").asString()).isEqualTo("answered");
    assertThat(byWord.get("events")).isEqualTo(byName.get("events"));
  }

  @Test
  void whatWasPulledIsReadAsPulled() throws IOException {
    String file = write("page.json", "[" + CALL + "]");

    JsonNode pulled = map("--source", "onecom", "--channel", "pull", "--api", "cdrs", file).json();

    assertThat(pulled.get("events").get(0).get("event_type").asString()).isEqualTo("call.logged");
  }

  @Test
  void aVendorAloneNeedsNoSource() throws IOException {
    JsonNode mapped =
        map(
                "--vendor",
                "onecom",
                "--zone",
                "Europe/Berlin",
                "--region",
                "IL",
                write("call.json", CALL))
            .json();

    JsonNode event = mapped.get("events").get(0);
    assertThat(event.get("source").asString()).isEqualTo("onecom");
    assertThat(event.get("started_at").asString()).isEqualTo("2025-08-04T20:50:31Z");
    assertThat(event.get("customer_phone").asString()).isEqualTo("+972500000101");
  }

  @Test
  void aSourceIsReadWithoutItsSecrets() throws IOException {
    String sources =
        write(
            "sources.yaml",
            """
            sources:
              - id: k
                vendor: knowrithm
                secrets: ["${NO_SUCH_VARIABLE_HERE}", "file:/no/such/file"]
              - id: pbx
                vendor: onecom
                zone: Asia/Jerusalem
                allow_unsigned: true
            """);

    Shell shell = map("--sources", sources, "--source", "pbx", write("call.json", CALL));

    assertThat(shell.exitCode()).isZero();
    assertThat(shell.json().get("events").get(0).get("source").asString()).isEqualTo("pbx");
  }

  @Test
  void anExplanationShowsFieldsVariablesAnswersAndTheFate() throws IOException {
    String file = write("two.json", "[" + CALL + ", {\"dst\": \"101\"}]");

    JsonNode mapped = map("--source", "onecom", "--explain", file).json();

    JsonNode why = mapped.get("explain").get(0);
    assertThat(why.get("fields").get("from").get("value").asString()).isEqualTo("0500000101");
    assertThat(why.get("fields").get("from").get("key").asString()).isEqualTo("realsrc");
    assertThat(why.get("variables").get("$direction").asString()).isEqualTo("inbound");
    assertThat(why.get("variables").get("$toExt").asString()).isEqualTo("214");
    assertThat(why.get("variables").get("$fromExt").isNull()).isTrue();
    assertThat(why.get("variables").get("$name").asString()).isEqualTo("(function)");
    assertThat(why.get("answers").get(0).get("direction").asString()).isEqualTo("inbound");
    assertThat(why.get("fate").get("canonical").get(0))
        .isEqualTo(mapped.get("events").get(0).get("event_id"));
    assertThat(mapped.get("explain").get(1).get("fate").get("rejected").asString())
        .isEqualTo("neither a call record nor a notification");
    assertThat(mapped.get("explain")).hasSize(2);
  }

  @Test
  void anExplanationReachesIntoABlock() throws IOException {
    String file =
        write(
            "lead.json",
            "{\"event\": \"lead.updated\", \"data\": {\"id\": \"l1\", \"new_status\": \"won\"}}");

    JsonNode why = map("--source", "knowrithm", "--explain", file).json().get("explain").get(0);

    assertThat(why.get("variables").get("$kind").asString()).isEqualTo("lead.updated");
    assertThat(why.get("variables").get("$state").asString()).isEqualTo("won");
    assertThat(why.get("fields").get("new_state").get("key").asString())
        .isEqualTo("data.new_status");
  }

  @Test
  void anExplanationChangesNothing() throws IOException {
    String file = write("batch.json", "[" + CALL + ", {\"phone\": \"214\"}, 7]");

    JsonNode plain = map("--source", "onecom", file).json();
    JsonNode explained = map("--source", "onecom", "--explain", file).json();

    assertThat(explained.get("events")).isEqualTo(plain.get("events"));
    assertThat(explained.get("rejected")).isEqualTo(plain.get("rejected"));
  }

  static Stream<Arguments> wrongCalls() {
    return Stream.of(
        wrong("no source nobody; there are: ", "--source", "nobody"),
        wrong("no vendor nobody; there are: ", "--vendor", "nobody"),
        wrong("say either --source ID or --vendor V"),
        wrong("say either --source ID or --vendor V", "--source", "onecom", "--vendor", "onecom"),
        wrong("carry no zone; say --zone", "--vendor", "onecom"),
        wrong("zone Mars/Base is none", "--vendor", "onecom", "--zone", "Mars/Base"),
        wrong("region XX is none", "--vendor", "knowrithm", "--region", "XX"),
        wrong("--zone and --region go with --vendor", "--source", "onecom", "--region", "IL"),
        wrong("no door back; there are: call", "--source", "onecom", "--door", "back"),
        wrong("--channel is hook or pull", "--source", "onecom", "--channel", "push"),
        wrong("--api goes with --channel pull", "--source", "onecom", "--api", "cdrs"),
        wrong(
            "no API calls; there are: cdrs",
            "--source",
            "onecom",
            "--channel",
            "pull",
            "--api",
            "calls"),
        wrong("--received-at is no instant", "--source", "onecom", "--received-at", "today"),
        wrong("--delivery-id is no UUID", "--source", "onecom", "--delivery-id", "7"),
        wrong("no such folder: ", "--source", "onecom", "--vendors", "/no/such/folder"),
        wrong("no file that can be read: ", "--source", "onecom", "--sources", "/no/such/file"));
  }

  private static Arguments wrong(String message, String... words) {
    return Arguments.of(message, words);
  }

  @ParameterizedTest
  @MethodSource("wrongCalls")
  void aWrongCallSaysWhatIsWrong(String message, String[] words) throws IOException {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = write("call.json", CALL);

    Shell shell = map(all);

    assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains(message);
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsAWrongCall() {
    Shell shell = map("--source", "onecom", folder.resolve("gone.json").toString());

    assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("no file that can be read").contains("gone.json");
  }

  private static Shell map(String... words) {
    return Shell.run(MapCommand::new, words);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static String deliveryId(String line) {
    return new Shell(0, line, "").json().get("events").get(0).get("delivery_id").asString();
  }

  private static List<Integer> indexes(JsonNode elements, String name) {
    return elements.valueStream().map(element -> element.get(name).asInt()).toList();
  }
}
