package dev.trunkline.gateway;

import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Judges who speaks, over the raw bytes and before anything is parsed. The only reader of webhook
 * secrets. Pure: never throws for anything a caller can send, and always compares in constant time.
 */
final class Doorkeeper {

  private static final String BASIC = "Basic ";

  /** Looking one up costs as much as the hashing of a small body. */
  private static final ThreadLocal<Map<Proof.Algorithm, Mac>> MACS =
      ThreadLocal.withInitial(() -> new EnumMap<>(Proof.Algorithm.class));

  private Doorkeeper() {}

  /**
   * Judges all proofs of a door. No proof at all refuses: missing configuration is not an open
   * door.
   *
   * @return genuine only if all are; else the worst finding, without saying which proof it was
   */
  static Verdict judge(List<Proof> proofs, Claim claim) {
    StringBuilder genuine = new StringBuilder();
    Verdict worst = proofs.isEmpty() ? Verdict.UNPROVEN : new Verdict.Genuine("");
    for (Proof proof : proofs) {
      Verdict verdict = judge(proof, claim);
      if (severity(verdict) > severity(worst)) {
        worst = verdict;
      }
      if (verdict instanceof Verdict.Genuine(String key)) {
        genuine.append(genuine.isEmpty() ? "" : ",").append(key);
      }
    }
    return worst instanceof Verdict.Genuine ? new Verdict.Genuine(genuine.toString()) : worst;
  }

  /** Judges one proof. */
  static Verdict judge(Proof proof, Claim claim) {
    return switch (proof) {
      case Proof.None none -> new Verdict.Genuine(none.kind());
      case Proof.HeaderSecret asked ->
          offered(
              claim.headers().apply(asked.header()),
              asked,
              asked.secrets(),
              Doorkeeper::sameSecret);
      case Proof.QuerySecret asked ->
          offered(
              Query.values(claim.query(), asked.parameter()),
              asked,
              asked.secrets(),
              Doorkeeper::sameEscapedSecret);
      case Proof.Basic asked ->
          offered(
              claim.headers().apply("authorization"),
              asked,
              asked.secrets(),
              value -> secret -> sameBytes(basic(value), bytes(asked.header(secret))));
      case Proof.PathSecret asked ->
          offered(
              claim.pathSecret() == null ? List.of() : List.of(claim.pathSecret()),
              asked,
              asked.secrets(),
              Doorkeeper::sameSecret);
      case Proof.Hmac asked ->
          offered(
              claim.headers().apply(asked.header()),
              asked,
              asked.secrets(),
              value ->
                  secret -> MessageDigest.isEqual(signature(asked, secret, claim.body()), value));
    };
  }

  /** Tries every live secret, so that time does not tell which one matched. */
  private static Verdict offered(
      List<String> values,
      Proof proof,
      List<Secret> secrets,
      Function<byte[], Predicate<Secret>> test) {
    if (values.size() > 1) {
      return Verdict.AMBIGUOUS;
    }
    if (values.isEmpty() || values.getFirst().isEmpty()) {
      return Verdict.UNPROVEN;
    }
    byte @Nullable [] value = wire(values.getFirst());
    if (value == null) {
      return Verdict.FORGED;
    }
    Predicate<Secret> matches = test.apply(value);
    Verdict verdict = Verdict.FORGED;
    for (Secret secret : secrets) {
      boolean match = matches.test(secret);
      if (match && verdict instanceof Verdict.Forged) {
        verdict = new Verdict.Genuine(proof.kind() + ":" + secret.id());
      }
    }
    return verdict;
  }

  /**
   * The secret as a query holds it. A plus is a blank in a form and itself in a URL: whichever way
   * the vendor wrote it, it is the same secret.
   */
  private static Predicate<Secret> sameEscapedSecret(byte[] value) {
    String written = new String(value, StandardCharsets.ISO_8859_1);
    Predicate<Secret> asForm = sameSecret(bytes(Query.unescaped(written)));
    Predicate<Secret> asUrl = sameSecret(bytes(Query.unescaped(written.replace("+", "%2B"))));
    return secret -> asForm.test(secret) || asUrl.test(secret);
  }

  /** The header with its scheme written as we write it: a scheme has no case (RFC 9110). */
  private static byte[] basic(byte[] value) {
    String header = new String(value, StandardCharsets.ISO_8859_1);
    return header.regionMatches(true, 0, BASIC, 0, BASIC.length())
        ? bytes(BASIC + header.substring(BASIC.length()))
        : value;
  }

  private static boolean sameBytes(byte[] one, byte[] other) {
    return MessageDigest.isEqual(sha256(one), sha256(other));
  }

  private static byte[] bytes(String chars) {
    return chars.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Compares digests, so that the time depends on neither the secret's content nor its length. */
  private static Predicate<Secret> sameSecret(byte[] value) {
    byte[] offered = sha256(value);
    return secret -> MessageDigest.isEqual(sha256(secret.bytes()), offered);
  }

  /**
   * The header that would be right. Comparing written forms is stricter than decoding what came:
   * other case, missing padding or blanks are other bytes.
   */
  private static byte[] signature(Proof.Hmac proof, Secret secret, byte[] body) {
    byte[] mac = mac(proof.algorithm(), secret, body);
    String written =
        switch (proof.encoding()) {
          case HEX -> HexFormat.of().formatHex(mac);
          case BASE64 -> Base64.getEncoder().encodeToString(mac);
        };
    return (proof.prefix() + written).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] mac(Proof.Algorithm algorithm, Secret secret, byte[] body) {
    try {
      Mac mac = MACS.get().computeIfAbsent(algorithm, Doorkeeper::newMac);
      mac.init(new SecretKeySpec(secret.bytes(), algorithm.jca()));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm.jca(), e);
    }
  }

  private static Mac newMac(Proof.Algorithm algorithm) {
    try {
      return Mac.getInstance(algorithm.jca());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm.jca(), e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** The bytes as they came; null if a char is no byte, which no wire can carry. */
  private static byte @Nullable [] wire(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) > 0xFF) {
        return null;
      }
    }
    return value.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int severity(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Genuine genuine -> 0;
      case Verdict.Unproven unproven -> 1;
      case Verdict.Forged forged -> 2;
      case Verdict.Ambiguous ambiguous -> 3;
    };
  }
}
