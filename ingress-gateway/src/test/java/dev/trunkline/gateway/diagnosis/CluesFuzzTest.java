package dev.trunkline.gateway.diagnosis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.vendors.Answers;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.SignedText;
import dev.trunkline.vendors.Signing;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever was refused, clues are taken without a word, can be read again and hold no secret. */
class CluesFuzzTest {

  private static final Secret SECRET = new Secret("FUZZ", "s\u00e9cret \"of/fuzz\"+4711");
  private static final Door DOOR =
      new Door(
          "fuzz",
          "fuzz",
          "fuzz",
          "/fuzz",
          Set.of("POST"),
          List.of(
              new Proof.Hmac(
                  new Signing(
                      "x-sig",
                      "v1",
                      Proof.Encoding.HEX,
                      "",
                      false,
                      SignedText.of("{id}{t}{url}{body}"),
                      new Signing.Stamp("x-time", null, Signing.Stamp.Unit.S, Duration.ofHours(1)),
                      "x-id",
                      "https://hooks.example.com",
                      null),
                  Proof.Algorithm.SHA256,
                  List.of(SECRET)),
              new Proof.BodyToken(List.of("token"), List.of(SECRET))),
          Answers.of(new Door.Answer(200, "text/plain", "")),
          Door.Terms.NONE,
          false,
          null,
          Set.of());

  /** In what is sent {@code $S} is the secret, and {@code $D} a digest. */
  @FuzzTest(maxDuration = "10m")
  void cluesHoldNoSecret(FuzzedDataProvider data) {
    String name = data.consumeString(30);
    String query = data.consumeString(60);
    String body = data.consumeString(100);
    look(name, data.consumeRemainingAsString(), query, body);
  }

  @Test
  void seeds() {
    look("x-sig", "t=1700000000,v1=$D", "a=$S", "{\"token\":\"$S\"}");
    look("x-$S", "$S=$D", "$S", "$S");
    look("x-time", "$S", "%", "{\"token\":\"\\u0000");
    look("x-id", " \"$S\" ", "a=1&$S", "token=$S&token=");
    look("authorization", "Basic $S:$S", "", "[");
    look("host", "$S", "&&=", "");
    look("", "", "", "\uFEFF{}");
  }

  private static void look(String name, String value, String query, String body) {
    KnownSecrets known = KnownSecrets.of(List.of(DOOR));
    Offered offered =
        new Offered(
            List.of(
                new Offered.Header(wire(name), wire(value)),
                new Offered.Header("x-sig", wire(value)),
                new Offered.Header("x-id", wire(value)),
                new Offered.Header("x-time", wire(value))),
            "/fuzz",
            wire(query),
            null,
            filled(body).getBytes(UTF_8));
    Clues clues = Clues.of(offered, DOOR, known, false);
    String json = EventJson.mapper().writeValueAsString(clues);
    assertThat(EventJson.mapper().readValue(json, Clues.class)).isEqualTo(clues);
    for (String written : Escapes.of(SECRET.value())) {
      assertThat(json).doesNotContain(written).doesNotContain(wire(written));
    }
    assertThat(new String(known.masked(offered.body()), UTF_8)).doesNotContain(SECRET.value());
  }

  private static String filled(String text) {
    return text.replace("$S", SECRET.value()).replace("$D", "ab".repeat(32));
  }

  /** One char a byte. */
  private static String wire(String text) {
    return new String(filled(text).getBytes(UTF_8), ISO_8859_1);
  }
}
