package dev.trunkline.vendors;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTokensTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "token | {\"a\":1,\"token\":\"s3cret\"} | {\"a\":1,\"token\":\"******\"}",
        "token | {\"tok\\u0065n\" : \"s3cret\", \"d\":{\"token\":\"x\"}} | {\"tok\\u0065n\" : \"******\", \"d\":{\"token\":\"x\"}}",
        "a.b | {\"b\":\"no\",\"a\":{\"b\":\"s3\\u0063ret\",\"c\":[{\"b\":\"no\"}]}} | {\"b\":\"no\",\"a\":{\"b\":\"***********\",\"c\":[{\"b\":\"no\"}]}}",
        "token | {\"é☕\":\"ü\",\"token\":\"s3cret\"} | {\"é☕\":\"ü\",\"token\":\"******\"}",
        "token | a=1&token=s3cret&b=2 | a=1&token=******&b=2",
        "token | t%6Fken=s3%63ret | t%6Fken=********",
        "data.Apikey | data=%7B%22Apikey%22%3A+%22s3cret%22%2C%22x%22%3A1%7D&y=2 | data=%7B%22Apikey%22%3A+%22******%22%2C%22x%22%3A1%7D&y=2",
        "data.Apikey | data={\"Apikey\":\"s3cre%74\"} | data={\"Apikey\":\"********\"}",
      })
  void theSecretIsFoundAndNothingElseIsMasked(String path, String body, String masked) {
    BodyTokens.Search search = find(path, body);

    assertThat(search.whole()).isTrue();
    assertThat(search.values()).extracting(BodyTokens.Found::value).containsExactly("s3cret");
    assertThat(new String(BodyTokens.masked(body.getBytes(UTF_8), search.values()), UTF_8))
        .isEqualTo(masked);
  }

  @Test
  void everyRepetitionIsFound() {
    assertThat(find("t", "{\"t\":\"a\",\"t\":12} {\"t\":null}").values())
        .extracting(BodyTokens.Found::value)
        .containsExactly("a", "12", "null");
    assertThat(find("a.t", "{\"a\":{\"t\":\"1\"},\"a\":{\"t\":\"2\"}}").values()).hasSize(2);
    assertThat(find("t", "t=1&x=2&t=3").values()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{}",
        "[{\"token\":\"x\"}]",
        "{\"token\":{\"token\":\"x\"}}",
        "{\"token\":[\"x\"]}",
        "Token=x",
        "x",
        "&&",
        "%",
        "%zz=%"
      })
  void elsewhereIsNowhere(String body) {
    assertThat(find("token", body).values()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"token\":\"x\"",
        "{\"token\":\"x\",}",
        "{\"token\":\"x\"} x",
        "{\"token\":\"x",
        "{'token':'x'}",
        "data={\"token\":\"x\""
      })
  void aBodyThatCannotBeReadIsNotWhole(String body) {
    String path = body.startsWith("data") ? "data.token" : "token";
    assertThat(find(path, body).whole()).isFalse();
  }

  @Test
  void otherEncodingsAndDepthsAreNotRead() {
    assertThat(BodyTokens.find(List.of("t"), "{\"t\":\"x\"}".getBytes(UTF_16)).whole()).isFalse();
    assertThat(find("t", "[".repeat(100_000)).whole()).isFalse();
  }

  private static BodyTokens.Search find(String path, String body) {
    return BodyTokens.find(List.of(path.split("\\.", -1)), body.getBytes(UTF_8));
  }
}
