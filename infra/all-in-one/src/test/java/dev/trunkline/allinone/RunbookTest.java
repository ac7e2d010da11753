package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.gateway.journal.JournalRefusal;
import dev.trunkline.workbench.SourceVerdict;
import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;

/** Whatever can raise an alarm says a word that the runbook explains. */
class RunbookTest {

  private static final Pattern METER =
      Pattern.compile(
          "(?:Gauge\\s*\\.builder|Timer\\s*\\.builder|DistributionSummary\\s*\\.builder|MultiGauge\\s*\\.builder|\\.counter|\\.gauge|\\.timer|\\bcount)\\(\\s*\"(trunkline\\.[a-z.]+[a-z])\"");
  private static final Pattern EQUATION = Pattern.compile("\"(E\\d)\"");
  private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (trunkline_\\w+) ");
  private static final Pattern INLINE = Pattern.compile("`(\\./trunkline [^`\\n]+)`");
  private static final Pattern COMMAND = Pattern.compile("(?m)^(\\./trunkline .+)$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern ANCHOR = Pattern.compile("\\]\\(#([^)]+)\\)");
  private static final Pattern PROOF = Pattern.compile("`(\\w+Test)`");

  private static final Path HOME = home();
  private static final String RUNBOOK = read(HOME.resolve("docs/runbook.md"));

  @Test
  void everyReasonIsExplained() throws ReflectiveOperationException {
    Set<String> words = new TreeSet<>();
    for (SourceVerdict verdict : SourceVerdict.values()) {
      words.add(verdict.wire());
    }
    for (JournalRefusal.Cause cause : JournalRefusal.Cause.values()) {
      words.add(cause.wire());
    }
    for (Object refusal : constants("dev.trunkline.gateway.Refusal")) {
      words.add(said(refusal, "code"));
    }
    for (Object cause : constants("dev.trunkline.recordings.Cause")) {
      words.add(cause.toString().toLowerCase(Locale.ROOT));
    }
    for (Method bean : HealthConfiguration.class.getDeclaredMethods()) {
      Bean named = bean.getAnnotation(Bean.class);
      if (named != null && named.value().length > 0) {
        words.add(named.value()[0].replace("HealthIndicator", ""));
      }
    }
    words.remove(SourceVerdict.FINE.wire());

    assertThat(words).hasSizeGreaterThan(40).allSatisfy(RunbookTest::isExplained);
  }

  @Test
  void everyClassOfSqlStatesIsExplained() throws ReflectiveOperationException {
    String table = section("### Postgres refuses or is away");

    for (Object known : constants("dev.trunkline.plumbing.failure.SqlClass")) {
      Field prefix = known.getClass().getDeclaredField("prefix");
      assertThat(table).containsPattern("(?m)^\\|[^|]*\\b" + open(prefix).get(known) + "\\b");
    }
  }

  @Test
  void everyMeterAndEquationOfTheCodeIsExplained() {
    Set<String> meters = new TreeSet<>();
    Set<String> equations = new TreeSet<>();
    sources()
        .forEach(
            source -> {
              METER.matcher(source).results().forEach(found -> meters.add(found.group(1)));
              EQUATION.matcher(source).results().forEach(found -> equations.add(found.group(1)));
            });

    assertThat(meters).hasSizeGreaterThan(30).allSatisfy(meter -> isMeter(meter.replace('.', '_')));
    assertThat(equations)
        .contains("E1", "E8")
        .allSatisfy(equation -> assertThat(RUNBOOK).contains("| " + equation + " |"));
  }

  /** Also those whose names are made. */
  @Test
  void everyMeterOfARunningSystemIsExplained() throws IOException, InterruptedException {
    String page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        OneInstallation.shared()
                            .installation
                            .address()
                            .workbench()
                            .resolve("/actuator/prometheus"))
                    .build(),
                BodyHandlers.ofString())
            .body();

    assertThat(FAMILY.matcher(page).results().map(found -> found.group(1)).toList())
        .anyMatch(family -> family.startsWith("trunkline_journal_"))
        .allSatisfy(RunbookTest::isMeter);
  }

  @Test
  void everyFaultIsToldOnceAndInOrder() {
    assertThat(
            Pattern.compile("(?m)^\\| (F\\d+) \\|")
                .matcher(RUNBOOK)
                .results()
                .map(found -> found.group(1)))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 42).mapToObj(n -> "F" + n).toList());
  }

  @Test
  void everyProofThatIsNamedIsThere() {
    Set<String> tests;
    try (Stream<Path> files = Files.walk(HOME)) {
      tests =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith("Test.java"))
              .map(name -> name.replace(".java", ""))
              .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new AssertionError(e);
    }

    assertThat(PROOF.matcher(RUNBOOK).results().map(found -> found.group(1)).toList())
        .hasSizeGreaterThan(40)
        .isSubsetOf(tests);
  }

  @Test
  void whatIsNamedInALineStandsWhereItIsRun() {
    List<String> run = COMMAND.matcher(RUNBOOK).results().map(found -> found.group(1)).toList();

    assertThat(INLINE.matcher(RUNBOOK).results().map(found -> found.group(1)).toList())
        .isNotEmpty()
        .isSubsetOf(run);
  }

  @Test
  void everyWayWithinItLeadsToASection() {
    List<String> headings =
        HEADING
            .matcher(RUNBOOK)
            .results()
            .map(
                found ->
                    found
                        .group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
            .toList();

    assertThat(ANCHOR.matcher(RUNBOOK).results().map(found -> found.group(1)).toList())
        .hasSizeGreaterThan(20)
        .isSubsetOf(headings);
  }

  private static void isExplained(String word) {
    assertThat(RUNBOOK).as(word).contains("`" + word + "`");
  }

  private static void isMeter(String name) {
    assertThat(
            Pattern.compile("`(trunkline_\\w+)[`{]")
                .matcher(section("## Meters"))
                .results()
                .map(found -> found.group(1))
                .toList())
        .as(name)
        .anyMatch(known -> known.startsWith(name) || name.startsWith(known));
  }

  private static String section(String heading) {
    String from = RUNBOOK.substring(RUNBOOK.indexOf("\n" + heading + "\n") + 1);
    int end = from.indexOf("\n##", 1);
    return end < 0 ? from : from.substring(0, end);
  }

  private static List<Object> constants(String type) throws ClassNotFoundException {
    return Arrays.asList(Class.forName(type).getEnumConstants());
  }

  private static String said(Object constant, String name) throws ReflectiveOperationException {
    return (String) open(constant.getClass().getDeclaredMethod(name)).invoke(constant);
  }

  private static <T extends AccessibleObject> T open(T member) {
    member.setAccessible(true);
    return member;
  }

  private static Stream<String> sources() {
    try (Stream<Path> files = Files.walk(HOME)) {
      return files
          .filter(file -> file.toString().matches(".*/src/main/java/.*\\.java"))
          .map(RunbookTest::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
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
