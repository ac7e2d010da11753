package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Proof.Algorithm;
import dev.trunkline.vendors.Proof.Encoding;
import dev.trunkline.vendors.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorkeeperTest {

  private static final byte[] BODY = "{\"event\":\"lead.created\"}".getBytes(UTF_8);
  private static final Secret OLD = new Secret("OLD", "an-old-test-secret");
  private static final Secret NEW = new Secret("NEW", "a-new-test-secret");
  private static final Proof HMAC =
      new Proof.Hmac("X-Signature", Algorithm.SHA256, Encoding.HEX, "sha256=", List.of(OLD, NEW));
  private static final Proof HEADER = new Proof.HeaderSecret("X-API-Key", List.of(OLD, NEW));
  private static final Proof PATH = new Proof.PathSecret(List.of(OLD, NEW));

  @Test
  void theSecretThatMatchesIsNamed() {
    assertThat(signed(Signer.sign(OLD, BODY))).isEqualTo(new Verdict.Genuine("hmac:OLD"));
    assertThat(signed(Signer.sign(NEW, BODY))).isEqualTo(new Verdict.Genuine("hmac:NEW"));
    assertThat(judge(HEADER, "x-api-key", NEW.value()))
        .isEqualTo(new Verdict.Genuine("header-secret:NEW"));
    assertThat(judge(PATH, none(), OLD.value(), BODY))
        .isEqualTo(new Verdict.Genuine("path-secret:OLD"));
    assertThat(judge(new Proof.None(), none(), null, BODY)).isEqualTo(new Verdict.Genuine("none"));
  }

  @Test
  void whatIsNotOfferedIsUnproven() {
    assertThat(judge(HMAC, none(), null, BODY)).isEqualTo(Verdict.UNPROVEN);
    assertThat(judge(HEADER, none(), null, BODY)).isEqualTo(Verdict.UNPROVEN);
    assertThat(judge(PATH, none(), null, BODY)).isEqualTo(Verdict.UNPROVEN);
    assertThat(signed("")).isEqualTo(Verdict.UNPROVEN);
    assertThat(judge(HEADER, "x-api-key", "")).isEqualTo(Verdict.UNPROVEN);
    assertThat(judge(PATH, none(), "", BODY)).isEqualTo(Verdict.UNPROVEN);
  }

  @Test
  void whateverElseIsOfferedIsForged() {
    String right = Signer.sign(OLD, BODY);
    List<String> wrong =
        List.of(
            "sha256=",
            "sha256",
            right.substring("sha256=".length()),
            "sha256=" + right.substring("sha256=".length()).toUpperCase(Locale.ROOT),
            right.toUpperCase(Locale.ROOT),
            right.substring(0, right.length() - 1),
            right.substring(0, right.length() - 2),
            right + "0",
            right + " ",
            " " + right,
            right + "," + right,
            right.replace("sha256=", "sha1="),
            Signer.sign(new Secret("x", "another-test-secret"), BODY),
            Signer.sign(OLD, "the body of another".getBytes(UTF_8)),
            "sha256=" + "é".repeat(64),
            "sha256=" + "\u2615".repeat(64),
            "\u0000",
            "a".repeat(10_240));
    for (String value : wrong) {
      assertThat(signed(value)).as(value).isEqualTo(Verdict.FORGED);
    }
    for (String value : List.of("?", OLD.value() + "x", "x", "\u2615", OLD.value().substring(1))) {
      assertThat(judge(HEADER, "x-api-key", value)).as(value).isEqualTo(Verdict.FORGED);
      assertThat(judge(PATH, none(), value, BODY)).as(value).isEqualTo(Verdict.FORGED);
    }
  }

  @Test
  void aProofOfferedTwiceIsAmbiguousEvenIfBothAreRight() {
    String right = Signer.sign(OLD, BODY);

    assertThat(judge(HMAC, name -> List.of(right, right), null, BODY)).isEqualTo(Verdict.AMBIGUOUS);
  }

  @Test
  void bodiesThatAreNoTextAreJudgedByTheirBytes() {
    byte[] body = {(byte) 0xC0, (byte) 0xAF, 0, (byte) 0xFF, (byte) 0xED, (byte) 0xA0, (byte) 0x80};
    byte[] readAsText = new String(body, UTF_8).getBytes(UTF_8);
    Function<String, List<String>> headers = name -> List.of(Signer.sign(NEW, body));

    assertThat(judge(HMAC, headers, null, body)).isEqualTo(new Verdict.Genuine("hmac:NEW"));
    assertThat(judge(HMAC, headers, null, readAsText)).isEqualTo(Verdict.FORGED);
  }

  @Test
  void aSecretThatIsNotAsciiIsComparedByItsBytesOnTheWire() {
    Secret secret = new Secret("U", "schl\u00fcssel-\u2615");
    Proof proof = new Proof.HeaderSecret("x-key", List.of(secret));

    assertThat(judge(proof, "x-key", new String(secret.bytes(), ISO_8859_1)))
        .isEqualTo(new Verdict.Genuine("header-secret:U"));
    assertThat(judge(proof, "x-key", secret.value())).isEqualTo(Verdict.FORGED);
  }

  @Test
  void aSecretInTheQueryIsReadAsAUrlAndAsAForm() {
    assertThat(asked("a=1&token=" + NEW.value()))
        .isEqualTo(new Verdict.Genuine("query-secret:NEW"));
    assertThat(asked("%74oken=%61n-old-test-secret&a=token"))
        .isEqualTo(new Verdict.Genuine("query-secret:OLD"));
    List<Secret> odd = List.of(new Secret("ODD", "a+b c/=\u00e9"));
    for (String written : List.of("a%2Bb%20c%2F%3D%c3%a9", "a%2bb+c/=\u00c3\u00a9")) {
      assertThat(asked(odd, "token=" + written))
          .as(written)
          .isEqualTo(new Verdict.Genuine("query-secret:ODD"));
    }
    assertThat(asked(List.of(new Secret("PLUS", "qz+4/w==")), "token=qz+4/w=="))
        .isEqualTo(new Verdict.Genuine("query-secret:PLUS"));
  }

  @Test
  void aQueryWithoutTheSecretIsUnprovenAndWithAnotherForged() {
    for (String query :
        new String[] {null, "", "a=1", "token", "token=", "Token=" + NEW.value(), "token2=x"}) {
      assertThat(asked(query)).as(query).isEqualTo(Verdict.UNPROVEN);
    }
    for (String query : List.of("token=x", "token=%", "token=%zz", "token= " + NEW.value())) {
      assertThat(asked(query)).as(query).isEqualTo(Verdict.FORGED);
    }
    assertThat(asked("token=" + NEW.value() + "&token=" + NEW.value()))
        .isEqualTo(Verdict.AMBIGUOUS);
  }

  @Test
  void userAndPasswordAreJudgedTogetherWhateverTheCaseOfTheScheme() {
    Proof.Basic basic = new Proof.Basic("pbx", List.of(OLD, NEW));
    String right = "cGJ4OmEtbmV3LXRlc3Qtc2VjcmV0"; // pbx:a-new-test-secret

    assertThat(judge(basic, "authorization", "Basic " + right))
        .isEqualTo(new Verdict.Genuine("basic:NEW"));
    assertThat(judge(basic, "authorization", "bAsIc " + right))
        .isEqualTo(new Verdict.Genuine("basic:NEW"));
    for (String wrong :
        List.of(
            right,
            "Bearer " + right,
            "Basic",
            "Basic " + right + "=",
            "Basic " + right.toLowerCase(Locale.ROOT),
            new Proof.Basic("pbX", List.of(NEW)).header(NEW))) {
      assertThat(judge(basic, "authorization", wrong)).as(wrong).isEqualTo(Verdict.FORGED);
    }
    assertThat(judge(basic, none(), null, BODY)).isEqualTo(Verdict.UNPROVEN);
  }

  @Test
  void allProofsOfADoorMustPassAndNoneIsNoProof() {
    Function<String, List<String>> headers =
        name -> name.equals("X-Signature") ? List.of(Signer.sign(OLD, BODY)) : List.of();

    assertThat(judge(List.of(HMAC, PATH), headers, NEW.value(), BODY))
        .isEqualTo(new Verdict.Genuine("hmac:OLD,path-secret:NEW"));
    assertThat(judge(List.of(HMAC, PATH), headers, "wrong", BODY)).isEqualTo(Verdict.FORGED);
    assertThat(judge(List.of(PATH, HMAC), headers, null, BODY)).isEqualTo(Verdict.UNPROVEN);
    assertThat(judge(List.of(), headers, null, BODY)).isEqualTo(Verdict.UNPROVEN);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nothingThatIsSentMakesItThrowOrLie(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] body = new byte[random.nextInt(64)];
      random.nextBytes(body);
      String right = Signer.sign(OLD, body);
      char[] noise = new char[1 + random.nextInt(80)];
      for (int c = 0; c < noise.length; c++) {
        noise[c] = (char) random.nextInt(random.nextBoolean() ? 128 : 0x10000);
      }
      StringBuilder oneCharOff = new StringBuilder(right);
      oneCharOff.setCharAt(random.nextInt(right.length()), noise[0]);
      String offered =
          switch (random.nextInt(3)) {
            case 0 -> right;
            case 1 -> oneCharOff.toString();
            default -> new String(noise);
          };

      Verdict verdict = judge(HMAC, name -> List.of(offered), null, body);

      assertThat(verdict instanceof Verdict.Genuine)
          .as("seed %d, %d", seed, i)
          .isEqualTo(offered.equals(right));
    }
  }

  private static Verdict signed(String signature) {
    return judge(HMAC, "x-signature", signature);
  }

  private static Verdict judge(Proof proof, String header, String value) {
    Map<String, List<String>> headers = Map.of(header, List.of(value));
    return judge(
        proof, name -> headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()), null, BODY);
  }

  private static Verdict judge(
      Proof proof, Function<String, List<String>> headers, String pathSecret, byte[] body) {
    return judge(List.of(proof), headers, pathSecret, body);
  }

  private static Verdict judge(
      List<Proof> proofs, Function<String, List<String>> headers, String pathSecret, byte[] body) {
    return Doorkeeper.judge(proofs, claim(headers, null, pathSecret, body));
  }

  private static Verdict asked(String query) {
    return asked(List.of(OLD, NEW), query);
  }

  private static Verdict asked(List<Secret> secrets, String query) {
    Proof proof = new Proof.QuerySecret("token", secrets);
    return Doorkeeper.judge(proof, claim(none(), query, null, BODY));
  }

  private static Claim claim(
      Function<String, List<String>> headers, String query, String pathSecret, byte[] body) {
    return new Claim(headers, "/hooks/x", query, pathSecret, "203.0.113.9", OpenGateway.NOW, body);
  }

  private static Function<String, List<String>> none() {
    return name -> List.of();
  }
}
