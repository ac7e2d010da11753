package dev.trunkline.vendors;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a request proves who speaks: a fact, judged by the gateway over the raw bytes. A new kind
 * does not compile until it is judged. Several secrets are live at once, so that they can be
 * rotated.
 */
public sealed interface Proof {

  /** The contract's name of the kind: {@code hmac}, {@code header-secret}, … */
  String kind();

  /** Nothing is asked. Only for a source that says {@code allow_unsigned: true}. */
  record None() implements Proof {
    @Override
    public String kind() {
      return "none";
    }
  }

  /**
   * A header holds the secret itself.
   *
   * @param header name, compared without case
   * @param secrets at least one
   */
  record HeaderSecret(String header, List<Secret> secrets) implements Proof {
    /** Copies the list and refuses an empty one. */
    public HeaderSecret {
      secrets = atLeastOne(secrets, "header-secret");
    }

    @Override
    public String kind() {
      return "header-secret";
    }
  }

  /**
   * The last segment of the path, below the door's own, is the secret.
   *
   * @param secrets at least one
   */
  record PathSecret(List<Secret> secrets) implements Proof {
    /** Copies the list and refuses an empty one. */
    public PathSecret {
      secrets = atLeastOne(secrets, "path-secret");
    }

    @Override
    public String kind() {
      return "path-secret";
    }
  }

  /**
   * A parameter of the query holds the secret itself.
   *
   * @param parameter name, compared exactly
   * @param secrets at least one
   */
  record QuerySecret(String parameter, List<Secret> secrets) implements Proof {
    /** Copies the list and refuses an empty one. */
    public QuerySecret {
      secrets = atLeastOne(secrets, "query-secret");
    }

    @Override
    public String kind() {
      return "query-secret";
    }
  }

  /**
   * The {@code Authorization} header holds user and password, the Basic scheme of RFC 7617.
   *
   * @param user without a colon
   * @param secrets passwords, at least one
   */
  record Basic(String user, List<Secret> secrets) implements Proof {
    /** Copies the list, refuses an empty one and a user that RFC 7617 cannot write. */
    public Basic {
      secrets = atLeastOne(secrets, "basic");
      if (user.contains(":")) {
        throw new IllegalArgumentException("the user of a basic proof holds a colon");
      }
    }

    @Override
    public String kind() {
      return "basic";
    }

    /** The header's value with this password. */
    public String header(Secret secret) {
      byte[] pair = (user + ":" + secret.value()).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
  }

  /**
   * A header holds a keyed hash (RFC 2104) of the raw body, or of a text round it.
   *
   * @param signing where it stands, and of what it is
   * @param algorithm of the hash
   * @param secrets at least one
   */
  record Hmac(Signing signing, Algorithm algorithm, List<Secret> secrets) implements Proof {
    /** Copies the list and refuses an empty one. */
    public Hmac {
      secrets = atLeastOne(secrets, "hmac");
    }

    /** One of the body alone, all of a header's value. */
    public Hmac(
        String header,
        Algorithm algorithm,
        Encoding encoding,
        String prefix,
        List<Secret> secrets) {
      this(Signing.ofBody(header, encoding, prefix), algorithm, secrets);
    }

    @Override
    public String kind() {
      return "hmac";
    }
  }

  /**
   * A header holds an Ed25519 signature (RFC 8032) of the raw body, or of a text round it.
   *
   * @param signing where it stands, and of what it is
   * @param secrets public keys as {@link PublicKeys} reads them, at least one; no secrets, but as
   *     long-lived
   */
  record Ed25519(Signing signing, List<Secret> secrets) implements Proof {
    /** Copies the list, refuses an empty one and what is no key. */
    public Ed25519 {
      secrets = atLeastOne(secrets, "ed25519");
      for (Secret secret : secrets) {
        readable(secret, PublicKeys::ed25519);
      }
    }

    @Override
    public String kind() {
      return "ed25519";
    }
  }

  /**
   * Signed as standardwebhooks.com says: {@code {id}.{t}.{body}}, HMAC-SHA256 ({@code v1}) or
   * Ed25519 ({@code v1a}).
   *
   * @param prefix of the three headers' names: {@code webhook}, or {@code svix}
   * @param tolerance how far the time may lie from our clock, in either direction; positive
   * @param secrets {@code whsec_} and base64 of the key, or {@code whpk_} and base64 of a public
   *     key; at least one
   */
  record StandardWebhooks(String prefix, Duration tolerance, List<Secret> secrets)
      implements Proof {
    /** Copies the list, refuses an empty one and what is no key. */
    public StandardWebhooks {
      secrets = atLeastOne(secrets, "standard-webhooks");
      for (Secret secret : secrets) {
        readable(secret, StandardKey::of);
      }
      if (tolerance.isNegative() || tolerance.isZero()) {
        throw new IllegalArgumentException("tolerance must be positive");
      }
    }

    /** The header of the message's id. */
    public String idHeader() {
      return prefix + "-id";
    }

    /** The header of the time, in seconds since 1970. */
    public String timeHeader() {
      return prefix + "-timestamp";
    }

    /** The header of the signatures, blanks between them. */
    public String signatureHeader() {
      return prefix + "-signature";
    }

    /** What is signed; how the header holds several signatures it does not say. */
    public Signing signing() {
      return new Signing(
          signatureHeader(),
          null,
          Encoding.BASE64,
          "",
          false,
          SignedText.STANDARD,
          new Signing.Stamp(timeHeader(), null, Signing.Stamp.Unit.S, tolerance),
          idHeader(),
          null,
          null);
    }

    @Override
    public String kind() {
      return "standard-webhooks";
    }
  }

  /**
   * A field of the body holds the secret itself; it is masked before the body is kept.
   *
   * @param path keys that lead to it in a JSON body; of a form, the first is the field
   * @param secrets at least one
   */
  record BodyToken(List<String> path, List<Secret> secrets) implements Proof {
    /** Copies the lists and refuses empty ones. */
    public BodyToken {
      path = List.copyOf(path);
      secrets = atLeastOne(secrets, "body-token");
      if (path.isEmpty()) {
        throw new IllegalArgumentException("a body-token needs a path");
      }
    }

    @Override
    public String kind() {
      return "body-token";
    }
  }

  /**
   * The request comes from one of these addresses, seen from the first proxy that is not named.
   *
   * @param from at least one block
   */
  record IpAllow(AddressBlocks from) implements Proof {
    /** Refuses a list that would let nobody in. */
    public IpAllow {
      if (from.isEmpty()) {
        throw new IllegalArgumentException("ip-allow names no address");
      }
    }

    @Override
    public String kind() {
      return "ip-allow";
    }
  }

  /**
   * One of several is enough.
   *
   * @param proofs at least two
   */
  record AnyOf(List<Proof> proofs) implements Proof {
    /** Copies the list and refuses one that is no choice. */
    public AnyOf {
      proofs = several(proofs, "any-of");
    }

    @Override
    public String kind() {
      return "any-of";
    }
  }

  /**
   * All of several must pass; to stand within an {@link AnyOf}.
   *
   * @param proofs at least two
   */
  record AllOf(List<Proof> proofs) implements Proof {
    /** Copies the list and refuses one that is no combination. */
    public AllOf {
      proofs = several(proofs, "all-of");
    }

    @Override
    public String kind() {
      return "all-of";
    }
  }

  /** Hash of an {@link Hmac}. */
  enum Algorithm {
    SHA1("HmacSHA1"),
    SHA256("HmacSHA256"),
    SHA512("HmacSHA512");

    private final String jca;

    Algorithm(String jca) {
      this.jca = jca;
    }

    /** Name for {@code javax.crypto.Mac}. */
    public String jca() {
      return jca;
    }
  }

  /** How a signature is written. */
  enum Encoding {
    HEX,
    BASE64
  }

  /** Those that are not made of others, in their order. */
  default List<Proof> parts() {
    return switch (this) {
      case AnyOf any -> any.proofs().stream().flatMap(proof -> proof.parts().stream()).toList();
      case AllOf all -> all.proofs().stream().flatMap(proof -> proof.parts().stream()).toList();
      case None none -> List.of(none);
      case HeaderSecret single -> List.of(single);
      case PathSecret single -> List.of(single);
      case QuerySecret single -> List.of(single);
      case Basic single -> List.of(single);
      case Hmac single -> List.of(single);
      case Ed25519 single -> List.of(single);
      case StandardWebhooks single -> List.of(single);
      case BodyToken single -> List.of(single);
      case IpAllow single -> List.of(single);
    };
  }

  /** The secrets that it goes by, those of its parts included; empty where there are none. */
  default List<Secret> all() {
    return switch (this) {
      case AnyOf any -> any.proofs().stream().flatMap(proof -> proof.all().stream()).toList();
      case AllOf all -> all.proofs().stream().flatMap(proof -> proof.all().stream()).toList();
      case None none -> List.of();
      case IpAllow none -> List.of();
      case HeaderSecret single -> single.secrets();
      case PathSecret single -> single.secrets();
      case QuerySecret single -> single.secrets();
      case Basic single -> single.secrets();
      case Hmac single -> single.secrets();
      case Ed25519 single -> single.secrets();
      case StandardWebhooks single -> single.secrets();
      case BodyToken single -> single.secrets();
    };
  }

  private static List<Secret> atLeastOne(List<Secret> secrets, String kind) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("proof " + kind + " names no secret");
    }
    return List.copyOf(secrets);
  }

  private static List<Proof> several(List<Proof> proofs, String kind) {
    if (proofs.size() < 2 || proofs.stream().anyMatch(None.class::isInstance)) {
      throw new IllegalArgumentException(kind + " names at least two proofs, and never none");
    }
    return List.copyOf(proofs);
  }

  private static void readable(Secret secret, Consumer<String> reader) {
    if (StandIns.is(secret.value())) {
      return;
    }
    try {
      reader.accept(secret.value());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("key " + secret.id() + " " + e.getMessage(), e);
    }
  }
}
