package dev.trunkline.recordings.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What vendors answer with, whole and not. */
final class Bodies {

  private Bodies() {}

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] cut(byte[] whole, int left) {
    return java.util.Arrays.copyOf(whole, left);
  }

  /** A WAVE of so many bytes of sound whose header tells a length of its own. */
  static byte[] wave(int sound, int told) {
    return ByteBuffer.allocate(44 + sound)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(latin1("RIFF"))
        .putInt(told)
        .put(latin1("WAVEfmt "))
        .putInt(16)
        .putShort((short) 7)
        .putShort((short) 1)
        .putInt(8000)
        .putInt(8000)
        .putShort((short) 1)
        .putShort((short) 8)
        .put(latin1("data"))
        .putInt(sound)
        .array();
  }

  static byte[] wave(int sound) {
    return wave(sound, sound + 36);
  }

  /** MPEG-1 layer III, 128 kbit/s, 44.1 kHz: frames of 417 bytes. */
  static byte[] mp3(int frames) {
    byte[] frame = ByteBuffer.allocate(417).putInt(0xFFFB9000).array();
    var all = new ByteArrayOutputStream();
    for (int i = 0; i < frames; i++) {
      all.writeBytes(frame);
    }
    return all.toByteArray();
  }

  static byte[] xing(byte[] mp3, int bytes) {
    byte[] copy = mp3.clone();
    ByteBuffer.wrap(copy).position(36).put(latin1("Info")).putInt(3).putInt(9).putInt(bytes);
    return copy;
  }

  static byte[] id3(int size) {
    return ByteBuffer.allocate(10 + size)
        .put(latin1("ID3\4\0\0"))
        .put(new byte[] {0, 0, (byte) (size >> 7), (byte) (size & 127)})
        .array();
  }

  static byte[] oggPage(int body) {
    return join(
        ByteBuffer.allocate(28)
            .put(latin1("OggS"))
            .position(26)
            .put((byte) 1)
            .put((byte) body)
            .array(),
        new byte[body]);
  }

  static byte[] box(String type, int size) {
    return ByteBuffer.allocate(size).putInt(size).put(latin1(type)).array();
  }

  static byte[] ftyp(String brand) {
    return ByteBuffer.allocate(24).putInt(24).put(latin1("ftyp")).put(latin1(brand)).array();
  }

  static byte[] adts(int frames) {
    int length = 100;
    byte[] frame = new byte[length];
    frame[0] = (byte) 0xff;
    frame[1] = (byte) 0xf1;
    frame[2] = 0x50;
    frame[3] = (byte) 0x80;
    frame[4] = (byte) (length >> 3);
    frame[5] = (byte) (length << 5);
    var all = new ByteArrayOutputStream();
    for (int i = 0; i < frames; i++) {
      all.writeBytes(frame);
    }
    return all.toByteArray();
  }

  static byte[] starting(String head) {
    return join(latin1(head), new byte[300]);
  }
}
