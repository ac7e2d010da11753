package dev.trunkline.allinone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.allinone.doctor.DataFacts.Disk;
import dev.trunkline.allinone.doctor.DataFacts.Lock;
import dev.trunkline.gateway.journal.JournalState;
import dev.trunkline.plumbing.assertion.Finding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

class DataProbesTest {

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final Lock FREE = new Lock(0, false, false);
  private static final Disk DISK = new Disk("ext4", 20 * GIB, 100 * GIB);
  private static final Duration FLUSH = Duration.ofMillis(1);
  private static final JournalState JOURNAL = new JournalState("ok", 3, 0, MIB, List.of());

  @Test
  void aFolderThatFitsIsWell() {
    assertThat(Judged.by(DataProbes.ALL, of("me", List.of(), FREE, DISK, FLUSH, JOURNAL)))
        .isEmpty();
  }

  @Test
  void aFolderThatARunningSystemHoldsIsWell() {
    DataFacts held = of("me", List.of(), new Lock(7, true, true), DISK, FLUSH, JOURNAL);

    assertThat(Judged.by(DataProbes.ALL, held)).isEmpty();
  }

  static Stream<Arguments> broken() {
    Disk memory = new Disk("tmpfs", 20 * GIB, 100 * GIB);
    return Stream.of(
        Arguments.of("folder", "belongs to you", of("you", List.of(), FREE, DISK, FLUSH, JOURNAL)),
        Arguments.of("folder", "cannot be written", of("me", List.of(), FREE, DISK, null, JOURNAL)),
        Arguments.of(
            "rights",
            "operator-token",
            of("me", List.of("operator-token"), FREE, DISK, FLUSH, JOURNAL)),
        Arguments.of(
            "lock",
            "has not said",
            of("me", List.of(), new Lock(0, false, true), DISK, FLUSH, JOURNAL)),
        Arguments.of(
            "disk", "1.0 GiB free", with(new Disk("ext4", GIB, 100 * GIB), FLUSH, JOURNAL)),
        Arguments.of(
            "disk", "the journal leaves", with(new Disk("ext4", MIB, 100 * GIB), FLUSH, JOURNAL)),
        Arguments.of("disk", "in memory", with(memory, Duration.ofNanos(900), JOURNAL)),
        Arguments.of("flush", "80 ms", with(DISK, Duration.ofMillis(80), JOURNAL)),
        Arguments.of("flush", "no disk can do", with(DISK, Duration.ofNanos(900), JOURNAL)),
        Arguments.of(
            "journal",
            "malformed",
            with(DISK, FLUSH, new JournalState("malformed", 0, 0, MIB, List.of()))),
        Arguments.of(
            "journal",
            "put aside",
            with(DISK, FLUSH, new JournalState("ok", 3, 2, MIB, List.of()))),
        Arguments.of(
            "journal",
            "put aside",
            with(DISK, FLUSH, new JournalState("ok", 3, 0, MIB, List.of("damaged-1")))),
        Arguments.of(
            "journal-room",
            "nearly full",
            with(DISK, FLUSH, new JournalState("ok", 3, 0, 4 * GIB, List.of()))));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatDoesNotFitIsNamed(String probe, String what, DataFacts facts) {
    Judged.onlyFinds(DataProbes.ALL, facts, probe, what);
  }

  @Test
  void whatLiesInAFolderIsSeen(@TempDir Path data) throws Exception {
    // given
    Files.writeString(data.resolve("operator-token"), "a token");
    Files.setPosixFilePermissions(
        data.resolve("operator-token"), PosixFilePermissions.fromString("rw-r--r--"));
    Files.createDirectories(data.resolve("definitions/0123456789abcdef0123456789abcdef"));
    Files.createDirectories(data.resolve("journal/damaged-17"));
    Files.write(data.resolve("journal/journal.db"), "no database".getBytes(StandardCharsets.UTF_8));

    // when
    DataFacts facts =
        new DataLook(data, true, DataSize.ofGigabytes(4), DataSize.ofMegabytes(256)).facts();

    // then
    Map<String, List<Finding>> ill = Judged.by(DataProbes.ALL, facts);
    assertThat(ill).containsKeys("rights", "definitions", "journal");
    assertThat(ill.get("rights").getFirst().cure()).startsWith("chmod 600 " + data);
    assertThat(ill.get("definitions").getFirst().what()).contains("no archived definition");
    assertThat(ill.get("journal"))
        .extracting(Finding::what)
        .anyMatch(what -> what.contains("1 files"));
    assertThat(facts.flush()).isPositive();
    assertThat(facts.disk().total()).isPositive();
    assertThat(Files.list(data))
        .extracting(Path::getFileName)
        .map(Path::toString)
        .containsExactlyInAnyOrder("operator-token", "definitions", "journal");
  }

  private static DataFacts with(Disk disk, Duration flush, JournalState journal) {
    return of("me", List.of(), FREE, disk, flush, journal);
  }

  private static DataFacts of(
      String owner, List<String> open, Lock lock, Disk disk, Duration flush, JournalState journal) {
    return new DataFacts(
        "/data", true, owner, "me", open, lock, disk, flush, 2, List.of(), journal, 4 * GIB,
        256 * MIB);
  }
}
