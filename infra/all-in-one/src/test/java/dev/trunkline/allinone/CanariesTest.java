package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A nose that finds nothing would make {@link CanaryTest} pass. */
class CanariesTest {

  private final Canaries canaries = new Canaries();
  private final String secret = canaries.secret("door");
  private final String phone = canaries.american("caller");
  private final String person = canaries.person("somebody");

  @Test
  void aSecretIsFoundHoweverItIsWritten() {
    String escaped = URLEncoder.encode(secret, UTF_8);
    for (String text :
        List.of(
            secret,
            "query=" + escaped,
            "query="
                + escaped
                    .replace("%2B", "%2b")
                    .replace("%2F", "%2f")
                    .replace("%3D", "%3d")
                    .replace("%7E", "~"),
            base64(secret),
            "Basic " + base64("u:" + secret),
            "Basic " + base64("us:" + secret + "tail"),
            "Basic " + base64("pbx:" + secret).replace('+', '-').replace('/', '_'),
            "\\x" + HexFormat.of().formatHex(secret.getBytes(UTF_8)))) {
      assertThat(names(text)).as(text).containsExactly("SECRET door");
    }
  }

  @Test
  void aPhoneIsFoundHoweverItIsGrouped() {
    String national = phone.substring(2);
    String grouped = "(%s) %s-%s".formatted(parts(national));
    for (String text :
        List.of(
            phone,
            national,
            grouped,
            "+1 " + grouped.replace("(", "").replace(") ", "."),
            "from=%2B1" + national,
            "from=%281" + grouped.replace("(", "").replace(") ", "%29%20"),
            base64("{\"a\":\"" + phone + "\"}"))) {
      assertThat(names(text)).as(text).containsExactly("PHONE caller");
    }
  }

  @Test
  void aPersonIsFoundByNameAndMailbox() {
    for (String text : List.of("Ada " + person, person.toLowerCase(Locale.ROOT) + "@example.com")) {
      assertThat(names(text)).as(text).containsExactly("PERSON somebody");
    }
  }

  @Test
  void whatIsMaskedIsNotFound() {
    String masked = "…%s p_3f2a9c0417be…%s x_77 Kc".formatted(last(phone), last(phone));

    assertThat(canaries.in(masked)).isEmpty();
  }

  private Set<String> names(String text) {
    return canaries.in(text).stream()
        .map(found -> found.kind() + " " + found.name())
        .collect(Collectors.toSet());
  }

  private static Object[] parts(String national) {
    return new Object[] {national.substring(0, 3), national.substring(3, 6), national.substring(6)};
  }

  private static String last(String number) {
    return number.substring(number.length() - 3);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
