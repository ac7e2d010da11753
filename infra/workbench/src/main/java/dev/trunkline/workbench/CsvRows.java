package dev.trunkline.workbench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * CSV (RFC 4180) cut into rows by their exact bytes, line ends included; empty lines are left out.
 * A parser would give the cells and lose how they were written. A row that is broken in itself
 * stands alone: what reads CSV gives up a whole body for it.
 */
final class CsvRows implements Rows {

  /** Where in a row the next byte stands. */
  private enum At {
    FIELD_BEGIN,
    PLAIN,
    QUOTED,
    QUOTE_IN_QUOTED,
    BEHIND_QUOTES
  }

  private final ByteReader in;
  private final String separators;
  private final int maxBytes;
  private long row;
  private boolean broken;

  /**
   * The rows of what is left of a file.
   *
   * @param separators marks of which each parts cells
   * @param maxBytes most bytes of a row
   */
  CsvRows(ByteReader in, String separators, int maxBytes) {
    this.in = in;
    this.separators = separators;
    this.maxBytes = maxBytes;
  }

  @Override
  public @Nullable Row next() throws IOException {
    while (in.peek() >= 0) {
      byte[] bytes = cut();
      if (bytes[0] != '\n' && bytes[0] != '\r') {
        row++;
        boolean text = Utf8.strict(bytes) != null;
        String trouble = broken ? " has a broken quote" : text ? null : " is not UTF-8";
        return new Row(bytes, trouble == null ? null : "row " + row + trouble, trouble != null);
      }
    }
    return null;
  }

  /** All bytes up to the end of a line that stands in no quotes. */
  private byte[] cut() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    At at = At.FIELD_BEGIN;
    broken = false;
    for (int next = in.read(); next >= 0; next = in.read()) {
      bytes.write(next);
      if (bytes.size() > maxBytes) {
        throw Row.tooLarge("row " + (row + 1));
      }
      if (at != At.QUOTED && (next == '\n' || next == '\r')) {
        if (next == '\r' && in.peek() == '\n') {
          bytes.write(in.read());
        }
        return bytes.toByteArray();
      }
      at = after(at, next);
    }
    broken |= at == At.QUOTED;
    return bytes.toByteArray();
  }

  private At after(At at, int next) {
    return switch (at) {
      case FIELD_BEGIN -> next == '"' ? At.QUOTED : isSeparator(next) ? At.FIELD_BEGIN : At.PLAIN;
      case PLAIN -> isSeparator(next) ? At.FIELD_BEGIN : At.PLAIN;
      case QUOTED -> next == '"' ? At.QUOTE_IN_QUOTED : At.QUOTED;
      case QUOTE_IN_QUOTED -> next == '"' ? At.QUOTED : behindQuotes(next);
      case BEHIND_QUOTES -> behindQuotes(next);
    };
  }

  /** Blanks may follow, and nothing else but a separator or the row's end. */
  private At behindQuotes(int next) {
    if (isSeparator(next)) {
      return At.FIELD_BEGIN;
    }
    broken |= next != ' ';
    return next == ' ' ? At.BEHIND_QUOTES : At.PLAIN;
  }

  private boolean isSeparator(int next) {
    return separators.indexOf(next) >= 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
