package dev.trunkline.gateway.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.trunkline.vendors.AddressBlocks;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.SignedText;
import dev.trunkline.vendors.Signing;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would have let a refused request in is found, and no secret is told. */
class ProofDiagnosisTest {

  private static final Secret LIVE = new Secret("LIVE", "live-diagnosis-test-secret");
  private static final Secret OVER =
      new Secret(
          "OLD", "former-diagnosis-test-secret", null, Refusing.NOW.minus(Duration.ofDays(3)));
  private static final Secret TO_COME =
      new Secret("NEW", "coming-diagnosis-test-secret", Refusing.NOW.plusSeconds(60), null);
  private static final String BODY = "{\"call_id\":\"c-1\",\"note\":\"Zoë a/b\",\"n\":[1.50,{}]}";
  private static final Proof.Hmac PLAIN =
      new Proof.Hmac(
          "X-Sig",
          Proof.Algorithm.SHA256,
          Proof.Encoding.HEX,
          "sha256=",
          List.of(LIVE, OVER, TO_COME));

  @Test
  void anotherSecretIsNamed() {
    assertThat(signed(Refusing.hex(OVER, BODY)))
        .contains("with secret OLD, which was over since 2026-02-26T10:15:30Z");
    assertThat(signed(Refusing.hex(TO_COME, BODY)))
        .contains("with secret NEW, which is not live before 2026-03-01T10:16:30Z");
    assertThat(signed(Refusing.hex(Refusing.OTHERS, BODY)))
        .contains("with OTHERS_SECRET, the secret of source there");
  }

  @Test
  void aSecretThatIsNamedIsTried() {
    Secret guess = new Secret("file:guess", "guessed-diagnosis-test-secret");
    Refusing refusing = new Refusing(PLAIN).header("X-Sig", "sha256=" + Refusing.hex(guess, BODY));
    assertThat(refusing.body(BODY).diagnosis().isExplained()).isFalse();
    assertThat(refusing.trying(guess).found())
        .contains("with secret file:guess, which was named")
        .doesNotContain(guess.value());
  }

  @Test
  void theWayItIsWrittenIsTold() {
    String hex = Refusing.hex(LIVE, BODY);
    String base64 = Refusing.base64(LIVE, BODY);
    assertThat(found("x-sig", hex))
        .isEqualTo("it stood behind \"\", where \"sha256=\" is asked for\n");
    assertThat(found("x-sig", "sha256=" + base64))
        .isEqualTo("it was written in base64, where hex is asked for\n");
    assertThat(found("x-sig", "sha256=" + hex.toUpperCase(Locale.ROOT)))
        .isEqualTo("it was written in hex in capitals, where hex is asked for\n");
    assertThat(found("x-sig", "v1=" + base64.replace("=", "")))
        .contains("base64 without = at its end", "behind \"v1=\"");
    assertThat(found("x-hub-signature", "sha256=" + hex))
        .isEqualTo("it stood in header x-hub-signature, where x-sig is asked for\n");
    byte[] sha1 = Refusing.mac("HmacSHA1", LIVE.bytes(), BODY.getBytes(UTF_8));
    assertThat(found("x-sig", "sha256=" + HexFormat.of().formatHex(sha1)))
        .isEqualTo("it was made with HmacSHA1, where HmacSHA256 is asked for\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"call_id\": \"c-1\", \"note\": \"Zo\\u00eb a/b\", \"n\": [1.50, {}]}",
        "{\"call_id\": \"c-1\", \"note\": \"Zoë a/b\", \"n\": [1.50, {}]}",
        "{\"call_id\":\"c-1\",\"note\":\"Zo\\u00eb a\\/b\",\"n\":[1.50,{}]}",
        "{\n  \"call_id\": \"c-1\",\n  \"note\": \"Zoë a/b\",\n  \"n\": [\n    1.50,\n    {}\n  ]\n}",
        "{\"call_id\":\"c-1\",\"note\":\"Zoë a/b\",\"n\":[1.50,{}]}\n"
      })
  void aBodyThatWasWrittenAnewOnItsWayIsRecognised(String signed) {
    assertThat(signed("sha256=" + Refusing.hex(LIVE, signed)))
        .contains("if the body had been written ");
    String sent = "{ \"call_id\" : \"c-1\",\"note\":\"Zo\\u00EB a\\/b\",\"n\":[1.50,{}]}";
    if (!signed.endsWith("\n")) {
      assertThat(
              new Refusing(PLAIN)
                  .header("X-Sig", "sha256=" + Refusing.hex(LIVE, signed))
                  .body(sent)
                  .found())
          .contains("if the body had been written ");
    }
  }

  @Test
  void severalThingsAtOnceAreToldAtOnce() {
    String python = "{\"call_id\": \"c-1\", \"note\": \"Zoë a/b\", \"n\": [1.50, {}]}";
    assertThat(found("authorization", Refusing.base64(OVER, python)))
        .contains(
            "with secret OLD",
            "json.dumps(ensure_ascii=False)",
            "it was written in base64",
            "behind \"\"",
            "it stood in header authorization");
  }

  @Test
  void keysAndSumsThatVendorsMakeByMistakeAreRecognised() {
    Secret hex = new Secret("HEX", "6b".repeat(32));
    Proof proof =
        new Proof.Hmac("X-Sig", Proof.Algorithm.SHA256, Proof.Encoding.HEX, "", List.of(hex));
    byte[] key = HexFormat.of().parseHex(hex.value());
    byte[] text = BODY.getBytes(UTF_8);
    assertThat(found(proof, Refusing.mac("HmacSHA256", key, text)))
        .contains("with the bytes that the secret says in hex");
    assertThat(found(proof, Refusing.mac("HmacSHA256", (hex.value() + "\n").getBytes(UTF_8), text)))
        .contains("a line break behind it");
    assertThat(found(proof, Refusing.mac("HmacSHA256", text, hex.bytes())))
        .contains("key and text had changed places");
    assertThat(found(proof, Digests.hash("SHA-256", List.of(hex.bytes(), text))))
        .contains("plain hash of secret and text");
    assertThat(found(proof, Digests.hash("SHA-256", List.of(text))))
        .contains("plain hash of the text");
    assertThat(found(proof, Refusing.mac("HmacSHA256", hex.bytes(), new byte[0])))
        .contains("if nothing had stood for the body");
  }

  @ParameterizedTest
  @CsvSource({
    "19800, 'that is a time zone (+5 h 30 min)', ahead of",
    "-18000, 'that is a time zone (-5 h 0 min)', behind",
    "-4000, compare ours first, behind",
    "777, compare ours first, ahead of"
  })
  void aClockThatIsOffIsMeasured(long seconds, String cure, String where) {
    long time = Refusing.NOW.getEpochSecond() + seconds;
    ProofDiagnosis diagnosis = stamped(Long.toString(time), "{t}.{body}").diagnosis();
    assertThat(diagnosis.proofs().getFirst().remarks()).hasSize(1);
    Remark remark = diagnosis.proofs().getFirst().remarks().getFirst();
    assertThat(remark.found()).contains(where + " our clock");
    assertThat(remark.cure()).contains(cure);
  }

  @Test
  void anotherUnitAndADateAreNoClocksThatAreOff() {
    String millis = Long.toString(Refusing.NOW.toEpochMilli());
    assertThat(stamped(millis, "{t}.{body}").diagnosis().proofs().toString())
        .contains("the number is of milliseconds");
    assertThat(stamped("2026-03-01T10:15:30Z", "{t}.{body}").found())
        .contains("is no number of seconds since 1970, but a date");
    String now = Long.toString(Refusing.NOW.getEpochSecond());
    assertThat(stamped(now, "{body}").found())
        .isEqualTo("if the vendor signed {body}, where {t}.{body} is asked for\n");
    assertThat(stamped(now, "{t}.{body}").found()).isEqualTo("it fits as the source says it now\n");
  }

  @Test
  void aNumberThatIsNoTimeIsNotKept() {
    Refusing refusing =
        new Refusing(PLAIN)
            .header("X-Caller", "phone=15550100199")
            .header("X-Birthdate", "19800101")
            .header("X-Sent", "t=1772360130, phone=15550100199");
    assertThat(refusing.clues().times()).containsExactly(entry("x-sent t", "1772360130"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example.com/hooks/here?a=1",
        "https://hooks.example.com:443/hooks/here?a=1",
        "https://public.example.net/hooks/here?a=1",
        "https://hooks.example.com/hooks/here",
        "https://hooks.example.com/hooks/here/"
      })
  void theUrlAsTheVendorSeesItIsFound(String url) {
    Signing signing =
        new Signing(
            "X-Sig",
            null,
            Proof.Encoding.HEX,
            "",
            false,
            SignedText.of("{url}{body}"),
            null,
            null,
            "https://hooks.example.com",
            null);
    Proof proof = new Proof.Hmac(signing, Proof.Algorithm.SHA256, List.of(LIVE));
    assertThat(
            new Refusing(proof)
                .query("a=1")
                .header("X-Forwarded-Host", "public.example.net")
                .header("X-Sig", Refusing.hex(LIVE, url + BODY))
                .body(BODY)
                .found())
        .startsWith("if the vendor posted to " + url.replace("?a=1", "?…"));
  }

  @Test
  void aPublicKeyThatWasNamedIsTried() throws Exception {
    KeyPair ours = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    KeyPair theirs = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Signing signing = Signing.ofBody("X-Sig", Proof.Encoding.BASE64, "");
    Proof proof = new Proof.Ed25519(signing, List.of(key("OURS", ours)));
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(theirs.getPrivate());
    signer.update((BODY + "\n").getBytes(UTF_8));
    Refusing refusing =
        new Refusing(proof)
            .header("X-Sig", Base64.getEncoder().encodeToString(signer.sign()))
            .body(BODY);
    assertThat(refusing.diagnosis().isExplained()).isFalse();
    assertThat(refusing.trying(key("THEIRS", theirs)).found())
        .contains("with key THEIRS, which was named", "with a line break at its end");
  }

  @Test
  void aSecretThatIsSentAsItIsIsFoundWhereverItStands() {
    Proof keyed = new Proof.HeaderSecret("X-Key", List.of(LIVE, OVER));
    String value = LIVE.value();
    assertThat(new Refusing(keyed).header("Authorization", "Bearer " + value).found())
        .contains("LIVE stood in header authorization, where header x-key is asked for");
    assertThat(new Refusing(keyed).header("X-Key", "Bearer " + value).found())
        .contains("LIVE stood there behind a word and a blank");
    assertThat(new Refusing(keyed).header("X-Key", "\"" + value + "\"").found())
        .contains("in quotes");
    assertThat(new Refusing(keyed).header("X-Key", value.toUpperCase(Locale.ROOT)).found())
        .contains("in other capitals");
    assertThat(new Refusing(keyed).query("key=" + value.replace("-", "%2D")).found())
        .contains("LIVE stood in query");
    assertThat(new Refusing(keyed).body("{\"key\":\"" + value + "\"}").found())
        .contains("LIVE stood in body");
    assertThat(new Refusing(keyed).header("X-Key", OVER.value()).found())
        .contains("OLD was over since 2026-02-26");
    assertThat(new Refusing(keyed).header("X-Key", Refusing.OTHERS.value()).found())
        .contains("header x-key held OTHERS_SECRET, the secret of source there");
    assertThat(new Refusing(keyed).header("X-Key", "who-knows-what").diagnosis().isExplained())
        .isFalse();
    assertThat(new Refusing(PLAIN).header("X-Sig", value).body(BODY).found())
        .contains("header x-sig held the secret LIVE itself, where a signature is asked for");
    String pair = Base64.getEncoder().encodeToString(("user:" + value).getBytes(UTF_8));
    assertThat(
            new Refusing(new Proof.Basic("other", List.of(LIVE)))
                .header("Authorization", "Basic " + pair)
                .found())
        .contains("the password was right, and the user was another");
    assertThat(new Refusing(new Proof.PathSecret(List.of(LIVE))).pathSecret(OVER.value()).found())
        .contains("no secret that is known here");
    assertThat(
            new Refusing(new Proof.BodyToken(List.of("auth", "token"), List.of(LIVE)))
                .body("{\"auth\":{\"token\":\" " + value + "\"}}")
                .found())
        .contains("LIVE stood there with blanks round it");
  }

  @Test
  void whatIsMissingIsTold() {
    assertThat(new Refusing(PLAIN).header("X-Other", "1").body(BODY).found())
        .contains("there was no header x-sig", "headers: host, x-other");
    assertThat(new Refusing(PLAIN).header("X-Sig", "sha256=none").body(BODY).found())
        .contains("what stood in header x-sig is no signature");
    assertThat(
            new Refusing(PLAIN)
                .header("X-Sig", "sha256=" + Refusing.hex(LIVE, BODY + "x"))
                .body(BODY + "x")
                .kept(9)
                .found())
        .contains("of the body 9 of 50 bytes were kept");
    assertThat(
            new Refusing(new Proof.IpAllow(AddressBlocks.of(List.of("198.51.100.0/24")))).found())
        .contains("203.0.113.9, which is not among the allowed");
  }

  private static Secret key(String id, KeyPair pair) {
    return new Secret(id, Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
  }

  /** Signed with a time of its own over this text. */
  private static Refusing stamped(String time, String text) {
    Signing signing =
        new Signing(
            "X-Sig",
            "v1",
            Proof.Encoding.HEX,
            "",
            false,
            SignedText.of("{t}.{body}"),
            new Signing.Stamp("X-Time", null, Signing.Stamp.Unit.S, Duration.ofMinutes(5)),
            null,
            null,
            null);
    String signed = text.replace("{t}", time).replace("{body}", BODY);
    return new Refusing(new Proof.Hmac(signing, Proof.Algorithm.SHA256, List.of(LIVE)))
        .header("X-Time", time)
        .header("X-Sig", "v1=" + Refusing.hex(LIVE, signed))
        .body(BODY);
  }

  private static String signed(String signature) {
    String written = signature.startsWith("sha256=") ? signature : "sha256=" + signature;
    return found("X-Sig", written);
  }

  private static String found(Proof proof, byte[] signature) {
    return new Refusing(proof)
        .header("X-Sig", HexFormat.of().formatHex(signature))
        .body(BODY)
        .found();
  }

  private static String found(String header, String value) {
    return new Refusing(PLAIN).header(header, value).body(BODY).found();
  }
}
