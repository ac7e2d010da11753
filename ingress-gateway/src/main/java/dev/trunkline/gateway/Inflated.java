package dev.trunkline.gateway;

import dev.trunkline.vendors.Coding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** What a compressed body holds. */
sealed interface Inflated {

  /** How often its size a body may hold: what says something is compressed to a tenth or so. */
  int RATIO = 100;

  /** All of it. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Whole(byte[] bytes) implements Inflated {}

  /** More than the limit, or than {@link #RATIO} times what came; the rest was not looked at. */
  record TooLarge() implements Inflated {}

  /** Not what the coding says, cut off, or with something behind its end. */
  record Broken() implements Inflated {}

  /** Inflates a body. Takes no more memory than {@code limit}, a few times over. */
  static Inflated of(Coding coding, byte[] wire, int limit) {
    int most = (int) Math.min(limit, (long) RATIO * wire.length);
    InputStream in = new ByteArrayInputStream(wire);
    // With all of it in one buffer, what is left behind the end can be seen.
    int room = Math.max(1, wire.length);
    try {
      return switch (coding) {
        case GZIP -> {
          try (Gzip plain = new Gzip(in, room)) {
            byte[] bytes = plain.readNBytes(most + 1);
            yield judged(bytes, most, plain.ends());
          }
        }
        case DEFLATE -> {
          try (Deflate plain = new Deflate(in, room)) {
            byte[] bytes = plain.readNBytes(most + 1);
            yield judged(bytes, most, plain.ends());
          }
        }
      };
    } catch (IOException e) {
      return new Broken();
    }
  }

  private static Inflated judged(byte[] bytes, int most, boolean ends) {
    if (bytes.length > most) {
      return new TooLarge();
    }
    return ends ? new Whole(bytes) : new Broken();
  }

  /** Java's own overlooks what stands behind the last member. */
  final class Gzip extends GZIPInputStream {

    private static final int CHECKSUM_AND_SIZE = 8;

    private Gzip(InputStream in, int room) throws IOException {
      super(in, room);
    }

    private boolean ends() {
      return inf.finished() && inf.getRemaining() == CHECKSUM_AND_SIZE;
    }
  }

  /** Java's own takes a dictionary that it has not for an end. */
  final class Deflate extends InflaterInputStream {

    private Deflate(InputStream in, int room) {
      super(in, new Inflater(), room);
    }

    private boolean ends() {
      return inf.finished() && inf.getRemaining() == 0;
    }

    @Override
    public void close() throws IOException {
      super.close();
      inf.end();
    }
  }
}
