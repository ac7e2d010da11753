package dev.trunkline.vendors;

import java.security.PublicKey;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key of Standard Webhooks, as the specification writes it. */
public sealed interface StandardKey {

  /**
   * Both sides have it; signs {@code v1}.
   *
   * @param key for HMAC-SHA256
   */
  record Shared(SecretKey key) implements StandardKey {}

  /**
   * The sender keeps the other half; signs {@code v1a}.
   *
   * @param key for Ed25519
   */
  record Public(PublicKey key) implements StandardKey {}

  /**
   * Reads {@code whsec_…} (base64 of 24 to 64 bytes, the prefix may lack) or {@code whpk_…} (base64
   * of an Ed25519 key).
   *
   * @throws IllegalArgumentException without what was written, if it is neither
   */
  static StandardKey of(String written) {
    if (written.startsWith("whpk_")) {
      return new Public(PublicKeys.ed25519(written.substring("whpk_".length())));
    }
    String base64 = written.startsWith("whsec_") ? written.substring(6) : written;
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is no base64 after whsec_", e);
    }
    if (key.length < 24 || key.length > 64) {
      throw new IllegalArgumentException("is not of 24 to 64 bytes");
    }
    return new Shared(new SecretKeySpec(key, "HmacSHA256"));
  }
}
