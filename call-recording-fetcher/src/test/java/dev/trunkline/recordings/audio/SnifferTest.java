package dev.trunkline.recordings.audio;

import static dev.trunkline.recordings.audio.Bodies.adts;
import static dev.trunkline.recordings.audio.Bodies.box;
import static dev.trunkline.recordings.audio.Bodies.cut;
import static dev.trunkline.recordings.audio.Bodies.ftyp;
import static dev.trunkline.recordings.audio.Bodies.id3;
import static dev.trunkline.recordings.audio.Bodies.join;
import static dev.trunkline.recordings.audio.Bodies.latin1;
import static dev.trunkline.recordings.audio.Bodies.mp3;
import static dev.trunkline.recordings.audio.Bodies.oggPage;
import static dev.trunkline.recordings.audio.Bodies.starting;
import static dev.trunkline.recordings.audio.Bodies.wave;
import static dev.trunkline.recordings.audio.Bodies.xing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SnifferTest {

  @TempDir Path folder;

  static Stream<Arguments> bodies() {
    byte[] page = latin1("<!DOCTYPE html>\n<html><body>404 Not Found</body></html>");
    byte[] m4a = join(ftyp("M4A "), box("mdat", 400), box("moov", 100));
    return Stream.of(
        arguments("a wave", wave(500), AudioType.WAVE),
        arguments("a wave streamed, length 0", wave(500, 0), AudioType.WAVE),
        arguments("a wave streamed, length -1", wave(500, -1), AudioType.WAVE),
        arguments("a wave that counts its header twice", wave(500, 544), AudioType.WAVE),
        arguments("a wave cut in half", cut(wave(5000), 2500), Unfit.TRUNCATED),
        arguments("an mp3", mp3(5), AudioType.MP3),
        arguments("an mp3 with a tag", join(id3(300), mp3(5)), AudioType.MP3),
        arguments("padding after the tag", join(id3(300), new byte[50], mp3(5)), AudioType.MP3),
        arguments("an mp3 that is as long as it says", xing(mp3(5), 5 * 417), AudioType.MP3),
        arguments("an mp3 that is not", xing(mp3(5), 50 * 417), Unfit.TRUNCATED),
        arguments("a tag alone", id3(300), Unfit.TRUNCATED),
        arguments("a cut tag", cut(id3(300), 200), Unfit.TRUNCATED),
        arguments("a tag before no audio", join(id3(300), starting("hello")), Unfit.UNKNOWN),
        arguments("one frame and noise", join(mp3(1), noise(500)), Unfit.UNKNOWN),
        arguments("AAC", adts(5), AudioType.AAC),
        arguments("Ogg", join(oggPage(30), oggPage(200)), AudioType.OGG),
        arguments("Ogg with one page", oggPage(200), Unfit.TRUNCATED),
        arguments("M4A", m4a, AudioType.MP4),
        arguments(
            "M4A, index first",
            join(ftyp("isom"), box("moov", 90), box("mdat", 99)),
            AudioType.MP4),
        arguments("M4A whose end is missing", cut(m4a, 480), Unfit.TRUNCATED),
        arguments("M4A without index", join(ftyp("M4A "), box("mdat", 400)), Unfit.TRUNCATED),
        arguments("AMR", starting("#!AMR\n"), AudioType.AMR),
        arguments("AMR wide band", starting("#!AMR-WB\n"), AudioType.AMR_WB),
        arguments("FLAC", starting("fLaC"), AudioType.FLAC),
        arguments("AU", starting(".snd\0\0\0\30\0\0\0\144"), AudioType.AU),
        arguments(
            "AU of unknown length",
            starting(".snd\0\0\0\30\u00ff\u00ff\u00ff\u00ff"),
            AudioType.AU),
        arguments("a cut AU", starting(".snd\0\0\0\30\0\1\0\0"), Unfit.TRUNCATED),
        arguments("WebM", starting("\u001aE\u00df\u00a3\u009fB\u0082\u0084webm"), AudioType.WEBM),
        arguments(
            "Matroska",
            starting("\u001aE\u00df\u00a3\u009fB\u0082\u0088matroska"),
            AudioType.MATROSKA),
        arguments("CAF", starting("caff\0\1\0\0"), AudioType.CAF),
        arguments("nothing", new byte[0], Unfit.EMPTY),
        arguments("a wave's header alone", wave(0), Unfit.TOO_SMALL),
        arguments("noise of few bytes", noise(20), Unfit.TOO_SMALL),
        arguments("noise", noise(5000), Unfit.UNKNOWN),
        arguments("an error page", page, Unfit.HTML),
        arguments("a page after blanks", join(latin1("\r\n  "), page), Unfit.HTML),
        arguments("a page with a mark", join(latin1("\u00ef\u00bb\u00bf"), page), Unfit.HTML),
        arguments("XHTML", join(latin1("<?xml version='1.0'?>"), page), Unfit.HTML),
        arguments("a piece of a page", latin1("<h1>Forbidden</h1>"), Unfit.HTML),
        arguments(
            "a page in UTF-16",
            "\ufeff<html>later</html>".getBytes(StandardCharsets.UTF_16LE),
            Unfit.HTML),
        arguments(
            "a bucket's error", latin1("<Error><Code>AccessDenied</Code></Error>"), Unfit.XML),
        arguments("an API's error", latin1(" {\"success\": false}"), Unfit.JSON),
        arguments("an API's list", latin1("[]"), Unfit.JSON),
        arguments("a sentence", latin1("Recording not found"), Unfit.TEXT),
        arguments(
            "a sentence in UTF-16",
            "\ufeffA".concat("hoy".repeat(90)).getBytes(StandardCharsets.UTF_16LE),
            Unfit.TEXT),
        arguments("PNG", starting("\u0089PNG\r\n\u001a\n"), Unfit.PICTURE),
        arguments("JPEG", starting("\u00ff\u00d8\u00ff\u00e0\0\20JFIF"), Unfit.PICTURE),
        arguments("WebP", starting("RIFF\0\1\0\0WEBPVP8 "), Unfit.PICTURE),
        arguments("HEIC", join(ftyp("heic"), box("moov", 200)), Unfit.PICTURE),
        arguments("zip", starting("PK\3\4"), Unfit.ARCHIVE),
        arguments("gzip", starting("\u001f\u008b\10"), Unfit.ARCHIVE),
        arguments("PDF", starting("%PDF-1.7"), Unfit.DOCUMENT),
        arguments("another RIFF", starting("RIFF\0\1\0\0AVI LIST"), Unfit.UNKNOWN));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("bodies")
  void isJudgedByItsBytes(String story, byte[] body, Finding finding) throws IOException {
    assertThat(judge(body)).as(story).isEqualTo(finding);
  }

  /** Whatever a vendor sends, and wherever it is cut, the sniffer ends with a finding. */
  @Test
  void noPrefixAndNoDamageBreaksIt() throws IOException {
    Random random = new Random(25);
    for (Arguments story : bodies().toList()) {
      byte[] body = (byte[]) story.get()[1];
      for (int round = 0; round < 12 && body.length > 0; round++) {
        byte[] damaged = cut(body, random.nextInt(body.length));
        for (int i = 0; i < 3 && damaged.length > 0; i++) {
          damaged[random.nextInt(Math.min(damaged.length, 48))] = (byte) random.nextInt();
        }

        assertThat(judge(damaged)).as("%s, round %d", story.get()[0], round).isNotNull();
      }
    }
  }

  private Finding judge(byte[] body) throws IOException {
    Path file = Files.write(folder.resolve("body"), body);
    try (FileChannel channel = FileChannel.open(file)) {
      return new Sniffer(100).judge(channel);
    }
  }

  /** None of it says what it is. */
  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    bytes[0] = 1;
    return bytes;
  }
}
