package dev.trunkline.recordings.audio;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Tells by the bytes alone whether they are a whole recording. It decodes nothing: it cannot tell
 * speech from silence, sound from a film's, nor a cut in a format whose header promises no length.
 */
public final class Sniffer {

  /** Writers of WAVE disagree by a header or a padding byte about what its length covers. */
  private static final int WAVE_SLACK = 64;

  /** From here on a WAVE's length is a placeholder of one who could not know it. */
  private static final long WAVE_STREAMED = 0x7fff_0000L;

  private final long smallest;

  /**
   * A sniffer for recordings of at least a size.
   *
   * @param smallest in bytes
   */
  public Sniffer(long smallest) {
    this.smallest = smallest;
  }

  /**
   * Judges all that came.
   *
   * @param bytes seekable; its position is left anywhere
   * @throws IOException if they cannot be read
   */
  public Finding judge(SeekableByteChannel bytes) throws IOException {
    Content content = new Content(bytes);
    if (content.size() == 0) {
      return Unfit.EMPTY;
    }
    Finding audio = audio(content);
    if (audio == null) {
      Unfit other = NoAudio.name(content);
      return other == Unfit.UNKNOWN && content.size() < smallest ? Unfit.TOO_SMALL : other;
    }
    return content.size() < smallest ? Unfit.TOO_SMALL : audio;
  }

  /** Null if no audio begins like this. */
  private static @Nullable Finding audio(Content content) throws IOException {
    if ((content.says(0, "RIFF") || content.says(0, "RF64")) && content.says(8, "WAVE")) {
      return wave(content);
    }
    if (content.says(0, "OggS")) {
      return ogg(content);
    }
    if (content.says(4, "ftyp")) {
      return Boxes.judge(content);
    }
    if (content.says(0, "\u001aE\u00df\u00a3")) {
      return matroska(content);
    }
    if (content.says(0, ".snd")) {
      return au(content);
    }
    if (content.says(0, "#!AMR\n")) {
      return AudioType.AMR;
    }
    if (content.says(0, "#!AMR-WB\n")) {
      return AudioType.AMR_WB;
    }
    if (content.says(0, "fLaC")) {
      return AudioType.FLAC;
    }
    return content.says(0, "caff\0\1") ? AudioType.CAF : Mpeg.judge(content);
  }

  private static Finding wave(Content content) throws IOException {
    long told = content.littleEndian(4);
    boolean streamed = told == 0 || told >= WAVE_STREAMED;
    return streamed || told + 8 <= content.size() + WAVE_SLACK ? AudioType.WAVE : Unfit.TRUNCATED;
  }

  /** The first page is only the codec's header; without a second there is no sound. */
  private static Finding ogg(Content content) throws IOException {
    byte[] head = content.at(0, 27 + 255);
    if (head.length < 27) {
      return Unfit.TRUNCATED;
    }
    int segments = head[26] & 0xff;
    long page = 27L + segments;
    for (int i = 27; i < Math.min(head.length, 27 + segments); i++) {
      page += head[i] & 0xff;
    }
    return content.says(page, "OggS") ? AudioType.OGG : Unfit.TRUNCATED;
  }

  private static Finding au(Content content) throws IOException {
    long start = content.bigEndian(4, 4);
    long length = content.bigEndian(8, 4);
    boolean streamed = length == 0xffff_ffffL;
    return length >= 0 && start + (streamed ? 0 : length) <= content.size()
        ? AudioType.AU
        : Unfit.TRUNCATED;
  }

  private static Finding matroska(Content content) throws IOException {
    for (int at = 4; at < 64; at++) {
      if (content.says(at, "webm")) {
        return AudioType.WEBM;
      }
    }
    return AudioType.MATROSKA;
  }
}
