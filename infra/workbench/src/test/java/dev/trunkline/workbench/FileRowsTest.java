package dev.trunkline.workbench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trunkline.canonical.EventJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a file to bodies of deliveries, with no Kafka. */
class FileRowsTest {

  @TempDir Path folder;

  @Test
  void theLinesOfNdjsonKeepTheirBytes() throws IOException {
    // given
    String lines =
        """
        \uFEFF{"uniqueid" : "a.1",  "note":"שלום"}\r

          \t
        {"uniqueid":"a.2"}""";

    // when
    List<Chunks.Chunk> chunks = chunks("calls.ndjson", true, lines.getBytes(UTF_8));

    // then
    assertThat(chunks).hasSize(1);
    assertThat(chunks.getFirst().rows()).isEqualTo(2);
    assertThat(new String(chunks.getFirst().body(), UTF_8))
        .isEqualTo("[{\"uniqueid\" : \"a.1\",  \"note\":\"שלום\"},{\"uniqueid\":\"a.2\"}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":", "[1]", "42", "{} {}", "phone=1", "{\"a\":\"\u00e9\"}"})
  void aLineThatIsNoObjectIsKeptAsATextAndSpoilsNoOther(String odd) throws IOException {
    // given: in Latin-1, so that one of them is no UTF-8
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("{\"uniqueid\":\"a.1\"}\n\n".getBytes(UTF_8));
    file.writeBytes((odd + "\n{\"uniqueid\":\"a.2\"}\n").getBytes(ISO_8859_1));

    // when
    List<Chunks.Chunk> chunks = chunks("calls.jsonl", true, file.toByteArray());

    // then
    assertThat(chunks).hasSize(1);
    assertThat(chunks.getFirst().troubles()).containsExactly("line 3 is no JSON object");
    var body = EventJson.mapper().readTree(chunks.getFirst().body());
    assertThat(body).hasSize(3);
    assertThat(body.get(1).asString()).isEqualTo(odd);
  }

  @Test
  void aDeliveryHasFiftyRowsAndAQuarterOfAMebibyteAtMost() throws IOException {
    // given
    String small = "{\"a\":1}\n".repeat(120);
    String large = ("{\"a\":\"" + "x".repeat(100_000) + "\"}\n").repeat(5);
    String huge = "{\"a\":\"" + "x".repeat(900_000) + "\"}\n";

    // when
    List<Chunks.Chunk> chunks =
        chunks("calls.ndjson", true, (small + large + huge + small).getBytes(UTF_8));

    // then
    assertThat(chunks)
        .extracting(Chunks.Chunk::rows)
        .containsExactly(50, 50, 22, 2, 1, 1, 50, 50, 20);
    assertThat(chunks).filteredOn(c -> c.rows() > 1).allMatch(c -> c.body().length <= 256 * 1024);
  }

  @Test
  void aRowThatNoDeliveryCanHoldIsRefusedByItsPlace() {
    String row = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}\n";

    assertThat(refusal("calls.ndjson", "{}\n" + row)).startsWith("line 2 is larger than 1 MiB");
    assertThat(refusal("calls.csv", "a,b\n1,2\n\"" + "x\n".repeat(1 << 19)))
        .startsWith("row 2 is larger than 1 MiB, or has a quote that does not end");
  }

  @Test
  void whoeverGoesOnAtTheEndOfADeliveryMakesTheSameOnes() throws IOException {
    // given
    Random random = new Random(7);
    String rows =
        IntStream.range(0, 400)
            .mapToObj(i -> "{\"i\":" + i + ",\"x\":\"" + "x".repeat(random.nextInt(20_000)) + "\"}")
            .collect(Collectors.joining("\n"));
    RowFile file = file("calls.ndjson", true, rows.getBytes(UTF_8));
    List<Chunks.Chunk> all = chunks(file, 0);

    // when, then
    assertThat(all.size()).isGreaterThan(10);
    for (int i = 0; i < all.size(); i++) {
      assertThat(bodies(chunks(file, all.get(i).first())))
          .isEqualTo(bodies(all.subList(i, all.size())));
    }
  }

  /** What is cut by bytes means what a parser reads, whatever stands in quotes. */
  @ParameterizedTest
  @CsvSource({"1,','", "2,;", "3,'\t'", "4,','", "5,;"})
  void csvIsCutWhereAParserEndsItsRows(long seed, char separator) throws IOException {
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      // given
      CSVFormat format =
          CSVFormat.RFC4180
              .builder()
              .setDelimiter(separator)
              .setRecordSeparator(random.nextBoolean() ? "\n" : "\r\n")
              .get();
      List<List<String>> table = table(random);
      String text = written(table, format, random);
      byte[] header = text.substring(0, text.indexOf('\n') + 1).getBytes(UTF_8);

      // when
      List<Chunks.Chunk> chunks = chunks("calls.csv", true, text.getBytes(UTF_8));

      // then
      List<List<String>> read = new ArrayList<>();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(header);
      for (Chunks.Chunk chunk : chunks) {
        List<List<String>> rows = parsed(chunk.body(), format);
        assertThat(rows.getFirst()).isEqualTo(table.getFirst());
        assertThat(rows).hasSize(chunk.rows() + 1);
        read.addAll(rows.subList(1, rows.size()));
        bytes.write(chunk.body(), header.length, chunk.body().length - header.length);
      }
      assertThat(read).isEqualTo(table.subList(1, table.size()));
      assertThat(bytes.toString(UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void aBrokenRowOfCsvHasADeliveryOfItsOwn() throws IOException {
    List<Chunks.Chunk> chunks =
        chunks("calls.csv", true, "a,b\n1,2\n\"x\"y,3\n4,5\n6,\"open".getBytes(UTF_8));

    assertThat(bodies(chunks))
        .containsExactly("a,b\n1,2\n", "a,b\n\"x\"y,3\n", "a,b\n4,5\n", "a,b\n6,\"open");
    assertThat(chunks.get(1).troubles()).containsExactly("row 2 has a broken quote");
  }

  @Test
  void csvForADefinitionThatReadsNoneBecomesObjects() throws IOException {
    RowFile file =
        file(
            "calls.csv",
            false,
            "name;phone\n\"Fox, \"\"Dana\"\"\";050\n1;2;3\n4\n".getBytes(UTF_8));

    assertThat(file.note()).contains("reads no CSV");
    assertThat(bodies(chunks(file, 0)))
        .containsExactly(
            "[{\"name\":\"Fox, \\\"Dana\\\"\",\"phone\":\"050\"},[\"1\",\"2\",\"3\"],{\"name\":\"4\"}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "calls.csv|a,b,a|a name twice",
        "calls.csv|a,,b|a column without a name",
        "calls.json|{} {}|name it .ndjson",
        "calls.json|'\"text\"'|one array or one object",
        "calls.txt|x|--file wants .ndjson"
      })
  void aFileThatCannotBeDeliveredSaysWhy(String name, String text, String why) {
    assertThat(refusal(name, text)).contains(why);
  }

  @Test
  void aPageIsDeliveredAsItIsUnlessItIsTooLarge() throws IOException {
    String page = "{ \"data\" : [ {\"uniqueid\":\"a.1\"} ] }\n";

    assertThat(bodies(chunks("page.json", true, page.getBytes(UTF_8)))).containsExactly(page);
    assertThat(refusal("page.json", "[\"" + "x".repeat(1 << 20) + "\"]"))
        .contains("larger than 1 MiB; make it .ndjson");
  }

  private static List<List<String>> table(Random random) {
    int columns = 2 + random.nextInt(4);
    List<List<String>> table = new ArrayList<>();
    table.add(IntStream.range(0, columns).mapToObj(i -> "c" + i).toList());
    int rows = 1 + random.nextInt(130);
    for (int i = 0; i < rows; i++) {
      table.add(IntStream.range(0, columns).mapToObj(c -> cell(random)).toList());
    }
    return table;
  }

  private static String cell(Random random) {
    List<String> parts = List.of("a", "\"", "\n", "\r\n", ",", ";", "\t", " ", "שלום", "'", "");
    // Never empty: a row of nothing is an empty line.
    return "x"
        + IntStream.range(0, random.nextInt(6))
            .mapToObj(i -> parts.get(random.nextInt(parts.size())))
            .collect(Collectors.joining());
  }

  private static String written(List<List<String>> table, CSVFormat format, Random random) {
    String text =
        table.stream().map(row -> format.format(row.toArray())).collect(Collectors.joining("\n"));
    return random.nextBoolean() ? text + "\n" : text;
  }

  private static List<List<String>> parsed(byte[] body, CSVFormat format) throws IOException {
    try (CSVParser parser = CSVParser.parse(new String(body, UTF_8), format)) {
      return parser.stream().map(CSVRecord::toList).toList();
    }
  }

  private String refusal(String name, String text) {
    CommandFailure failure =
        catchThrowableOfType(CommandFailure.class, () -> chunks(name, true, text.getBytes(UTF_8)));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    return String.valueOf(failure.getMessage());
  }

  private List<Chunks.Chunk> chunks(String name, boolean readsCsv, byte[] bytes)
      throws IOException {
    return chunks(file(name, readsCsv, bytes), 0);
  }

  private RowFile file(String name, boolean readsCsv, byte[] bytes) throws IOException {
    return RowFile.of(Files.write(folder.resolve(name), bytes), readsCsv);
  }

  private static List<Chunks.Chunk> chunks(RowFile file, long from) throws IOException {
    List<Chunks.Chunk> all = new ArrayList<>();
    try (Chunks chunks = file.chunks(new ByteArrayInputStream(Files.readAllBytes(file.path())))) {
      chunks.skip(from);
      for (Chunks.Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
        all.add(chunk);
      }
    }
    return all;
  }

  private static List<String> bodies(List<Chunks.Chunk> chunks) {
    return chunks.stream().map(chunk -> new String(chunk.body(), UTF_8)).toList();
  }
}
