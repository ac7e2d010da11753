package dev.trunkline.workbench;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows packed into bodies of deliveries, as many as fit: of 50 rows and 256 KiB at most, where one
 * row alone is not larger. Where one ends depends on the rows behind the last end only, so that
 * whoever goes on at an end makes the same ones.
 */
final class Chunks implements Closeable {

  /** Most rows of one. */
  static final int MAX_ROWS = 50;

  /** Most bytes of one that has several rows. */
  static final int MAX_BYTES = 256 * 1024;

  /** Most bytes of a row in brackets. */
  static final int MAX_ROW = Row.MAX_BYTES - 2;

  private final Rows rows;
  private final byte[] before;
  private final byte[] between;
  private final byte[] after;
  private @Nullable Row waiting;
  private long read;

  private Chunks(Rows rows, byte[] before, byte[] between, byte[] after) {
    this.rows = rows;
    this.before = before;
    this.between = between;
    this.after = after;
  }

  /** As JSON arrays. */
  static Chunks ofJson(Rows rows) {
    return new Chunks(rows, utf8("["), utf8(","), utf8("]"));
  }

  /** As CSV that begins with this header. */
  static Chunks ofCsv(Rows rows, byte[] header) {
    return new Chunks(rows, header, new byte[0], new byte[0]);
  }

  /** As they are. */
  static Chunks ofWhole(Rows rows) {
    return ofCsv(rows, new byte[0]);
  }

  /**
   * A body.
   *
   * @param first number of its first row, from 0
   * @param troubles what its rows that cannot be read are rejected for, each with its place
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Chunk(long first, int rows, byte[] body, List<String> troubles) {}

  /** The next body; null behind the last row. */
  @Nullable Chunk next() throws IOException {
    Row row = take();
    if (row == null) {
      return null;
    }
    long first = read;
    List<String> troubles = new ArrayList<>();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(before);
    int count = 0;
    while (true) {
      if (count > 0) {
        body.writeBytes(between);
      }
      body.writeBytes(row.bytes());
      count++;
      if (row.trouble() != null) {
        troubles.add(row.trouble());
      }
      Row next = count == MAX_ROWS || row.alone() ? null : take();
      if (next == null || !fits(body, next)) {
        waiting = next;
        break;
      }
      row = next;
    }
    body.writeBytes(after);
    read += count;
    return new Chunk(first, count, body.toByteArray(), troubles);
  }

  /** Leaves out the first rows; before the first {@link #next}. */
  void skip(long count) throws IOException {
    for (; read < count; read++) {
      if (rows.next() == null) {
        throw new IllegalStateException("the file has fewer rows than were published of it");
      }
    }
  }

  private boolean fits(ByteArrayOutputStream body, Row next) {
    return !next.alone()
        && body.size() + between.length + next.bytes().length + after.length <= MAX_BYTES;
  }

  private @Nullable Row take() throws IOException {
    Row row = waiting;
    waiting = null;
    return row == null ? rows.next() : row;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
