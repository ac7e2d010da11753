package dev.trunkline.recordings.audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A recording on its way: streamed to a file that no reader sees, counted and digested as it comes.
 * Closed without {@link #keep}, it leaves nothing. For one thread; an interrupt ends it with an
 * {@link IOException}.
 */
public final class Incoming extends OutputStream {

  /** A larger write would take a direct buffer of its own size. */
  private static final int SLICE = 64 << 10;

  private final Spool spool;
  private final Landing landing;
  private final Path file;
  private final FileChannel channel;
  private final MessageDigest digest;
  private long bytes;
  private long checkedAt;

  Incoming(Spool spool, Landing landing, Path file, FileChannel channel) {
    this.spool = spool;
    this.landing = landing;
    this.file = file;
    this.channel = channel;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** How many bytes came so far, those over the limit included. */
  public long bytes() {
    return bytes;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  /**
   * Takes some bytes. What is over the largest size is counted and thrown away.
   *
   * @throws NoRoom if the disk's reserve is reached
   */
  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, from.length);
    for (int done = 0; done < length; done += SLICE) {
      slice(from, offset + done, Math.min(SLICE, length - done));
    }
  }

  /**
   * Ends it. If it is a recording, it is in the store, for good, when this returns; that it was
   * there before makes no difference. Otherwise nothing of it is left.
   *
   * @throws IOException if the store fails; whether it was kept is then unknown, and keeping it
   *     again is right
   */
  public Kept keep() throws IOException {
    try {
      if (bytes > spool.limits().largest()) {
        return new Kept.Rejected(Unfit.TOO_LARGE);
      }
      return switch (new Sniffer(spool.limits().smallest()).judge(channel)) {
        case Unfit reason -> new Kept.Rejected(reason);
        case AudioType type -> {
          channel.force(true);
          String sha256 = HexFormat.of().formatHex(digest.digest());
          landing.land(file, sha256, type);
          yield new Kept.Stored(sha256, bytes, type.mediaType());
        }
      };
    } finally {
      discard();
    }
  }

  /** Leaves nothing of it; after {@link #keep} it does nothing. */
  public void discard() throws IOException {
    if (channel.isOpen()) {
      channel.close();
    }
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    discard();
  }

  private void slice(byte[] from, int offset, int length) throws IOException {
    bytes += length;
    if (bytes > spool.limits().largest()) {
      return;
    }
    if (bytes - checkedAt >= Spool.CHECK_EVERY) {
      spool.requireRoom();
      checkedAt = bytes;
    }
    digest.update(from, offset, length);
    ByteBuffer slice = ByteBuffer.wrap(from, offset, length);
    while (slice.hasRemaining()) {
      channel.write(slice);
    }
  }
}
