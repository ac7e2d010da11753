package dev.trunkline.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.vendors.Answers;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against published vectors, not against the gateway's own arithmetic. */
class SignerTest {

  private static final byte[] BODY = "what do ya want for nothing?".getBytes(UTF_8);
  private static final List<Secret> SECRETS =
      List.of(new Secret("NEW", "Jefe"), new Secret("OLD", "another"));

  /** RFC 2202 and RFC 4231, test case 2. */
  @ParameterizedTest
  @CsvSource({
    "SHA1, HEX, effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
    "SHA256, HEX, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    "SHA512, HEX, 164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
    "SHA1, BASE64, 7/zfauXrL6LSdBbV8YTfnCWafHk=",
    "SHA256, BASE64, W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=",
  })
  void aKeyedHashIsThatOfTheRfcs(
      Proof.Algorithm algorithm, Proof.Encoding encoding, String written) {
    // given
    Door door = door(new Proof.Hmac("X-Signature", algorithm, encoding, "v1=", SECRETS));

    // when
    Signer.Proven proven = Signer.prove(door, BODY);

    // then
    assertThat(proven.path()).isEqualTo("/webhooks/test");
    assertThat(proven.headers()).containsOnlyKeys("X-Signature");
    assertThat(proven.headers()).containsEntry("X-Signature", "v1=" + written);
  }

  @Test
  void aHeaderSecretIsTheFirstOne() {
    Signer.Proven proven = Signer.prove(door(new Proof.HeaderSecret("X-Api-Key", SECRETS)), BODY);

    assertThat(proven.path()).isEqualTo("/webhooks/test");
    assertThat(proven.headers()).containsOnlyKeys("X-Api-Key").containsEntry("X-Api-Key", "Jefe");
  }

  @Test
  void aPathSecretIsOneMoreSegment() {
    Signer.Proven proven = Signer.prove(door(new Proof.PathSecret(SECRETS)), BODY);

    assertThat(proven.path()).isEqualTo("/webhooks/test/Jefe");
    assertThat(proven.headers()).isEmpty();
  }

  @Test
  void aSecretInTheQueryIsEscaped() {
    Proof proof =
        new Proof.QuerySecret("the token", List.of(new Secret("TEST", "a+b/c d&e=\u00e9")));

    Signer.Proven proven = Signer.prove(door(proof), BODY);

    assertThat(proven.query()).isEqualTo("the+token=a%2Bb%2Fc+d%26e%3D%C3%A9");
    assertThat(proven.path()).isEqualTo("/webhooks/test");
    assertThat(proven.headers()).isEmpty();
    assertThat(new Post("GET", "a=1", null, BODY).with(proven.query()).query())
        .isEqualTo("a=1&the+token=a%2Bb%2Fc+d%26e%3D%C3%A9");
    assertThat(new Post("GET", null, null, BODY).with("t=x").query()).isEqualTo("t=x");
  }

  @Test
  void userAndPasswordAreWrittenAsRfc7617Says() {
    // RFC 7617, section 2
    List<Secret> secrets = List.of(new Secret("RFC", "open sesame"));

    assertThat(Signer.prove(door(new Proof.Basic("Aladdin", secrets)), BODY).headers())
        .containsExactly(Map.entry("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
  }

  @Test
  void whereNothingIsAskedNothingIsSaid() {
    assertThat(Signer.prove(door(new Proof.None()), BODY).headers()).isEmpty();
  }

  @Test
  void ofSeveralProofsEveryOneIsGiven() {
    Signer.Proven proven =
        Signer.prove(
            door(new Proof.PathSecret(SECRETS), new Proof.HeaderSecret("X-Api-Key", SECRETS)),
            BODY);

    assertThat(proven.path()).isEqualTo("/webhooks/test/Jefe");
    assertThat(proven.headers()).containsOnlyKeys("X-Api-Key");
  }

  private static Door door(Proof... proofs) {
    return new Door(
        "test",
        "test",
        "call",
        "/webhooks/test",
        Set.of("POST"),
        List.of(proofs),
        Answers.of(new Door.Answer(200, "text/plain", "")),
        Door.Terms.NONE,
        false,
        null,
        Set.of());
  }
}
