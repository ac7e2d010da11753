package dev.trunkline.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jdbi.v3.core.Handle;

/**
 * Hashes names with the key that masks them in views: HMAC-SHA-256 (RFC 2104). Whoever has only the
 * digests cannot try out numbers.
 */
final class Digests {

  private final byte[] innerKey;
  private final byte[] outerKey;
  private final MessageDigest sha256;

  private Digests(byte[] innerKey, byte[] outerKey) {
    this.innerKey = innerKey;
    this.outerKey = outerKey;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Of this database. */
  static Digests of(Handle handle) {
    return handle
        .createQuery("select inner_key, outer_key from app.masking")
        .map((row, context) -> new Digests(row.getBytes("inner_key"), row.getBytes("outer_key")))
        .one();
  }

  /** In hexadecimal digits, lower case. */
  String of(Name name) {
    sha256.update(innerKey);
    byte[] inner = sha256.digest(name.text().getBytes(UTF_8));
    sha256.update(outerKey);
    return HexFormat.of().formatHex(sha256.digest(inner));
  }
}
