package dev.trunkline.workbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The first row of CSV: its columns, and what parts cells.
 *
 * @param bytes as they stand in the file, line end included
 * @param names of the columns
 * @param separator comma, semicolon or tab, whichever the first line has most of
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record CsvHeader(byte[] bytes, List<String> names, char separator) {

  /** What may part cells. */
  static final String SEPARATORS = ",;\t";

  /** Reads the first row. */
  static CsvHeader read(ByteReader in) throws IOException {
    // Not closed: what it reads from has the rows still to give.
    Row first = new CsvRows(in, SEPARATORS, 64 * 1024).next();
    String text = first == null ? null : Utf8.strict(first.bytes());
    if (first == null || text == null) {
      throw unusable(first == null ? "is empty" : "has a header that is not UTF-8");
    }
    char separator = separator(text.lines().findFirst().orElse(""));
    List<String> names = cells(first.bytes(), separator);
    if (names == null) {
      throw unusable("has a header with a broken quote");
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.isBlank() || !seen.add(name)) {
        throw unusable(
            "has a header with " + (name.isBlank() ? "a column without a name" : "a name twice"));
      }
    }
    return new CsvHeader(first.bytes(), names, separator);
  }

  /** The cells of one row; null where it is broken. */
  @Nullable List<String> cells(byte[] row) {
    return cells(row, separator);
  }

  private static @Nullable List<String> cells(byte[] row, char separator) {
    String text = Utf8.strict(row);
    if (text == null) {
      return null;
    }
    CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(separator).get();
    try (CSVParser parser = CSVParser.parse(text, format)) {
      List<CSVRecord> records = parser.getRecords();
      return records.size() == 1 ? List.of(records.get(0).values()) : null;
    } catch (IOException | UncheckedIOException e) {
      return null;
    }
  }

  private static char separator(String line) {
    char best = ',';
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char mark = SEPARATORS.charAt(i);
      best = count(line, mark) > count(line, best) ? mark : best;
    }
    return best;
  }

  private static long count(String text, char mark) {
    return text.chars().filter(c -> c == mark).count();
  }

  private static CommandFailure unusable(String how) {
    return new CommandFailure(
        ExitCode.USAGE,
        "the file "
            + how
            + ": no CSV that can be delivered; it wants a first line of names, each once");
  }
}
