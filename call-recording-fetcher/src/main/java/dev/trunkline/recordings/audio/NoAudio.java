package dev.trunkline.recordings.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Names what came instead of audio, for the operator's sake. */
final class NoAudio {

  private static final int HEAD = 1024;
  private static final List<String> PICTURES =
      List.of("\u00ff\u00d8\u00ff", "\u0089PNG", "GIF8", "BM", "II*\0", "MM\0*");
  private static final List<String> ARCHIVES =
      List.of("PK\3\4", "PK\5\6", "\u001f\u008b", "7z\u00bc\u00af", "Rar!", "BZh", "\u00fd7zXZ");

  private NoAudio() {}

  /** {@link Unfit#UNKNOWN} if it is like nothing known. */
  static Unfit name(Content content) throws IOException {
    String head = new String(content.at(0, HEAD), StandardCharsets.ISO_8859_1);
    if (head.startsWith("%PDF")) {
      return Unfit.DOCUMENT;
    }
    if (ARCHIVES.stream().anyMatch(head::startsWith)) {
      return Unfit.ARCHIVE;
    }
    boolean webp = head.startsWith("RIFF") && head.startsWith("WEBP", 8);
    if (webp || head.startsWith("<svg")) {
      return Unfit.PICTURE;
    }
    String text = letters(head);
    if (text.chars().allMatch(NoAudio::isWritten)) {
      return written(text.strip().toLowerCase(Locale.ROOT));
    }
    return PICTURES.stream().anyMatch(head::startsWith) ? Unfit.PICTURE : Unfit.UNKNOWN;
  }

  private static Unfit written(String text) {
    if (text.startsWith("<")) {
      return text.contains("<html") || text.contains("<!doctype html") || !xml(text)
          ? Unfit.HTML
          : Unfit.XML;
    }
    return text.startsWith("{") || text.startsWith("[") ? Unfit.JSON : Unfit.TEXT;
  }

  /** A fragment of a page begins with one of these; any other tag is somebody's XML. */
  private static boolean xml(String text) {
    return List.of(
            "<head", "<body", "<title", "<h1", "<p>", "<p ", "<div", "<script", "<meta", "<!--")
        .stream()
        .noneMatch(text::startsWith);
  }

  /** Without a byte order mark, and of UTF-16 the half that western text is in. */
  private static String letters(String head) {
    if (head.startsWith("\u00ef\u00bb\u00bf")) {
      return head.substring(3);
    }
    boolean wide = head.startsWith("\u00ff\u00fe") || head.startsWith("\u00fe\u00ff");
    return wide ? head.substring(2).replace("\0", "") : head;
  }

  private static boolean isWritten(int c) {
    return (c >= ' ' && c != 127) || c == '\t' || c == '\n' || c == '\r' || c == '\f';
  }
}
