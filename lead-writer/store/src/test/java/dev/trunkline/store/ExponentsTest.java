package dev.trunkline.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExponentsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"x\":1e131071}",
        "{\"x\":[1.5E+131071]}",
        "{\"x\":-1e-16383}",
        "{\"x\":1e0000031}",
        "{\"x\\\\\":1e31}",
        "{\"x\":\"\\\\\",\"y\":1e31}",
        "{\"x\":1e99999999999999999999}"
      })
  void aNumberThatUnfoldsIsRefused(String json) {
    assertThatThrownBy(() -> Exponents.require(json)).isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"x\":1e30}",
        "{\"x\":1.5E-30}",
        "{\"x\":\"1e131071\"}",
        "{\"1e131071\":true}",
        "{\"x\":\"say \\\"1e131071\\\"\"}",
        "{\"x\":false,\"y\":120}",
        "{\"x\":123456789012345678901234567890}"
      })
  void whatDoesNotUnfoldIsKept(String json) {
    assertThatCode(() -> Exponents.require(json)).doesNotThrowAnyException();
  }
}
