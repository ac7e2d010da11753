package dev.trunkline.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  private static final String VALUE = "päss word/1+2";

  private final Secrets secrets =
      new Secrets(Map.of("dialer/KEY", VALUE, "pbx/KEY", "another-one", "ads/PIN", "1234"));

  @ParameterizedTest
  @ValueSource(
      strings = {VALUE, "p%C3%A4ss+word%2F1%2B2", "cMOkc3Mgd29yZC8xKzI", "cMOkc3Mgd29yZC8xKzI="})
  void itIsFoundWhereverItStandsHoweverItIsWritten(String form) {
    assertThat(secrets.in(form.getBytes(UTF_8))).containsExactly("dialer/KEY");
    assertThat(secrets.in(("{\"a\":\"" + form + "\"}").getBytes(UTF_8)))
        .containsExactly("dialer/KEY");
    assertThat(secrets.in(("x".repeat(100_000) + form).getBytes(UTF_8)))
        .containsExactly("dialer/KEY");
  }

  @Test
  void severalAreFoundAtOnce() {
    assertThat(secrets.in((VALUE + "another-one").getBytes(UTF_8)))
        .containsExactly("dialer/KEY", "pbx/KEY");
  }

  @Test
  void whatOnlyBeginsLikeOneIsNone() {
    assertThat(secrets.in("another-on".getBytes(UTF_8))).isEmpty();
    assertThat(secrets.in("another-two".getBytes(UTF_8))).isEmpty();
    assertThat(secrets.in(new byte[0])).isEmpty();
    assertThat(secrets.in("1234".repeat(5).getBytes(UTF_8))).as("too short").isEmpty();
    assertThat(secrets.tooShort()).containsExactly("ads/PIN");
  }

  @Test
  void noneIsShown() {
    String basic = Base64.getEncoder().encodeToString(VALUE.getBytes(UTF_8));

    assertThat(secrets.masked("queue is " + VALUE)).isEqualTo("queue is <secret dialer/KEY>");
    assertThat(secrets.toString()).doesNotContain(VALUE).doesNotContain(basic);
  }
}
