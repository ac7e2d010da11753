package dev.trunkline.load.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AudioTest {

  @Test
  void aWavIsReadByTheJdkAsThatManySecondsOfSilence() throws Exception {
    byte[] wav = bytes(Audio.lasting(Audio.Format.WAV, 3, "recording 1"));

    try (AudioInputStream audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
      assertThat(audio.getFormat().getSampleRate()).isEqualTo(8_000);
      assertThat(audio.getFrameLength()).isEqualTo(3 * 8_000);
      assertThat(audio.readAllBytes()).hasSize(3 * 16_000).containsOnly(0);
    }
  }

  @Test
  void anMp3IsATagAndWholeFramesAndTellsItsLength() {
    byte[] mp3 = bytes(Audio.lasting(Audio.Format.MP3, 3, "recording 1"));

    int music = 10 + mp3[9];
    assertThat(mp3).startsWith('I', 'D', '3', 3, 0);
    for (int frame = music; frame < mp3.length; frame += 96) {
      assertThat(ByteBuffer.wrap(mp3).getInt(frame)).isEqualTo(0xfffb14c4);
    }
    assertThat((mp3.length - music) % 96).isZero();
    assertThat(new String(mp3, music + 21, 4)).isEqualTo("Info");
    // A frame lasts 24 ms.
    assertThat(ByteBuffer.wrap(mp3).getInt(music + 29)).isEqualTo(3_000 / 24);
    assertThat(ByteBuffer.wrap(mp3).getInt(music + 33)).isEqualTo(mp3.length - music);
  }

  @ParameterizedTest
  @EnumSource
  void itsTitleMakesItDiffer(Audio.Format format) {
    assertThat(new Audio(format, 9_000, "recording 1").sha256())
        .isNotEqualTo(new Audio(format, 9_000, "recording 2").sha256());
  }

  @ParameterizedTest
  @EnumSource
  void twoHundredMegabytesAreNeverHeld(Audio.Format format) throws Exception {
    Audio audio = new Audio(format, 200_000_000, "long");
    long[] written = new long[1];

    audio
        .body()
        .write(
            new OutputStream() {
              @Override
              public void write(int one) {
                written[0]++;
              }

              @Override
              public void write(byte[] bytes, int from, int count) {
                assertThat(bytes.length).isLessThan(100_000);
                written[0] += count;
              }
            },
            audio.length());

    assertThat(written[0]).isEqualTo(audio.length()).isBetween(200_000_000L, 200_001_000L);
  }

  private static byte[] bytes(Audio audio) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      audio.body().write(out, audio.length());
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }
}
