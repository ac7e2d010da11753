package dev.trunkline.vendors;

import java.nio.charset.StandardCharsets;

/**
 * Walks over the records of a CSV without reading its cells. Quotes, line ends and separators are
 * ASCII, so bytes will do. Blank lines are none.
 */
final class CsvRecords {

  private final byte[] body;
  private final byte separator;
  private int start;
  private int end;
  private int next;
  private int cells;
  private boolean open;

  /** The records of a body in UTF-8, whose separator its first line shows. */
  CsvRecords(byte[] body) {
    this.body = body;
    next = body.length > 2 && body[0] == (byte) 0xEF ? 3 : 0;
    while (next < body.length && isBlank(body[next])) {
      next++;
    }
    int line = next;
    while (line < body.length && body[line] != '\n') {
      line++;
    }
    separator = (byte) Csv.separator(new String(body, next, line - next, StandardCharsets.UTF_8));
  }

  private static boolean isBlank(byte one) {
    return one == ' ' || one == '\t' || one == '\r' || one == '\n';
  }

  /** Goes to the next record; false if there is none. */
  boolean next() {
    while (next < body.length && (body[next] == '\n' || body[next] == '\r')) {
      next++;
    }
    if (next >= body.length) {
      return false;
    }
    start = next;
    cells = 1;
    boolean isCellStart = true;
    boolean isQuoted = false;
    int i = start;
    for (; i < body.length && (isQuoted || (body[i] != '\n' && body[i] != '\r')); i++) {
      byte one = body[i];
      if (isQuoted) {
        if (one == '"' && i + 1 < body.length && body[i + 1] == '"') {
          i++;
        } else {
          isQuoted = one != '"';
        }
      } else {
        isQuoted = one == '"' && isCellStart;
        isCellStart = one == separator;
        cells += isCellStart ? 1 : 0;
      }
    }
    end = Math.min(i, body.length);
    open = isQuoted;
    next = end;
    if (next < body.length && body[next] == '\r') {
      next++;
    }
    if (next < body.length && body[next] == '\n') {
      next++;
    }
    return true;
  }

  /** Where the record begins. */
  int start() {
    return start;
  }

  /** Where its text ends. */
  int end() {
    return end;
  }

  /** Behind its line end. */
  int nextStart() {
    return next;
  }

  /** How many cells it has. */
  int cells() {
    return cells;
  }

  /** Whether its last quote is never closed. */
  boolean isOpen() {
    return open;
  }
}
