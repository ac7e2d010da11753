package dev.trunkline.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Journal;
import dev.trunkline.load.Verdict;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.TopicKeeper;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What a shell is told, and what a person reads with it. */
@WithBackbone
class ExitCodeTest {

  private static final String[] ELSEWHERE = {
    "--kafka",
    "127.0.0.1:9",
    "--postgres",
    "postgresql://a:b@127.0.0.1:9/c",
    "--gateway",
    "http://127.0.0.1:9"
  };

  @TempDir Path data;

  static Stream<Callable<Integer>> commands() {
    SendCommand send = new SendCommand();
    return Stream.of(
        send,
        new StatusCommand(),
        new TailCommand(),
        new TraceCommand(),
        new AuditCommand(data -> Journal.NONE));
  }

  @Test
  void theCodesAreThoseOfTheContract() {
    assertThat(
            List.of(
                ExitCode.OK,
                ExitCode.PROBLEMS,
                ExitCode.USAGE,
                ExitCode.UNREACHABLE,
                ExitCode.REFUSED,
                ExitCode.UNSETTLED))
        .containsExactly(0, 1, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whereNothingRunsACommandSaysHowToStart(Callable<Integer> command) {
    // given
    List<String> words = new ArrayList<>(List.of("--data", data.toString()));
    if (command instanceof SendCommand) {
      words.addAll(List.of("--source", "onecom"));
    } else if (command instanceof TraceCommand) {
      words.add("pbx24-1");
    }

    // when
    CommandFailure failure = failure(command, words.toArray(String[]::new));

    // then
    assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(failure).hasMessageContaining("start it with: trunkline up --data " + data);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aWordThatIsNoneIsAWrongCall(Callable<Integer> command) {
    CommandLine line = new CommandLine(command);
    line.setErr(new PrintWriter(new ByteArrayOutputStream()));

    assertThat(line.execute("--no-such-option")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void anUnknownSourceIsAWrongCallThatNamesTheKnownOnes() {
    CommandFailure failure = failure(new SendCommand(), with("--source", "nobody"));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure)
        .hasMessage(
            "no source nobody; there are: knowrithm, onecom, knowlarity, mg-digital-leads, convoso");
  }

  @Test
  void whatIsNeitherASampleNorAFileIsAWrongCall() {
    CommandFailure failure = failure(new SendCommand(), with("--source", "onecom", "no-such"));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure).hasMessage("no-such is neither a sample of onecom nor a file; see --list");
  }

  @Test
  void anAuditOfStagesThatHaveNotReadAllIsUnsettled(Backbone backbone, Kafka kafka) {
    // given
    try (Admin admin = Admin.create(new KafkaClients(backbone.bootstrapServers()).common())) {
      new TopicKeeper(admin, (short) 1).ensure(Topics.all(List.of("onecom")));
    }
    kafka.produce("raw.onecom.v1", "d", "{}");

    // when
    CommandFailure failure =
        failure(
            new AuditCommand(data -> Journal.NONE),
            with("--kafka", backbone.bootstrapServers(), "--wait", "0"));

    // then
    assertThat(failure.exitCode()).isEqualTo(ExitCode.UNSETTLED);
  }

  @Test
  void aBrokenPromiseIsPrintedAndNotAtEndlessLength() {
    // given
    List<String> violations = IntStream.range(0, 25).mapToObj(i -> "delivery d" + i).toList();
    Verdict verdict =
        new Verdict(
            List.of(
                new Verdict.Equation("E1", "kept", 3, List.of()),
                new Verdict.Equation("E4", "one fate", 30, violations)),
            List.of(new Verdict.Stage("normalizer", 0, 0)),
            List.of(new Verdict.Hour(Instant.parse("2026-03-01T10:00:00Z"), 9, 8, 7, 6, 5, 4)));

    // when
    String told = printed(verdict, false);

    // then
    assertThat(told)
        .contains("holds   E1", "BROKEN  E4", "delivery d19", "and 5 more")
        .doesNotContain("delivery d20")
        .containsPattern("2026-03-01 10:00 +9 +8 +7 +6 +5 +4")
        .endsWith("audit: a promise is violated" + System.lineSeparator());
    assertThat(printed(verdict, true))
        .contains("\"delivery d24\"", "\"hour\":\"2026-03-01T10:00:00Z\"");
  }

  private static String printed(Verdict verdict, boolean json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AuditReport.print(verdict, new PrintStream(out, true, UTF_8), json);
    return out.toString(UTF_8);
  }

  private static String[] with(String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    for (int i = 0; i < ELSEWHERE.length; i += 2) {
      if (!all.contains(ELSEWHERE[i])) {
        all.add(ELSEWHERE[i]);
        all.add(ELSEWHERE[i + 1]);
      }
    }
    return all.toArray(String[]::new);
  }

  private static CommandFailure failure(Callable<Integer> command, String... words) {
    new CommandLine(command).parseArgs(words);
    try {
      throw new AssertionError("it ended with " + command.call());
    } catch (CommandFailure failure) {
      return failure;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
