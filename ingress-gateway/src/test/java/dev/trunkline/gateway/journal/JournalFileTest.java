package dev.trunkline.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A place is given once, whatever was removed and whenever the file was closed. */
class JournalFileTest {

  private static final int BODY = 2_000;

  @TempDir Path folder;

  @Test
  void theNewestPlaceIsRememberedWhereItsRowIs() throws SQLException {
    try (JournalFile file = JournalFile.open(folder)) {
      file.commit(rows(1, 3), 1, 0, List.of(), 3);
      file.commit(rows(4, 6), 1, 2, List.of(), 6);
      file.commit(rows(7, 7), 1, 0, List.of(), 7);
    }
    assertLastAndFirst(7, 3);
  }

  @Test
  void andWhereAllRowsAreRemoved() throws SQLException {
    try (JournalFile file = JournalFile.open(folder)) {
      file.commit(rows(1, 5), 1, 0, List.of(), 5);
      file.commit(List.of(), 1, 5, List.of(), 5);
    }
    assertLastAndFirst(5, 6);
  }

  @Test
  void andWhereTheNewestRowsArePutAside() throws SQLException {
    try (JournalFile file = JournalFile.open(folder)) {
      file.commit(rows(1, 5), 1, 0, List.of(), 5);
      file.commit(List.of(), 1, 0, List.of(4L, 5L), 5);
    }
    assertLastAndFirst(5, 1);
  }

  @Test
  void andWhereItIsBeyondTheRows() throws SQLException {
    try (JournalFile file = JournalFile.open(folder)) {
      file.commit(rows(1, 5), 1, 0, List.of(), 9); // as a salvaged one
    }
    assertLastAndFirst(9, 1);
  }

  @Test
  void itsBytesAreKnownToSomeEntries() throws SQLException {
    try (JournalFile file = JournalFile.open(folder)) {
      long empty = file.bytes();
      for (long seq = 1; seq <= 500; seq++) {
        file.commit(rows(seq, seq), 1, 0, List.of(), seq);
        assertThat(file.bytes() - empty).isGreaterThan(seq * BODY - 2 * 64 * 1024);
      }
      file.commit(List.of(), 1, 500, List.of(), 500);
      assertThat(file.bytes()).isLessThan(empty + 64 * 1024);
    }
  }

  private void assertLastAndFirst(long last, long first) throws SQLException {
    try (JournalFile file = JournalFile.open(folder)) {
      assertThat(file.last()).isEqualTo(last);
      assertThat(file.first()).isEqualTo(first);
    }
  }

  private static List<Row> rows(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(
            seq ->
                Row.of(
                    seq, 0, new Entry("topic", "d" + seq, Map.of(), new byte[BODY], false), "{}"))
        .toList();
  }
}
