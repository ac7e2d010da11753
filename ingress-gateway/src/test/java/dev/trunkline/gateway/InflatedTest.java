package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.vendors.Coding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Either all of a body, or nothing of it. */
class InflatedTest {

  private static final int LIMIT = 10_000;
  private static final byte[] TEXT = "{\"event\":\"lead.created\"}".repeat(20).getBytes(UTF_8);

  @ParameterizedTest
  @EnumSource
  void whatWasDeflatedComesBack(Coding coding) throws IOException {
    Random random = new Random(11);
    for (int size = 0; size <= LIMIT; size += 1 + random.nextInt(600)) {
      byte[] plain = new byte[size];
      random.nextBytes(plain);

      assertThat(whole(Inflated.of(coding, deflated(coding, plain), LIMIT))).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneByteMoreThanTheLimitIsTooLarge(Coding coding) throws IOException {
    byte[] noise = new byte[LIMIT + 1];
    new Random(3).nextBytes(noise);

    assertThat(Inflated.of(coding, deflated(coding, noise), LIMIT))
        .isInstanceOf(Inflated.TooLarge.class);
    assertThat(Inflated.of(coding, deflated(coding, Arrays.copyOf(noise, LIMIT)), LIMIT))
        .isInstanceOf(Inflated.Whole.class);
  }

  @ParameterizedTest
  @EnumSource
  void whatHoldsAHundredTimesItsSizeIsABomb(Coding coding) throws IOException {
    byte[] bomb = deflated(coding, new byte[1_000_000]);

    assertThat(bomb.length * 100).isLessThan(1_000_000);
    assertThat(Inflated.of(coding, bomb, 2_000_000)).isInstanceOf(Inflated.TooLarge.class);
  }

  @ParameterizedTest
  @EnumSource
  void everyCutAndEveryByteBehindTheEndIsSeen(Coding coding) throws IOException {
    byte[] wire = deflated(coding, TEXT);
    for (int length = 0; length < wire.length; length++) {
      assertThat(Inflated.of(coding, Arrays.copyOf(wire, length), LIMIT))
          .as("cut to %d", length)
          .isInstanceOf(Inflated.Broken.class);
    }
    for (int more = 1; more < 40; more++) {
      assertThat(Inflated.of(coding, Arrays.copyOf(wire, wire.length + more), LIMIT))
          .as("%d behind it", more)
          .isInstanceOf(Inflated.Broken.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFlippedBitIsNeverTakenForAnotherText(Coding coding) throws IOException {
    byte[] wire = deflated(coding, TEXT);
    for (int bit = 0; bit < wire.length * 8; bit++) {
      byte[] flipped = wire.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      if (Inflated.of(coding, flipped, LIMIT) instanceof Inflated.Whole(byte[] bytes)) {
        assertThat(bytes).as("bit %d", bit).isEqualTo(TEXT);
      }
    }
  }

  @Test
  void aGzipOfSeveralMembersIsOneBody() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(deflated(Coding.GZIP, "ab".getBytes(UTF_8)));
    both.writeBytes(deflated(Coding.GZIP, "cd".getBytes(UTF_8)));

    assertThat(whole(Inflated.of(Coding.GZIP, both.toByteArray(), LIMIT)))
        .asString(UTF_8)
        .isEqualTo("abcd");
  }

  @Test
  void aDictionaryThatWeHaveNotIsNoEnd() throws IOException {
    Deflater deflater = new Deflater();
    deflater.setDictionary(TEXT);
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(wire, deflater)) {
      out.write(TEXT);
    }
    deflater.end();

    assertThat(Inflated.of(Coding.DEFLATE, wire.toByteArray(), LIMIT))
        .isInstanceOf(Inflated.Broken.class);
  }

  private static byte[] whole(Inflated inflated) {
    assertThat(inflated).isInstanceOf(Inflated.Whole.class);
    return ((Inflated.Whole) inflated).bytes();
  }

  static byte[] deflated(Coding coding, byte[] plain) throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        switch (coding) {
          case GZIP -> new GZIPOutputStream(wire);
          case DEFLATE -> new DeflaterOutputStream(wire);
        }) {
      out.write(plain);
    }
    return wire.toByteArray();
  }
}
