package dev.trunkline.load.vendor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A recording of silence that every player plays: never held as a whole, so it may be as long as it
 * likes. Its title makes it differ from all others.
 *
 * @param bytes wanted length; the true one, {@link #length()}, is up to a frame and a header longer
 */
public record Audio(Format format, long bytes, String title) {

  private static final int TITLE = 30;

  /** Checks the sizes. */
  public Audio {
    if (bytes < 0 || bytes > Integer.MAX_VALUE - 1024) {
      throw new IllegalArgumentException("bytes: between 0 and 2 GiB");
    }
    if (title.length() > TITLE) {
      throw new IllegalArgumentException("title: at most " + TITLE + " characters");
    }
  }

  /** What Convoso's recordings are. */
  public enum Format {
    /**
     * MPEG-1 layer III, 48 kHz, mono, 32 kbit/s: frames of 96 bytes, the first tells the length.
     */
    MP3("audio/mpeg", "mp3", 96, 4_000),
    /** PCM, 8 kHz, mono, 16 bit. */
    WAV("audio/x-wav", "wav", 2, 16_000);

    private final String mediaType;
    private final String extension;
    private final int frame;
    private final int bytesPerSecond;

    Format(String mediaType, String extension, int frame, int bytesPerSecond) {
      this.mediaType = mediaType;
      this.extension = extension;
      this.frame = frame;
      this.bytesPerSecond = bytesPerSecond;
    }

    String mediaType() {
      return mediaType;
    }

    String extension() {
      return extension;
    }
  }

  /** So many seconds of it. */
  public static Audio lasting(Format format, int seconds, String title) {
    return new Audio(format, (long) seconds * format.bytesPerSecond, title);
  }

  /** How many bytes it has, its headers included. */
  public long length() {
    return head().length + silence();
  }

  /** SHA-256 of all its bytes, in hex. */
  public String sha256() {
    try (var out =
        new DigestOutputStream(
            OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
      body().write(out, length());
      return HexFormat.of().formatHex(out.getMessageDigest().digest());
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256 and a sink", e);
    }
  }

  Body body() {
    byte[] head = head();
    byte[] frames = frames();
    long length = head.length + silence();
    return new Body() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public void write(OutputStream out, long count) throws IOException {
        out.write(head, 0, (int) Math.min(count, head.length));
        for (long left = count - head.length; left > 0; left -= frames.length) {
          out.write(frames, 0, (int) Math.min(left, frames.length));
        }
      }
    };
  }

  private long silence() {
    return Math.ceilDiv(bytes, (long) format.frame) * format.frame;
  }

  private byte[] frames() {
    byte[] frames = new byte[96 * 512];
    if (format == Format.MP3) {
      for (int at = 0; at < frames.length; at += format.frame) {
        frameHeader(frames, at);
      }
    }
    return frames;
  }

  private byte[] head() {
    return switch (format) {
      case MP3 -> mp3Head();
      case WAV -> wavHead();
    };
  }

  /** An ID3v2.3 tag with the title, and an empty frame that tells how many follow. */
  private byte[] mp3Head() {
    int text = 1 + TITLE;
    ByteBuffer head = ByteBuffer.allocate(10 + 10 + text + format.frame);
    head.put("ID3".getBytes(ISO_8859_1)).put((byte) 3).put((byte) 0).put((byte) 0);
    head.putInt(10 + text); // seven bits a byte, which is the same below 128
    head.put("TIT2".getBytes(ISO_8859_1)).putInt(text).putShort((short) 0).put((byte) 0);
    head.put(padded(title));
    int frame = head.position();
    frameHeader(head.array(), frame);
    head.position(frame + 4 + 17); // header and side information of a mono frame
    head.put("Info".getBytes(ISO_8859_1)).putInt(3);
    head.putInt((int) (silence() / format.frame)).putInt((int) (silence() + format.frame));
    return head.array();
  }

  /** Sync, MPEG-1 layer III, no CRC; 32 kbit/s, 48 kHz; mono, original. All else zero: silence. */
  private static void frameHeader(byte[] bytes, int at) {
    bytes[at] = (byte) 0xff;
    bytes[at + 1] = (byte) 0xfb;
    bytes[at + 2] = 0x14;
    bytes[at + 3] = (byte) 0xc4;
  }

  private byte[] wavHead() {
    ByteBuffer head = ByteBuffer.allocate(44 + 20 + TITLE).order(ByteOrder.LITTLE_ENDIAN);
    int riff = head.capacity() - 8 + (int) silence();
    head.put("RIFF".getBytes(ISO_8859_1)).putInt(riff).put("WAVE".getBytes(ISO_8859_1));
    head.put("LIST".getBytes(ISO_8859_1)).putInt(12 + TITLE).put("INFO".getBytes(ISO_8859_1));
    head.put("INAM".getBytes(ISO_8859_1)).putInt(TITLE).put(padded(title));
    head.put("fmt ".getBytes(ISO_8859_1)).putInt(16).putShort((short) 1).putShort((short) 1);
    head.putInt(8_000).putInt(16_000).putShort((short) 2).putShort((short) 16);
    head.put("data".getBytes(ISO_8859_1)).putInt((int) silence());
    return head.array();
  }

  private static byte[] padded(String title) {
    return Arrays.copyOf(title.getBytes(ISO_8859_1), TITLE);
  }
}
