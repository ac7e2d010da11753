package dev.trunkline.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {

  private static final Mentions MENTIONS =
      Mentions.of(
          new Subject(
              Set.of("+12025550123", "+919876500001", "+972502345678"),
              Set.of("asha.rao@example.com"),
              Set.of("dialer/L-100200"),
              Set.of("onecom/77", "onecom/call-4711"),
              Set.of(),
              Set.of()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"phone\":\"+12025550123\"}",
        "from=2025550123&to=1",
        "tel: (202) 555-0123",
        "1-202-555-0123",
        "0012025550123",
        "202.555.0123",
        "phone=%2B12025550123",
        "phone=%28202%29+555%2D0123",
        "09876500001",
        "98765 00001",
        "+91 (0) 98765-00001",
        "050-234-5678",
        "972502345678",
        "Asha.Rao@Example.com",
        "e=asha.rao%40example.com",
        "{\"e\":\"asha.rao\\u0040example.com\"}",
        "\u0000call-4711\u0000",
        "lead L-100200;"
      })
  void isFoundHoweverItIsWritten(String text) {
    assertThat(MENTIONS.in(text.getBytes(UTF_8))).isTrue();
    assertThat(MENTIONS.probes()).as("of which the database knows").anyMatch(p -> fits(p, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "120255501234",
        "7202555012",
        "920255501239",
        "5550123",
        "notasha.rao@example.com",
        "asha.rao@example.community",
        "xcall-4711",
        "call-47110",
        "77",
        "100 % of nothing",
        ""
      })
  void whatIsPartOfSomethingLongerIsAnother(String text) {
    assertThat(MENTIONS.in(text.getBytes(UTF_8))).isFalse();
  }

  /** As Postgres compares them. */
  private static boolean fits(String probe, String text) {
    String dropped = text.toLowerCase(Locale.ROOT);
    for (String letter : Mentions.DROPPED.split("")) {
      dropped = dropped.replace(letter, "");
    }
    String found = dropped;
    return Arrays.stream(probe.substring(1, probe.length() - 1).split("_", -1))
        .allMatch(found::contains);
  }
}
