package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "changeme",
        "CHANGE_ME",
        "change-me!",
        "<your secret>",
        "${KNOWRITHM_SECRET}",
        "{{ secret }}",
        "your-secret-here",
        "REPLACE_ME",
        "xxxxxxxx",
        "TODO",
        "password",
        "null"
      })
  void aMarkThatASecretIsWantedIsNone(String value) {
    assertThat(Placeholder.is(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "demo-knowrithm-secret",
        "secret-of-PBX",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "changeme-9f3b1c",
        "hush-hush",
        "$up3r",
        "12345"
      })
  void whatSomebodyChoseIsASecret(String value) {
    assertThat(Placeholder.is(value)).isFalse();
  }
}
