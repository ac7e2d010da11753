package dev.trunkline.workbench;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file one by one, without a byte order mark; unlike a stream it takes no lock. */
final class ByteReader implements Closeable {

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int at;
  private int end;

  ByteReader(InputStream in) throws IOException {
    this.in = in;
    end = Math.max(0, in.readNBytes(buffer, 0, buffer.length));
    if (end >= MARK.length
        && buffer[0] == MARK[0]
        && buffer[1] == MARK[1]
        && buffer[2] == MARK[2]) {
      at = MARK.length;
    }
  }

  /** The next byte, 0 to 255; -1 at the end. */
  int read() throws IOException {
    return peek() < 0 ? -1 : buffer[at++] & 0xFF;
  }

  /** The byte that {@link #read} will give. */
  int peek() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer));
    }
    return at == end ? -1 : buffer[at] & 0xFF;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
