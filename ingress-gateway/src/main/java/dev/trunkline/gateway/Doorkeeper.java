package dev.trunkline.gateway;

import dev.trunkline.gateway.Verdict.Finding;
import dev.trunkline.vendors.BodyTokens;
import dev.trunkline.vendors.Handshake;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges who speaks, over the raw bytes and before anything is parsed. The only reader of webhook
 * secrets. Pure: never throws for anything a caller can send, and always compares in constant time.
 */
final class Doorkeeper {

  private static final String BASIC = "Basic ";

  private Doorkeeper() {}

  /**
   * Judges all proofs of a door. No proof at all refuses: missing configuration is not an open
   * door.
   *
   * @return genuine only if all are; else the worst finding, without saying which proof it was
   */
  static Verdict judge(List<Proof> proofs, Claim claim) {
    Verdict worst = proofs.isEmpty() ? Verdict.UNPROVEN : new Verdict.Genuine("");
    List<String> passed = new ArrayList<>();
    List<Verdict.Signed> signed = new ArrayList<>();
    for (Proof proof : proofs) {
      Verdict verdict = judge(proof, claim);
      if (severity(verdict) > severity(worst)) {
        worst = verdict;
      }
      if (verdict instanceof Verdict.Genuine genuine) {
        passed.add(genuine.proof());
        signed.addAll(genuine.signed());
      }
    }
    return worst instanceof Verdict.Genuine
        ? new Verdict.Genuine(String.join(",", passed), signed)
        : worst;
  }

  /** Judges one proof. */
  static Verdict judge(Proof proof, Claim claim) {
    return switch (proof) {
      case Proof.None none -> new Verdict.Genuine(none.kind());
      case Proof.HeaderSecret asked ->
          offered(claim.headers().apply(asked.header()), asked, claim, Doorkeeper::sameSecret);
      case Proof.QuerySecret asked ->
          offered(
              Query.values(claim.query(), asked.parameter()),
              asked,
              claim,
              Doorkeeper::sameEscapedSecret);
      case Proof.Basic asked ->
          offered(
              claim.headers().apply("authorization"),
              asked,
              claim,
              value -> secret -> sameBytes(basic(value), bytes(asked.header(secret))));
      case Proof.PathSecret asked ->
          offered(
              claim.pathSecret() == null ? List.of() : List.of(claim.pathSecret()),
              asked,
              claim,
              Doorkeeper::sameSecret);
      case Proof.BodyToken asked -> token(asked, claim);
      case Proof.Hmac asked -> Signatures.hmac(asked, claim);
      case Proof.Ed25519 asked -> Signatures.ed25519(asked, claim);
      case Proof.StandardWebhooks asked -> StandardWebhooks.judge(asked, claim);
      case Proof.IpAllow asked ->
          asked.from().contain(claim.peer())
              ? new Verdict.Genuine(asked.kind())
              : new Verdict.Forged(Finding.ADDRESS);
      case Proof.AllOf all -> judge(all.proofs(), claim);
      case Proof.AnyOf any -> best(any.proofs(), claim);
    };
  }

  /**
   * One is enough, and all are judged. A proof that was offered twice refuses all the same, for who
   * reads the other one may not be who we think.
   */
  private static Verdict best(List<Proof> proofs, Claim claim) {
    Verdict best = Verdict.UNPROVEN;
    for (Proof proof : proofs) {
      Verdict verdict = judge(proof, claim);
      if (verdict instanceof Verdict.Ambiguous) {
        return verdict;
      }
      boolean better =
          verdict instanceof Verdict.Genuine
              ? !(best instanceof Verdict.Genuine)
              : best instanceof Verdict.Unproven;
      if (better) {
        best = verdict;
      }
    }
    return best;
  }

  /** Judges the token of a handshake. */
  static Verdict token(Handshake.Subscription asked, Claim claim) {
    return judge(new Proof.QuerySecret("hub.verify_token", asked.tokens()), claim);
  }

  private static Verdict token(Proof.BodyToken asked, Claim claim) {
    BodyTokens.Search search = BodyTokens.find(asked.path(), claim.body());
    if (!search.whole()) {
      return new Verdict.Forged(Finding.UNREADABLE);
    }
    List<String> values = search.values().stream().map(BodyTokens.Found::value).toList();
    if (values.size() > 1) {
      return Verdict.AMBIGUOUS;
    }
    if (values.isEmpty() || values.getFirst().isEmpty()) {
      return Verdict.UNPROVEN;
    }
    byte[] value = values.getFirst().getBytes(StandardCharsets.UTF_8);
    return Fitting.of(asked, asked.secrets(), claim.now(), sameSecret(value));
  }

  private static Verdict offered(
      List<String> values, Proof proof, Claim claim, Function<byte[], Predicate<Secret>> test) {
    if (values.size() > 1) {
      return Verdict.AMBIGUOUS;
    }
    if (values.isEmpty() || values.getFirst().isEmpty()) {
      return Verdict.UNPROVEN;
    }
    byte @Nullable [] value = wire(values.getFirst());
    return value == null
        ? Verdict.FORGED
        : Fitting.of(proof, proof.all(), claim.now(), test.apply(value));
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
