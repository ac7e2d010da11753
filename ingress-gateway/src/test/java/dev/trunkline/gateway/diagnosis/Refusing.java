package dev.trunkline.gateway.diagnosis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.vendors.Answers;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A request at a door that refuses it, on its way through {@code rejected.v1} to the diagnosis. */
final class Refusing {

  static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");
  static final Secret OTHERS = new Secret("OTHERS_SECRET", "another-sources-test-secret");

  private final Proof proof;
  private final List<Offered.Header> headers = new ArrayList<>();
  private final List<Secret> more = new ArrayList<>();
  private String query = "";
  private String pathSecret = "";
  private byte[] body = new byte[0];
  private int kept = Integer.MAX_VALUE;

  Refusing(Proof proof) {
    this.proof = proof;
    header("Host", "hooks.example.com");
  }

  Refusing header(String name, String value) {
    String wire = new String(value.getBytes(UTF_8), ISO_8859_1);
    headers.add(new Offered.Header(name.toLowerCase(Locale.ROOT), wire));
    return this;
  }

  Refusing query(String of) {
    query = of;
    return this;
  }

  Refusing pathSecret(String of) {
    pathSecret = of;
    return this;
  }

  Refusing body(String text) {
    return body(text.getBytes(UTF_8));
  }

  Refusing body(byte[] of) {
    body = of;
    return this;
  }

  Refusing kept(int bytes) {
    kept = bytes;
    return this;
  }

  Refusing trying(Secret secret) {
    more.add(secret);
    return this;
  }

  /** What is kept of it. */
  Clues clues() {
    Door door = door("here", proof);
    return Clues.of(offered(), door, known(door), false);
  }

  private Offered offered() {
    return new Offered(
        headers,
        "/hooks/here",
        query.isEmpty() ? null : query,
        pathSecret.isEmpty() ? null : pathSecret,
        body);
  }

  private static KnownSecrets known(Door door) {
    return KnownSecrets.of(
        List.of(door, door("there", new Proof.HeaderSecret("X-Other", List.of(OTHERS)))));
  }

  /** What is said of it. */
  ProofDiagnosis diagnosis() {
    Door door = door("here", proof);
    KnownSecrets known = known(door);
    byte[] clean = known.masked(body);
    Clues clues = Clues.of(offered(), door, known, !Arrays.equals(clean, body));
    Map<String, String> record = new HashMap<>();
    record.put("source", "here");
    record.put("door", "here");
    record.put("cause", "wrong-proof");
    record.put("received_at", NOW.toString());
    record.put("content_type", "application/json");
    record.put("remote_ip", "203.0.113.9");
    record.put("body_bytes", Integer.toString(body.length));
    record.put(RefusedRequest.CLUES, EventJson.mapper().writeValueAsString(clues));
    byte[] value = Arrays.copyOf(clean, Math.min(kept, clean.length));
    ProofDiagnosis diagnosis =
        ProofDiagnosis.of(RefusedRequest.of(record, value), door, known, more);
    assertNothingTold(known, record + new String(value, UTF_8) + diagnosis);
    return diagnosis;
  }

  /** Neither a secret nor a signature is written down, whatever was found. */
  private void assertNothingTold(KnownSecrets known, String written) {
    for (KnownSecrets.Known one : known.all()) {
      assertThat(written).doesNotContain(Escapes.of(one.secret().value()));
    }
    more.forEach(secret -> assertThat(written).doesNotContain(secret.value()));
    for (Offered.Header header : headers) {
      for (Seen seen : Seen.in(header.name(), header.value(), true)) {
        assertThat(written)
            .doesNotContain(header.value().substring(seen.prefix().length()))
            .satisfies(
                text -> {
                  if (!(proof instanceof Proof.Ed25519)) {
                    assertThat(text).doesNotContain(String.valueOf(seen.signature()));
                  }
                });
      }
    }
  }

  /** What was found, one a line. */
  String found() {
    StringBuilder found = new StringBuilder();
    diagnosis()
        .proofs()
        .forEach(
            proof -> proof.remarks().forEach(remark -> found.append(remark.found()).append('\n')));
    return found.toString();
  }

  static byte[] mac(String algorithm, byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String hex(Secret secret, String text) {
    return HexFormat.of().formatHex(mac("HmacSHA256", secret.bytes(), text.getBytes(UTF_8)));
  }

  static String base64(Secret secret, String text) {
    return Base64.getEncoder()
        .encodeToString(mac("HmacSHA256", secret.bytes(), text.getBytes(UTF_8)));
  }

  private static Door door(String source, Proof proof) {
    return new Door(
        source,
        "test",
        "here",
        "/hooks/" + source,
        Set.of("POST"),
        List.of(proof),
        Answers.of(new Door.Answer(200, "text/plain", "")),
        Door.Terms.NONE,
        false,
        null,
        Set.of());
  }
}
