package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.gateway.OperatorTokens.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTokensTest {

  @Test
  void aTokenIsReadFromItsFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "token-in-a-file-of-ours\n");

    OperatorTokens tokens = OperatorTokens.of(List.of("file:" + file));

    assertThat(tokens.judge(List.of("Bearer token-in-a-file-of-ours"))).isEqualTo(Finding.GENUINE);
    assertThat(tokens.judge(List.of("Bearer file:" + file))).isEqualTo(Finding.WRONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fifteen-letters", "with a blank in it", "file:/nowhere/at/all"})
  void aTokenThatCannotWorkRefusesTheStartByItsPlace(String token) {
    assertThatThrownBy(() -> OperatorTokens.of(List.of("a-token-that-works", token)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("trunkline.operator.tokens: number 2")
        .satisfies(
            e -> {
              if (!token.isEmpty()) {
                assertThat(e.getMessage()).doesNotContain(token);
              }
            });
  }

  @Test
  void withoutATokenNobodyIsLetIn() {
    assertThat(OperatorTokens.of(List.of()).judge(List.of("Bearer ")))
        .isEqualTo(Finding.NOT_CONFIGURED);
    assertThat(new OperatorSettings(List.of("a-token-that-works")).toString())
        .doesNotContain("a-token-that-works");
  }
}
