package dev.trunkline.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningSystemTest {

  @TempDir Path data;

  @Test
  void whatIsAnnouncedIsFound() {
    // given
    RunningSystem system = system(ProcessHandle.current().pid());

    // when
    system.announce(data);

    // then
    assertThat(RunningSystem.at(data)).isEqualTo(system);
  }

  @Test
  void aWordFromBeforeVendorsCouldBeMountedIsUnderstood() throws IOException {
    // given
    long pid = ProcessHandle.current().pid();
    Files.writeString(
        data.resolve("running.json"),
        """
        {"pid": %d, "gateway": "http://127.0.0.1:8080", "workbench": "http://127.0.0.1:8081",
         "kafka": "127.0.0.1:9092", "jdbcUrl": "jdbc:postgresql://127.0.0.1:5433/trunkline"}
        """
            .formatted(pid));

    // when
    RunningSystem found = RunningSystem.at(data);

    // then
    assertThat(found.pid()).isEqualTo(pid);
    assertThat(found.vendors()).isNull();
    assertThat(found.definitions().sources().all()).isNotEmpty();
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    // when
    system(ProcessHandle.current().pid()).announce(data);

    // then
    try (var files = Files.list(data)) {
      assertThat(files.toList())
          .singleElement()
          .satisfies(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void theLatestWordCountsWhateverWasLeftThere() throws IOException {
    // given
    Files.writeString(data.resolve("running.json.new"), "half of");
    system(1).announce(data);
    RunningSystem later = system(ProcessHandle.current().pid());

    // when
    later.announce(data);

    // then
    assertThat(RunningSystem.at(data)).isEqualTo(later);
  }

  @Test
  void whatIsForgottenIsNotFound() {
    // given
    system(ProcessHandle.current().pid()).announce(data);

    // when
    RunningSystem.forget(data);
    RunningSystem.forget(data);

    // then
    nothingRuns();
  }

  @Test
  void aProcessThatHasDiedRunsNothing() throws Exception {
    // given
    Process process = new ProcessBuilder("true").start();
    process.waitFor();

    // when
    system(process.pid()).announce(data);

    // then
    nothingRuns();
  }

  @Test
  void halfAWordIsNone() throws IOException {
    for (String left : new String[] {"", "{\"pid\": 1", "{}", "[]"}) {
      Files.writeString(data.resolve("running.json"), left);
      nothingRuns();
    }
  }

  private void nothingRuns() {
    CommandFailure failure =
        catchThrowableOfType(CommandFailure.class, () -> RunningSystem.at(data));
    assertThat(failure.exitCode()).isEqualTo(3);
    assertThat(failure)
        .hasMessageContaining("nothing is running on " + data)
        .hasMessageContaining("trunkline up --data " + data);
  }

  private static RunningSystem system(long pid) {
    return new RunningSystem(
        pid,
        URI.create("http://127.0.0.1:8080"),
        URI.create("http://127.0.0.1:8081"),
        "127.0.0.1:9092",
        "jdbc:postgresql://127.0.0.1:5433/trunkline?user=ann&password=pw",
        null,
        "/srv/vendors");
  }
}
