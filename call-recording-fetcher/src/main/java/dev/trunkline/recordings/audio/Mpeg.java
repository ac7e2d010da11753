package dev.trunkline.recordings.audio;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Audio that is a row of frames: MP3 (and its elder layers) and AAC in ADTS, after a tag or not.
 */
final class Mpeg {

  /** Encoders leave some zeros between a tag and the first frame. */
  private static final int PADDING = 4096;

  private Mpeg() {}

  /** Null if it is not of this kind. */
  static @Nullable Finding judge(Content content) throws IOException {
    if (!content.says(0, "ID3")) {
      return frames(content, 0);
    }
    byte[] head = content.at(0, 10);
    if (head.length < 10) {
      return Unfit.TRUNCATED;
    }
    int start = 10 + ((head[5] & 0x10) == 0 ? 0 : 10);
    start +=
        ((head[6] & 127) << 21)
            | ((head[7] & 127) << 14)
            | ((head[8] & 127) << 7)
            | (head[9] & 127);
    if (start >= content.size()) {
      return Unfit.TRUNCATED;
    }
    byte[] zeros = content.at(start, PADDING);
    int skip = 0;
    while (skip < zeros.length && zeros[skip] == 0) {
      skip++;
    }
    Finding found = frames(content, start + skip);
    return found == null ? Unfit.UNKNOWN : found;
  }

  /** A second frame must follow the first: eleven set bits alone are also how UTF-16 begins. */
  private static @Nullable Finding frames(Content content, long start) throws IOException {
    MpegFrame first = MpegFrame.at(content, start);
    if (first != null) {
      if (MpegFrame.at(content, start + first.length()) == null) {
        return null;
      }
      return promised(content, start + 4 + first.sideInfo()) > content.size()
          ? Unfit.TRUNCATED
          : AudioType.MP3;
    }
    int length = adts(content, start);
    return length > 0 && adts(content, start + length) > 0 ? AudioType.AAC : null;
  }

  /**
   * How many bytes the encoder says there are, in a Xing or Info frame; 0 if it does not. Whether
   * tags count is not agreed upon, so it is held against everything that came.
   */
  private static long promised(Content content, long offset) throws IOException {
    if (!content.says(offset, "Xing") && !content.says(offset, "Info")) {
      return 0;
    }
    long flags = content.bigEndian(offset + 4, 4);
    if ((flags & 2) == 0) {
      return 0;
    }
    return content.bigEndian(offset + 8 + ((flags & 1) == 0 ? 0 : 4), 4);
  }

  /** The length of the ADTS frame there; 0 if there is none. */
  private static int adts(Content content, long offset) throws IOException {
    byte[] head = content.at(offset, 7);
    boolean sync = head.length == 7 && head[0] == (byte) 0xff && (head[1] & 0xf6) == 0xf0;
    if (!sync || ((head[2] >> 2) & 15) > 12) {
      return 0;
    }
    int length = ((head[3] & 3) << 11) | ((head[4] & 255) << 3) | ((head[5] & 255) >> 5);
    return length < 7 ? 0 : length;
  }
}
