package dev.trunkline.recordings.audio;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The header of an MPEG audio frame (ISO 11172-3, 13818-3).
 *
 * @param length of the frame in bytes, header included
 * @param sideInfo bytes between the header and the data of layer III
 */
record MpegFrame(int length, int sideInfo) {

  private static final int[] V1_L1 = {
    0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448
  };
  private static final int[] V1_L2 = {
    0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384
  };
  private static final int[] V1_L3 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] V2_L1 = {
    0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256
  };
  private static final int[] V2_L23 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] HERTZ = {44_100, 48_000, 32_000};

  /** The frame that begins there; null if none does. The free bit rate, unheard of, is none. */
  static @Nullable MpegFrame at(Content content, long offset) throws IOException {
    long header = content.bigEndian(offset, 4);
    if (header < 0 || header >>> 21 != 0x7ff) {
      return null;
    }
    int version = (int) ((header >>> 19) & 3); // 0: 2.5, 1: reserved, 2: 2, 3: 1
    int layer = 4 - (int) ((header >>> 17) & 3); // 4: reserved
    int rate = (int) ((header >>> 12) & 15);
    int sampling = (int) ((header >>> 10) & 3);
    if (version == 1 || layer == 4 || rate == 0 || rate == 15 || sampling == 3) {
      return null;
    }
    boolean first = version == 3;
    int bits = 1000 * rates(first, layer)[rate];
    int hertz = HERTZ[sampling] >> (first ? 0 : version == 2 ? 1 : 2);
    int padding = (int) ((header >>> 9) & 1);
    int length =
        layer == 1
            ? (12 * bits / hertz + padding) * 4
            : (layer == 3 && !first ? 72 : 144) * bits / hertz + padding;
    boolean mono = ((header >>> 6) & 3) == 3;
    int crc = ((header >>> 16) & 1) == 0 ? 2 : 0;
    return new MpegFrame(length, crc + (first ? (mono ? 17 : 32) : (mono ? 9 : 17)));
  }

  private static int[] rates(boolean first, int layer) {
    if (first) {
      return layer == 1 ? V1_L1 : layer == 2 ? V1_L2 : V1_L3;
    }
    return layer == 1 ? V2_L1 : V2_L23;
  }
}
