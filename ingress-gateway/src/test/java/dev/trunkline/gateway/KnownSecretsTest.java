package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.gateway.diagnosis.KnownSecrets;
import dev.trunkline.vendors.Secret;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownSecretsTest {

  private static final String SECRET = "päss-word/17+of=the.door";
  private static final String SHORT = "fifteen-letters";

  private final KnownSecrets known =
      KnownSecrets.of(
          List.of(
              TestDoors.signed("acme", new Secret("LONG", SECRET)),
              TestDoors.signed("acme", new Secret("SHORT", SHORT))));

  private final KnownSecrets unmistakable = known.thatAreNoWords();

  @Test
  void whereverItStandsAndHoweverItIsWrittenItIsOverwritten() {
    String wire = new String(SECRET.getBytes(UTF_8), ISO_8859_1);
    for (String form :
        List.of(
            wire,
            URLEncoder.encode(SECRET, UTF_8),
            Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8)))) {
      String hidden = unmistakable.masked("{\"a\":\"" + form + "\",\"b\":\"" + form + "\"}");
      assertThat(hidden).doesNotContain(form.substring(0, 16)).hasSize(form.length() * 2 + 15);
      assertThat(hidden).startsWith("{\"a\":\"*").contains("\",\"b\":\"*");
    }
    assertThat(new String(unmistakable.masked((SECRET + "x").getBytes(UTF_8)), UTF_8))
        .isEqualTo("*".repeat(25) + "x");
  }

  @Test
  void inAQueryItIsHiddenHoweverItIsEscaped() {
    String escaped = URLEncoder.encode(SECRET, UTF_8);

    assertThat(unmistakable.maskedQuery("id=7&token=" + escaped + "&x"))
        .isEqualTo("id=7&token=" + "*".repeat(escaped.length()) + "&x");
    assertThat(unmistakable.maskedQuery("id=7&t=" + escaped.replace("word", "%77ord")))
        .isEqualTo("id=7&" + "*".repeat(escaped.length() + 4));
    assertThat(unmistakable.maskedQuery(null)).isNull();
  }

  @Test
  void whatIsNoSecretStaysAsItCame() {
    byte[] body =
        ("{\"campaign\":\"" + SHORT + "\",\"other\":\"" + SECRET.substring(1) + "\"}")
            .getBytes(UTF_8);

    assertThat(unmistakable.masked(body)).isEqualTo(body);
    assertThat(new String(known.masked(body), UTF_8)).doesNotContain(SHORT);
    assertThat(unmistakable.masked("Mozilla/5.0 (compatible; a bot)"))
        .isEqualTo("Mozilla/5.0 (compatible; a bot)");
    assertThat(unmistakable.maskedQuery("a=1&&b=%zz&c=" + SHORT))
        .isEqualTo("a=1&&b=%zz&c=" + SHORT);
  }
}
