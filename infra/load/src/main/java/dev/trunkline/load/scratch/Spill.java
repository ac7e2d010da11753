package dev.trunkline.load.scratch;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records on disk in several parts; of each part they come back in the order they were added. */
public final class Spill implements AutoCloseable {

  private static final int BUFFER = 16 * 1024;

  private final Path name;
  private final Part[] parts;
  private long bytes;

  /** One file, opened when the first record comes. */
  private static final class Part {
    private @Nullable FileChannel file;
    private @Nullable ByteBuffer waiting;
  }

  Spill(Path name, int parts) {
    this.name = name;
    this.parts = new Part[parts];
    for (int i = 0; i < parts; i++) {
      this.parts[i] = new Part();
    }
  }

  /** How many parts there are. */
  public int parts() {
    return parts.length;
  }

  /** How much was added to all parts. */
  public long bytes() {
    return bytes;
  }

  /** The part in which everything about this key goes. */
  public int part(String key) {
    return Math.floorMod((int) (Hash.of(key) >>> 20), parts.length);
  }

  /** Adds a record. */
  public void add(int part, byte[] record) {
    bytes += record.length;
    try {
      FileChannel file = open(part);
      ByteBuffer waiting = parts[part].waiting;
      if (waiting == null) {
        waiting = ByteBuffer.allocate(BUFFER);
        parts[part].waiting = waiting;
      }
      if (waiting.remaining() < Integer.BYTES + record.length) {
        flush(file, waiting);
      }
      if (waiting.remaining() < Integer.BYTES + record.length) {
        ByteBuffer large = ByteBuffer.allocate(Integer.BYTES + record.length);
        flush(file, large.putInt(record.length).put(record));
      } else {
        waiting.putInt(record.length).put(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the audit's own files", e);
    }
  }

  /** Gives the records of a part to the visitor; asked twice, they come twice. */
  public void each(int part, Consumer<byte[]> visitor) {
    FileChannel file = parts[part].file;
    ByteBuffer waiting = parts[part].waiting;
    if (file == null || waiting == null) {
      return;
    }
    try {
      flush(file, waiting);
      long left = file.position();
      file.position(0);
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(Channels.newInputStream(file), BUFFER));
      while (left > 0) {
        byte[] record = new byte[in.readInt()];
        in.readFully(record);
        left -= Integer.BYTES + record.length;
        visitor.accept(record);
      }
      file.position(file.size());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the audit's own files", e);
    }
  }

  /** Gives the room of a part back. */
  public void drop(int part) {
    FileChannel file = parts[part].file;
    parts[part].file = null;
    parts[part].waiting = null;
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close the audit's own files", e);
      }
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < parts.length; i++) {
      drop(i);
    }
  }

  private FileChannel open(int part) throws IOException {
    FileChannel file = parts[part].file;
    if (file == null) {
      file =
          FileChannel.open(
              name.resolveSibling(name.getFileName() + "." + part),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      parts[part].file = file;
    }
    return file;
  }

  private static void flush(FileChannel file, ByteBuffer buffer) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear();
  }
}
