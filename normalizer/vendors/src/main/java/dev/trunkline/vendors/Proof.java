package dev.trunkline.vendors;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

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
   * A header holds a keyed hash (RFC 2104) of the raw body.
   *
   * @param header name, compared without case
   * @param algorithm of the hash
   * @param encoding of the header's value after the prefix
   * @param prefix what stands before the value ({@code sha256=}), may be empty
   * @param secrets at least one
   */
  record Hmac(
      String header, Algorithm algorithm, Encoding encoding, String prefix, List<Secret> secrets)
      implements Proof {
    /** Copies the list and refuses an empty one. */
    public Hmac {
      secrets = atLeastOne(secrets, "hmac");
    }

    @Override
    public String kind() {
      return "hmac";
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

  /** How an {@link Hmac} is written. */
  enum Encoding {
    HEX,
    BASE64
  }

  private static List<Secret> atLeastOne(List<Secret> secrets, String kind) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("proof " + kind + " names no secret");
    }
    return List.copyOf(secrets);
  }
}
