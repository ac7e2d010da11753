package dev.trunkline.vendors;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A page of CSV (RFC 4180), cut at its records' boundaries: quotes are respected, no byte is
 * changed.
 */
final class CsvPage {

  /** Rows and bytes of one part: a lane that a file takes must not be held up by one delivery. */
  private static final int MOST_ROWS = 200;

  private static final int MOST_BYTES = 900 * 1024;

  private final byte[] body;
  private final List<String> names;
  private final List<Row> rows;
  private final int headerEnd;
  private final boolean whole;

  private CsvPage(byte[] body, List<String> names, List<Row> rows, int headerEnd, boolean whole) {
    this.body = body;
    this.names = names;
    this.rows = rows;
    this.headerEnd = headerEnd;
    this.whole = whole;
  }

  /**
   * Where a row stands.
   *
   * @param end of its text; {@code next} is behind its line end
   */
  private record Row(int start, int end, int next, int cells) {}

  /** Finds the records of a page that is UTF-8. */
  static CsvPage of(byte[] body) {
    CsvRecords records = new CsvRecords(body);
    List<Row> rows = new ArrayList<>();
    int headerEnd = 0;
    int columns = 0;
    List<String> names = List.of();
    while (records.next()) {
      if (columns == 0) {
        columns = records.cells();
        headerEnd = records.nextStart();
        names = names(text(body, records));
      } else {
        rows.add(new Row(records.start(), records.end(), records.nextStart(), records.cells()));
      }
    }
    boolean isCut =
        records.isOpen()
            || (rows.isEmpty()
                ? headerEnd == body.length && !endsLine(body, headerEnd)
                : isCut(body, rows.get(rows.size() - 1), columns, endsQuoted(body, headerEnd)));
    return new CsvPage(body, names, rows, headerEnd, !isCut);
  }

  /**
   * Whether a last row looks cut: too few cells, or no line end and no quote where all cells have
   * quotes. A header alone without a line end may be cut too.
   */
  private static boolean isCut(byte[] body, Row last, int columns, boolean isQuoted) {
    return last.cells() < columns
        || (isQuoted && last.next() == last.end() && body[last.end() - 1] != '"');
  }

  private static boolean endsQuoted(byte[] body, int headerEnd) {
    int last = headerEnd - 1;
    while (last > 0 && endsLine(body, last + 1)) {
      last--;
    }
    return body[last] == '"';
  }

  private static boolean endsLine(byte[] body, int end) {
    return end > 0 && (body[end - 1] == '\n' || body[end - 1] == '\r');
  }

  private static String text(byte[] body, CsvRecords records) {
    return new String(
        body, records.start(), records.end() - records.start(), StandardCharsets.UTF_8);
  }

  private static List<String> names(String header) {
    try {
      return Csv.names(header);
    } catch (Unreadable e) {
      return List.of();
    }
  }

  /** Whether the header has all these columns, whatever their case. */
  boolean has(List<String> columns) {
    List<String> lower = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    return columns.stream().allMatch(column -> lower.contains(column.toLowerCase(Locale.ROOT)));
  }

  /** Whether it does not look cut. */
  boolean isWhole() {
    return whole;
  }

  /** Rows below the header. */
  int rows() {
    return rows.size();
  }

  /** The page in parts, each with the header. */
  List<Page.Part> parts(String contentType) {
    List<Page.Part> parts = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= rows.size(); i++) {
      if (i == rows.size() || i - first == MOST_ROWS || bytes(first, i + 1) > MOST_BYTES) {
        parts.add(part(rows.subList(first, i), contentType));
        first = i;
      }
    }
    return parts;
  }

  private int bytes(int first, int end) {
    return headerEnd + rows.get(end - 1).next() - rows.get(first).start();
  }

  private Page.Part part(List<Row> some, String contentType) {
    int start = some.get(0).start();
    int end = some.get(some.size() - 1).next();
    ByteArrayOutputStream out = new ByteArrayOutputStream(headerEnd + end - start);
    out.write(body, 0, headerEnd);
    out.write(body, start, end - start);
    long[] prints =
        some.stream().mapToLong(row -> Prints.of(body, row.start(), row.end())).toArray();
    return new Page.Part(out.toByteArray(), contentType, some.size(), prints);
  }
}
