package dev.trunkline.recordings.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** MP4 and its kin: boxes in a row (ISO 14496-12), whole only if each fits and one is the index. */
final class Boxes {

  /** More boxes than any recording has; a made-up file must not keep us walking. */
  private static final int MOST = 4096;

  private static final Pattern PICTURES = Pattern.compile("hei[cfmsx]|hev[cx]|mif1|msf1|avi[fs]");

  private Boxes() {}

  /** Of content whose first box is {@code ftyp}. */
  static Finding judge(Content content) throws IOException {
    if (PICTURES.matcher(new String(content.at(8, 4), StandardCharsets.ISO_8859_1)).matches()) {
      return Unfit.PICTURE;
    }
    boolean indexed = false;
    long offset = 0;
    for (int box = 0; box < MOST && content.size() - offset >= 8; box++) {
      long length = content.bigEndian(offset, 4);
      boolean long64 = length == 1;
      if (long64) {
        length = content.bigEndian(offset + 8, 8);
      } else if (length == 0) {
        length = content.size() - offset;
      }
      if (length < (long64 ? 16 : 8)) {
        // No box: the end of a file that is whole, or of one that is not.
        return indexed ? AudioType.MP4 : Unfit.TRUNCATED;
      }
      if (length > content.size() - offset) {
        return Unfit.TRUNCATED;
      }
      indexed |= content.says(offset + 4, "moov");
      offset += length;
    }
    return indexed ? AudioType.MP4 : Unfit.TRUNCATED;
  }
}
