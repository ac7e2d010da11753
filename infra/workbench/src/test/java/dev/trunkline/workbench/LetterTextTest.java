package dev.trunkline.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\": \"c-17\", \"from\": \"+12025550143\"} | {\"id\": \"x-99\", \"from\": \"+99999999999\"}",
        "{\"name\":\"Dana Fox\",\"ok\":true,\"n\":null} | {\"name\":\"Xxxx Xxx\",\"ok\":true,\"n\":null}",
        "{\"+12025550143\": 1} | {\"+99999999999\": 9}",
        "{\"id\": \"c1 | {\"id\": \"x9",
        "id=c1&phone=%2B12025550143 | id=x9&phone=%9X99999999999",
        "Dana,+12025550143,דנה | Xxxx,+99999999999,xxx",
      })
  void theShapeIsShownAndNothingOfAnybody(String sent, String shown) {
    assertThat(LetterText.masked(sent)).isEqualTo(shown);
  }

  @Test
  void noDigitAndNoWordOfAValueIsLeft() {
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      String value =
          random
              .ints(1 + random.nextInt(30), 0x20, 0x500)
              .filter(c -> c != '"' && c != '\\' && c != ':' && c != '=')
              .mapToObj(Character::toString)
              .collect(Collectors.joining());

      String masked = LetterText.masked("{\"name\": \"" + value + "\"}");

      assertThat(masked).startsWith("{\"name\": \"").endsWith("\"}");
      String inside = masked.substring(10, masked.length() - 2);
      assertThat(inside.replaceAll("true|false|null", "")).doesNotContainPattern("[a-wyzA-WYZ0-8]");
    }
  }

  @Test
  void aTextDoesNothingToATerminal() {
    assertThat(LetterText.harmless("a\u001b[2Jb\r\n\tc\u0007\u009b"))
        .isEqualTo("a\\u001b[2Jb\\u000d\n\tc\\u0007\\u009b");
  }

  @Test
  void theFirstBytesDoNotEndWithinALetter() {
    byte[] bytes = "aéé€".getBytes(UTF_8);
    for (int most = 0; most <= bytes.length; most++) {
      byte[] first = LetterText.first(bytes, most);

      assertThat(LetterText.of(first)).as("first " + most).isPresent();
      assertThat(first.length).isBetween(Math.max(0, most - 2), most);
    }
    assertThat(LetterText.of(new byte[] {0, -1})).isEmpty();
  }
}
