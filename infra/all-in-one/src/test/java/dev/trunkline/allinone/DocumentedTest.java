package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.trunkline.load.Story;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Vendors;
import dev.trunkline.workbench.ExitCode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the documentation shows is run: every query, every command, every sources file. */
class DocumentedTest {

  private static final Path HOME = home();
  private static final OneInstallation HERE = OneInstallation.shared();
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);

  /**
   * The call that the documents speak of, one of a source that only the demo has, and a dead letter
   * of the group that they name.
   */
  @BeforeAll
  static void sendTheCallThatTheDocumentsName() {
    Story other =
        HERE.repertoire.stories().stream()
            .filter(told -> told.door().source().equals("onecom-2"))
            .findFirst()
            .orElseThrow();
    HERE.sender.send(other.door(), other.asTold()).join();
    Story dead = HERE.story("onecom", "m11-no-id");
    HERE.sender.send(dead.door(), dead.asTold()).join();
    Story story = HERE.story("onecom", "w01-mirta-inbound");
    HERE.sender.send(story.door(), story.asTold()).join();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        HERE.rows(
                            "select call_id from analytics.calls where call_id = ?",
                            "onecom/pbx24-1754337031.4200007"))
                    .hasSize(1));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        HERE.rows("select stage from app.dead_letters where group_id = '62774cc3'"))
                    .isNotEmpty());
  }

  static Stream<String> queries() {
    return blocks("sql");
  }

  @ParameterizedTest
  @MethodSource("queries")
  void aQueryRuns(String sql) {
    assertThatCode(() -> HERE.rows(sql.strip().replaceAll(";$", ""))).doesNotThrowAnyException();
  }

  static Stream<String> commands() {
    return blocks("")
        .flatMap(String::lines)
        .filter(line -> line.startsWith("./trunkline "))
        .map(line -> line.replaceFirst("\\s+#.*", "").strip())
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandDoesWhatItIsShownFor(String shown) {
    List<String> words =
        new ArrayList<>(Arrays.asList(shown.replace("./trunkline ", "").split("\\s+")));
    CommandLine line = Main.commandLine();
    switch (words.get(0)) {
      case "test" -> assertThat(words).hasSize(1); // this very run
      case "demo", "up", "drill" ->
          // Run as processes by UpTest, DemoTest and DrillTest; here the words must be understood.
          assertThatCode(() -> line.parseArgs(words.toArray(String[]::new)))
              .doesNotThrowAnyException();
      case "bench" -> {
        line.parseArgs(words.toArray(String[]::new));
        if (!words.contains("writer")) { // BenchWriterTest runs that one
          assertThat(
                  line.execute(words.stream().map(DocumentedTest::atHome).toArray(String[]::new)))
              .isZero();
        }
      }
      case "map", "vendors", "sources" -> {
        // These find files beside the launcher, and no running system.
        words.replaceAll(DocumentedTest::atHome);
        if (words.contains("add")) {
          words.addAll(
              List.of(
                  "--sources",
                  HERE.data
                      .resolve(words.get(words.indexOf("--id") + 1) + "/sources.yaml")
                      .toString()));
        }
        assertThat(line.execute(words.toArray(String[]::new))).isZero();
      }
      case "config", "completion" ->
          assertThat(line.execute(words.toArray(String[]::new))).isZero();
      case "doctor" -> {
        words.replaceAll(DocumentedTest::atHome);
        words.addAll(List.of("--data", HERE.data.toString()));
        // What it finds of the machine is the machine's: its servers are DoctorTest's.
        assertThat(line.execute(words.toArray(String[]::new))).isIn(ExitCode.OK, ExitCode.PROBLEMS);
      }
      default -> {
        if (words.get(0).equals("tail") && !words.contains("--seconds")) {
          words.addAll(List.of("--seconds", "1")); // shown without an end, which is Ctrl-C
        }
        words.replaceAll(DocumentedTest::atHome);
        words.addAll(List.of("--data", HERE.data.toString()));
        assertThat(line.execute(words.toArray(String[]::new))).isZero();
      }
    }
  }

  /** What is a file's way from where the launcher lies, as a way from here. */
  private static String atHome(String word) {
    if (word.equals("target/my-vendors") || word.equals("target/support.zip")) {
      return HERE.data.resolve(word.replace("target/", "")).toString(); // made anew each time
    }
    Path file = HOME.resolve(word);
    return !word.startsWith("-") && Files.exists(file) ? file.toString() : word;
  }

  static Stream<String> sourcesFiles() {
    return blocks("yaml").filter(yaml -> yaml.startsWith("sources:"));
  }

  @ParameterizedTest
  @MethodSource("sourcesFiles")
  void aSourcesFileIsAccepted(String yaml) {
    Sources sources = Sources.read(new StringReader(yaml), vendors(), name -> "secret-of-" + name);

    assertThat(sources.all()).isNotEmpty();
    assertThat(sources.warnings()).isEmpty();
  }

  /** The vendors that the documents speak of. */
  private static Vendors vendors() {
    return Vendors.builtIn().with(Vendors.load(HOME.resolve("docs/examples/vendors")));
  }

  @ParameterizedTest
  @CsvSource({"yaml,vendor.yaml", "jsonata,mapping.jsonata", "json,samples/no-answer.json"})
  void theVendorThatIsAddedInTheGuideIsTheOneInItsFolder(String language, String file) {
    String folder = read(HOME.resolve("docs/examples/vendors/exotel").resolve(file));

    assertThat(blocksOf(HOME.resolve("docs/adding-a-vendor.md"), language))
        .anySatisfy(block -> assertThat(block.strip()).isEqualTo(folder.strip()));
  }

  @Test
  void everyLinkLeadsSomewhere() {
    Pattern link = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    documents()
        .forEach(
            document -> {
              Matcher links = link.matcher(read(document));
              while (links.find()) {
                assertThat(document.getParent().resolve(links.group(1)))
                    .as("link in " + HOME.relativize(document))
                    .exists();
              }
            });
  }

  private static Stream<String> blocks(String language) {
    return documents().flatMap(document -> blocksOf(document, language));
  }

  private static Stream<String> blocksOf(Path document, String language) {
    return BLOCK
        .matcher(read(document))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2));
  }

  private static Stream<Path> documents() {
    try (Stream<Path> files = Files.walk(HOME)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !HOME.relativize(file).toString().matches("(.*/)?target/.*"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path document) {
    try {
      return Files.readString(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path home() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("trunkline"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
