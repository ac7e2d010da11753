package dev.trunkline.gateway;

import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
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

  private Doorkeeper() {}

  /**
   * Judges all proofs of a door. No proof at all refuses: missing configuration is not an open
   * door.
   *
   * @param headers all values of a request header by its name, in any case; each char is one byte
   *     as it came over the wire
   * @param pathSecret the path's segment below the door, as it was in the URL; null if none
   * @return genuine only if all are; else the worst finding, without saying which proof it was
   */
  static Verdict judge(
      List<Proof> proofs,
      Function<String, List<String>> headers,
      @Nullable String pathSecret,
      byte[] body) {
    StringBuilder genuine = new StringBuilder();
    Verdict worst = proofs.isEmpty() ? Verdict.UNPROVEN : new Verdict.Genuine("");
    for (Proof proof : proofs) {
      Verdict verdict = judge(proof, headers, pathSecret, body);
      if (severity(verdict) > severity(worst)) {
        worst = verdict;
      }
      if (verdict instanceof Verdict.Genuine(String key)) {
        genuine.append(genuine.isEmpty() ? "" : ",").append(key);
      }
    }
    return worst instanceof Verdict.Genuine ? new Verdict.Genuine(genuine.toString()) : worst;
  }

  /** Judges one proof; parameters as for {@link #judge(List, Function, String, byte[])}. */
  static Verdict judge(
      Proof proof,
      Function<String, List<String>> headers,
      @Nullable String pathSecret,
      byte[] body) {
    return switch (proof) {
      case Proof.None none -> new Verdict.Genuine(none.kind());
      case Proof.HeaderSecret asked ->
          offered(headers.apply(asked.header()), asked, asked.secrets(), Doorkeeper::sameSecret);
      case Proof.PathSecret asked ->
          offered(
              pathSecret == null ? List.of() : List.of(pathSecret),
              asked,
              asked.secrets(),
              Doorkeeper::sameSecret);
      case Proof.Hmac asked ->
          offered(
              headers.apply(asked.header()),
              asked,
              asked.secrets(),
              value -> secret -> MessageDigest.isEqual(signature(asked, secret, body), value));
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
      Mac mac = Mac.getInstance(algorithm.jca());
      mac.init(new SecretKeySpec(secret.bytes(), algorithm.jca()));
      return mac.doFinal(body);
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
    boolean bytes = value.chars().allMatch(c -> c <= 0xFF);
    return bytes ? value.getBytes(StandardCharsets.ISO_8859_1) : null;
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
