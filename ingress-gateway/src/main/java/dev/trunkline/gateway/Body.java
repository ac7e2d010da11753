package dev.trunkline.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/** A request's body, counted while it arrives. Grows with what came, not with what was promised. */
final class Body {

  private static final byte[] EMPTY = {};

  private final int limit;
  private byte[] bytes = EMPTY;
  private int size;

  /** An empty body that refuses more than {@code limit} bytes. */
  Body(int limit) {
    this.limit = limit;
  }

  /** Takes a chunk whole; false, and nothing taken, if the body would be larger than its limit. */
  boolean add(Buffer chunk) {
    int length = chunk.length();
    if (length > limit - size) {
      return false;
    }
    if (bytes.length - size < length) {
      // The first chunk is mostly all there is: exact. After that, double.
      int wanted = size == 0 ? length : Math.max(size + length, Math.min(limit, 2 * size));
      bytes = Arrays.copyOf(bytes, wanted);
    }
    chunk.getBytes(bytes, size);
    size += length;
    return true;
  }

  /** Bytes taken so far. */
  int size() {
    return size;
  }

  /** The body as it came; shared, read-only. */
  byte[] bytes() {
    if (bytes.length != size) {
      bytes = Arrays.copyOf(bytes, size);
    }
    return bytes;
  }
}
