package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.gateway.Verdict.Finding;
import dev.trunkline.load.Signer;
import dev.trunkline.vendors.AddressBlocks;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.SignedText;
import dev.trunkline.vendors.Signing;
import dev.trunkline.vendors.Signing.Stamp;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Schemes with times, several keys, or nothing but an address; and proofs put together. */
class SchemesTest {

  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
  private static final Secret KEY = new Secret("KEY", "scheme-test-secret");

  /** The specification's own example. */
  private static final Proof.StandardWebhooks STANDARD =
      new Proof.StandardWebhooks(
          "webhook",
          Duration.ofMinutes(5),
          List.of(new Secret("STANDARD", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));

  private static final String EXAMPLE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private final Map<String, List<String>> headers = new HashMap<>();

  @Test
  void theExampleOfStandardWebhooksIsGenuine() {
    header("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek");
    header("webhook-timestamp", "1614265330");
    header("webhook-signature", "v1a,AAAA v1,AAAA " + EXAMPLE + " v2,whatever");
    assertThat(judge(STANDARD, NOW)).isInstanceOf(Verdict.Genuine.class);

    header("webhook-signature", EXAMPLE.replace("v1,", "v2,"));
    assertThat(judge(STANDARD, NOW)).isEqualTo(Verdict.FORGED);
    header("webhook-signature", EXAMPLE);
    header("webhook-id", "msg_other");
    assertThat(judge(STANDARD, NOW)).isEqualTo(Verdict.FORGED);
    headers.remove("webhook-id");
    assertThat(judge(STANDARD, NOW)).isEqualTo(new Verdict.Forged(Finding.UNREADABLE));
    headers.remove("webhook-signature");
    assertThat(judge(STANDARD, NOW)).isEqualTo(Verdict.UNPROVEN);
  }

  @Test
  void aTimeMayLieSoFarOnBothSidesAndNoFurther() {
    header("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek");
    header("webhook-timestamp", "1614265330");
    header("webhook-signature", EXAMPLE);
    for (long off : List.of(-300L, 0L, 300L)) {
      assertThat(judge(STANDARD, NOW.plusSeconds(off))).isInstanceOf(Verdict.Genuine.class);
    }
    assertThat(judge(STANDARD, NOW.plusSeconds(301))).isEqualTo(new Verdict.Forged(Finding.STALE));
    assertThat(judge(STANDARD, NOW.minusSeconds(301))).isEqualTo(new Verdict.Forged(Finding.EARLY));
  }

  @Test
  void whatAVendorSignsNowIsGenuine() {
    List<Proof> schemes =
        List.of(
            STANDARD,
            hmac("v1", "{t}.{body}", new Stamp(null, "t", Stamp.Unit.S, minutes(5))),
            hmac("d", "{body}{t}", new Stamp(null, "v", Stamp.Unit.MS, minutes(5))),
            new Proof.Hmac(
                new Signing(
                    "X-Sig",
                    null,
                    Proof.Encoding.BASE64,
                    "",
                    false,
                    SignedText.of("{id}.{t}.{body}"),
                    new Stamp("X-Time", null, Stamp.Unit.S, minutes(5)),
                    "X-Id",
                    null,
                    null),
                Proof.Algorithm.SHA512,
                List.of(KEY)));
    for (Proof scheme : schemes) {
      headers.clear();
      Signer.prove(door(scheme), BODY, "application/json", null, NOW)
          .headers()
          .forEach(this::header);
      assertThat(judge(scheme, NOW)).as(headers.toString()).isInstanceOf(Verdict.Genuine.class);
      assertThat(judge(scheme, NOW.plusSeconds(301))).isEqualTo(new Verdict.Forged(Finding.STALE));
    }
  }

  @Test
  void anElementMayStandTwiceWhileKeysChangeButATimeMayNot() {
    Proof scheme = hmac("v1", "{t}.{body}", new Stamp(null, "t", Stamp.Unit.S, minutes(5)));
    Signer.prove(door(scheme), BODY, "application/json", null, NOW).headers().forEach(this::header);
    String right = headers.get("x-sig").getFirst();

    header("X-Sig", right.replace("v1=", "v1=0000, v1="));
    assertThat(judge(scheme, NOW)).isInstanceOf(Verdict.Genuine.class);
    header("X-Sig", "t=1," + right);
    assertThat(judge(scheme, NOW)).isEqualTo(Verdict.AMBIGUOUS);
    for (String wrong :
        List.of("t=1614265330", right.replaceAll("^t=[0-9]+,", ""), "v1", "v1=,t=")) {
      header("X-Sig", wrong);
      assertThat(judge(scheme, NOW)).as(wrong).isInstanceOf(Verdict.Forged.class);
    }
  }

  @Test
  void aPublicKeyProvesWhatItsOtherHalfSigned() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] der = pair.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(der, der.length - 32, der.length);
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(("1614265330|" + new String(BODY, UTF_8)).getBytes(UTF_8));
    byte[] signature = signer.sign();
    header("Telnyx-Signature-Ed25519", Base64.getEncoder().encodeToString(signature));
    header("Telnyx-Timestamp", "1614265330");
    for (String key :
        List.of(
            Base64.getEncoder().encodeToString(raw),
            HexFormat.of().formatHex(raw),
            Base64.getEncoder().encodeToString(der))) {
      assertThat(judge(telnyx(key), NOW)).isInstanceOf(Verdict.Genuine.class);
    }
    signature[3] ^= 1;
    header("Telnyx-Signature-Ed25519", Base64.getEncoder().encodeToString(signature));
    assertThat(judge(telnyx(Base64.getEncoder().encodeToString(raw)), NOW))
        .isEqualTo(Verdict.FORGED);
    for (String noise : List.of("x", "AA==", "=".repeat(88), "A".repeat(5000))) {
      header("Telnyx-Signature-Ed25519", noise);
      assertThat(judge(telnyx(Base64.getEncoder().encodeToString(raw)), NOW))
          .isEqualTo(Verdict.FORGED);
    }
  }

  @Test
  void aSecretProvesNothingBeforeItsTimeAndNothingAfter() {
    Secret limited = new Secret("L", "limited-test-secret", NOW, NOW.plusSeconds(10));
    Proof proof = new Proof.HeaderSecret("X-Key", List.of(limited));
    header("X-Key", limited.value());
    assertThat(judge(proof, NOW.minusMillis(1)))
        .isEqualTo(new Verdict.Forged(Finding.SECRET_TO_COME));
    assertThat(judge(proof, NOW)).isEqualTo(new Verdict.Genuine("header-secret:L"));
    assertThat(judge(proof, NOW.plusSeconds(10))).isEqualTo(new Verdict.Genuine("header-secret:L"));
    assertThat(judge(proof, NOW.plusMillis(10_001)))
        .isEqualTo(new Verdict.Forged(Finding.SECRET_OVER));
  }

  @Test
  void anAddressProvesWhereItIsAllowed() {
    Proof here = new Proof.IpAllow(AddressBlocks.of(List.of("203.0.113.0/24")));
    Proof elsewhere = new Proof.IpAllow(AddressBlocks.of(List.of("198.51.100.0/24")));
    assertThat(judge(here, NOW)).isEqualTo(new Verdict.Genuine("ip-allow"));
    assertThat(judge(elsewhere, NOW)).isEqualTo(new Verdict.Forged(Finding.ADDRESS));
  }

  @Test
  void oneOfSeveralIsEnoughUnlessItWasOfferedTwice() {
    Proof key = new Proof.HeaderSecret("X-Key", List.of(KEY));
    Proof here = new Proof.IpAllow(AddressBlocks.of(List.of("203.0.113.9")));
    Proof elsewhere = new Proof.IpAllow(AddressBlocks.of(List.of("198.51.100.1")));
    Proof either = new Proof.AnyOf(List.of(key, new Proof.AllOf(List.of(here, STANDARD))));

    assertThat(judge(either, NOW)).isEqualTo(Verdict.UNPROVEN);
    header("X-Key", KEY.value());
    assertThat(judge(either, NOW)).isEqualTo(new Verdict.Genuine("header-secret:KEY"));
    header("X-Key", "wrong");
    assertThat(judge(either, NOW)).isEqualTo(Verdict.FORGED);
    assertThat(judge(new Proof.AnyOf(List.of(here, key)), NOW))
        .isEqualTo(new Verdict.Genuine("ip-allow"));
    assertThat(judge(new Proof.AllOf(List.of(elsewhere, here)), NOW))
        .isEqualTo(new Verdict.Forged(Finding.ADDRESS));
    headers.put("x-key", List.of(KEY.value(), KEY.value()));
    assertThat(judge(new Proof.AnyOf(List.of(here, key)), NOW)).isEqualTo(Verdict.AMBIGUOUS);
  }

  @Test
  void aTokenInTheBodyIsReadOnce() {
    Proof token = new Proof.BodyToken(List.of("token"), List.of(KEY));
    assertThat(body(token, "{\"a\":1,\"token\":\"scheme-test-secret\"}"))
        .isEqualTo(new Verdict.Genuine("body-token:KEY"));
    assertThat(body(token, "a=1&token=scheme%2Dtest-secret"))
        .isEqualTo(new Verdict.Genuine("body-token:KEY"));
    assertThat(body(token, "{\"token\":\"wrong\"}")).isEqualTo(Verdict.FORGED);
    assertThat(body(token, "{\"token\":\"wrong\",\"token\":\"scheme-test-secret\"}"))
        .isEqualTo(Verdict.AMBIGUOUS);
    assertThat(body(token, "{\"token\":\"scheme-test-secret\""))
        .isEqualTo(new Verdict.Forged(Finding.UNREADABLE));
    assertThat(body(token, "{\"token\":\"\"}")).isEqualTo(Verdict.UNPROVEN);
    assertThat(body(token, "{}")).isEqualTo(Verdict.UNPROVEN);
  }

  private static Proof hmac(String element, String signs, Stamp stamp) {
    return new Proof.Hmac(
        new Signing(
            "X-Sig",
            element,
            Proof.Encoding.HEX,
            "",
            false,
            SignedText.of(signs),
            stamp,
            null,
            null,
            null),
        Proof.Algorithm.SHA256,
        List.of(KEY));
  }

  private static Proof telnyx(String key) {
    return new Proof.Ed25519(
        new Signing(
            "telnyx-signature-ed25519",
            null,
            Proof.Encoding.BASE64,
            "",
            false,
            SignedText.of("{t}|{body}"),
            new Stamp("telnyx-timestamp", null, Stamp.Unit.S, minutes(5)),
            null,
            null,
            null),
        List.of(new Secret("TELNYX", key)));
  }

  private static Duration minutes(int count) {
    return Duration.ofMinutes(count);
  }

  private static Door door(Proof proof) {
    return TestDoors.proved(TestDoors.open("schemes"), proof);
  }

  private void header(String name, String value) {
    headers.put(name.toLowerCase(Locale.ROOT), List.of(value));
  }

  private Verdict judge(Proof proof, Instant now) {
    return Doorkeeper.judge(proof, claim(BODY, now));
  }

  private Verdict body(Proof proof, String body) {
    return Doorkeeper.judge(proof, claim(body.getBytes(UTF_8), NOW));
  }

  private Claim claim(byte[] body, Instant now) {
    return new Claim(
        name -> headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()),
        "/hooks/open",
        null,
        null,
        "203.0.113.9",
        now,
        body);
  }
}
