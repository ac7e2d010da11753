package dev.trunkline.gateway;

import dev.trunkline.vendors.Secret;
import java.security.GeneralSecurityException;
import java.util.Formatter;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The recipe of Knowrithm's guide, written apart from the doorkeeper's. */
final class Signer {

  private Signer() {}

  /** {@code sha256=<hex HMAC-SHA256 of the body>}. */
  static String sign(Secret secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
      Formatter hex = new Formatter();
      for (byte b : mac.doFinal(body)) {
        hex.format("%02x", b);
      }
      return "sha256=" + hex;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
