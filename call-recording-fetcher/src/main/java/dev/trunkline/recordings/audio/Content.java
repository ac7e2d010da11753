package dev.trunkline.recordings.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes to look at here and there, and few at a time; what is past their end reads as nothing. */
final class Content {

  private final SeekableByteChannel channel;
  private final long size;

  Content(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  long size() {
    return size;
  }

  /** At most so many bytes from there; fewer at the end. */
  byte[] at(long offset, int length) throws IOException {
    if (offset < 0 || offset >= size) {
      return new byte[0];
    }
    ByteBuffer into = ByteBuffer.allocate((int) Math.min(length, size - offset));
    channel.position(offset);
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        break;
      }
    }
    return Arrays.copyOf(into.array(), into.position());
  }

  boolean says(long offset, String latin1) throws IOException {
    byte[] wanted = latin1.getBytes(StandardCharsets.ISO_8859_1);
    return Arrays.equals(at(offset, wanted.length), wanted);
  }

  /** Unsigned; -1 if they are not all there. */
  long bigEndian(long offset, int length) throws IOException {
    byte[] bytes = at(offset, length);
    if (bytes.length < length) {
      return -1;
    }
    long number = 0;
    for (byte b : bytes) {
      number = (number << 8) | (b & 0xff);
    }
    return number;
  }

  /** Four bytes, unsigned; -1 if they are not all there. */
  long littleEndian(long offset) throws IOException {
    long number = bigEndian(offset, 4);
    return number < 0 ? -1 : Integer.toUnsignedLong(Integer.reverseBytes((int) number));
  }
}
