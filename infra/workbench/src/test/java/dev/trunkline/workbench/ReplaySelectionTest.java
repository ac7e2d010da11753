package dev.trunkline.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trunkline.store.Selection;
import dev.trunkline.store.Sought;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class ReplaySelectionTest {

  private static final Instant NOW = Instant.parse("2026-03-09T12:00:00Z");
  private static final String ONE = "0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f";
  private static final String OTHER = "0190f3c8-7a53-7d2f-8a1c-4b2e3d5c6f70";

  @TempDir Path folder;

  @Test
  void aDayIsItsFirstMomentInUtcAndTheEndIsNow() {
    assertThat(selected("--source", "onecom", "--from", "2026-03-01"))
        .isEqualTo(new Selection.Range("onecom", null, Instant.parse("2026-03-01T00:00:00Z"), NOW));
  }

  @Test
  void whatIsStillToComeIsNotMeant() {
    assertThat(selected("--source", "onecom", "--from", "2026-03-01", "--to", "2026-03-10"))
        .isEqualTo(new Selection.Range("onecom", null, Instant.parse("2026-03-01T00:00:00Z"), NOW));
  }

  @Test
  void anInstantMayBeInAnyZone() {
    assertThat(
            selected(
                "--vendor",
                "onecom",
                "--from",
                "2026-03-01T02:00:00+02:00",
                "--to",
                "2026-03-02T10:00:00Z"))
        .isEqualTo(
            new Selection.Range(
                null,
                "onecom",
                Instant.parse("2026-03-01T00:00:00Z"),
                Instant.parse("2026-03-02T10:00:00Z")));
  }

  @Test
  void idsStandByCommasOrInAFile() throws IOException {
    // given
    Path file = Files.writeString(folder.resolve("ids"), ONE + "\n\n" + OTHER + "\n");
    Selection both = new Selection.Ids(Set.of(UUID.fromString(ONE), UUID.fromString(OTHER)));

    // when, then
    assertThat(selected("--ids", ONE + "," + OTHER)).isEqualTo(both);
    assertThat(selected("--ids", "@" + file)).isEqualTo(both);
    assertThat(selected("--ids=@" + file)).isEqualTo(both);
  }

  static Stream<String> wrongCalls() {
    return Stream.of(
        "",
        "--source onecom",
        "--from 2026-03-01",
        "--source onecom --vendor onecom --from 2026-03-01",
        "--source onecom --from yesterday",
        "--source onecom --from 2026-02-30",
        "--source onecom --from 2026-03-01T10:00:00",
        "--source onecom --from 2026-03-02 --to 2026-03-02",
        "--source onecom --from 2026-03-10",
        "--phone 0500000123",
        "--phone 2025550143",
        "--letters the-largest",
        "--error=",
        "--phone +12025550143 --letters 62774cc3",
        "--phone +12025550143 --ids " + ONE,
        "--phone +12025550143 --from 2026-03-10",
        "--ids pbx24-1",
        "--ids @no-such-file",
        "--ids " + ONE + " --from 2026-03-01");
  }

  @ParameterizedTest
  @MethodSource("wrongCalls")
  void whatDoesNotSayWhichDeliveriesIsAWrongCall(String words) {
    CommandFailure failure =
        catchThrowableOfType(
            CommandFailure.class,
            () -> selected(words.isEmpty() ? new String[0] : words.split(" ")));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void whatIsKnownOfDeliveriesMayBeNarrowed() {
    // given
    ReplaySelection selection = new ReplaySelection();
    String[] words = "--phone +12025550143 --source onecom --to 2026-03-10".split(" ");

    // when
    CommandLine.populateCommand(selection, words);

    // then
    Sought sought = selection.sought(NOW);
    assertThat(sought)
        .isEqualTo(new Sought(new Sought.By.Phone("+12025550143"), "onecom", null, null, NOW));
    assertThat(String.valueOf(sought)).doesNotContain("2025550143");
  }

  private static Selection selected(String... words) {
    ReplaySelection selection = new ReplaySelection();
    CommandLine.populateCommand(selection, words);
    selection.refuseWrong(NOW);
    return selection.selection(NOW);
  }
}
