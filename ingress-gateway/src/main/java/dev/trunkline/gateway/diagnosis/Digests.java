package dev.trunkline.gateway.diagnosis;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The sums that signatures are made of. */
final class Digests {

  private Digests() {}

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Hex SHA-256. */
  static String sha256(byte[] bytes) {
    return hex(hash("SHA-256", List.of(bytes)));
  }

  static byte[] hash(String algorithm, List<byte[]> pieces) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      pieces.forEach(digest::update);
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }

  static byte[] mac(String algorithm, byte[] key, List<byte[]> pieces) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
      pieces.forEach(mac::update);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }

  static boolean verifies(PublicKey key, List<byte[]> pieces, byte[] signature) {
    try {
      Signature judge = Signature.getInstance("Ed25519");
      judge.initVerify(key);
      for (byte[] piece : pieces) {
        judge.update(piece);
      }
      return judge.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // what is no signature at all is none of these bytes
    }
  }
}
