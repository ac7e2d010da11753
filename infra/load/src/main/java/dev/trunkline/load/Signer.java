package dev.trunkline.load;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Proves a request as the vendor would: the other side of the gateway's judgement. */
public final class Signer {

  private Signer() {}

  /**
   * What a request to this door must carry to be believed.
   *
   * @param path absolute path to post to, with the path secret where the door wants one
   * @param headers to add
   */
  public record Proven(String path, Map<String, String> headers) {}

  /** Proves this body with the first secret of each of the door's proofs. */
  public static Proven prove(Door door, byte[] body) {
    String path = door.path();
    Map<String, String> headers = new HashMap<>();
    for (Proof proof : door.proofs()) {
      switch (proof) {
        case Proof.None none -> {}
        case Proof.HeaderSecret(var header, var secrets) ->
            headers.put(header, first(secrets).value());
        case Proof.PathSecret(var secrets) -> path = path + "/" + first(secrets).value();
        case Proof.Hmac hmac ->
            headers.put(hmac.header(), hmac.prefix() + written(hmac, mac(hmac, body)));
      }
    }
    return new Proven(path, headers);
  }

  private static Secret first(List<Secret> secrets) {
    return secrets.get(0);
  }

  private static byte[] mac(Proof.Hmac proof, byte[] body) {
    String algorithm = proof.algorithm().jca();
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(first(proof.secrets()).bytes(), algorithm));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks " + algorithm, e);
    }
  }

  private static String written(Proof.Hmac proof, byte[] mac) {
    return switch (proof.encoding()) {
      case HEX -> HexFormat.of().formatHex(mac);
      case BASE64 -> Base64.getEncoder().encodeToString(mac);
    };
  }
}
