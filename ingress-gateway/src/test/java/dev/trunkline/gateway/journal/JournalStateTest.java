package dev.trunkline.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees of a journal from outside. */
class JournalStateTest {

  @TempDir Path folder;

  @Test
  void whereThereIsNoneThereIsNothingToSay() throws IOException {
    assertThat(JournalState.of(folder)).isEmpty();
  }

  @Test
  void aJournalThatIsWrittenToIsSeenAsItIs() throws Exception {
    try (JournalFile file = JournalFile.open(folder)) {
      file.commit(rows(1, 300), 1, 0, List.of(), 300);
      JournalState full = JournalState.of(folder).orElseThrow();
      file.commit(List.of(), 1, 290, List.of(299L), 300);

      JournalState drained = JournalState.of(folder).orElseThrow();

      assertThat(full.check()).isEqualTo("ok");
      assertThat(full.entries()).isEqualTo(300);
      assertThat(full.bytes()).isGreaterThan(600_000);
      assertThat(drained.entries()).isEqualTo(9);
      assertThat(drained.damaged()).isEqualTo(1);
      assertThat(drained.bytes()).isLessThan(200_000);
    }
  }

  @Test
  void whatTheDiskGaveBackWronglyShows() throws Exception {
    // given
    try (JournalFile file = JournalFile.open(folder)) {
      file.commit(rows(1, 300), 1, 0, List.of(), 300);
    }
    Files.createDirectory(folder.resolve("damaged-1"));
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve(JournalFile.NAME).toFile(), "rw")) {
      file.seek(8 * 4_096);
      file.write(new byte[20 * 4_096]);
    }

    // when
    JournalState state = JournalState.of(folder).orElseThrow();

    // then
    assertThat(state.check()).isNotEqualTo("ok");
    assertThat(state.aside()).containsExactly("damaged-1");
  }

  private static List<Row> rows(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(
            seq ->
                Row.of(
                    seq, 0, new Entry("topic", "d" + seq, Map.of(), new byte[2_000], false), "{}"))
        .toList();
  }
}
