package dev.trunkline.load;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Proves a request as the vendor would: the other side of the gateway's judgement. */
public final class Signer {

  private Signer() {}

  /**
   * What a request to this door must carry to be believed.
   *
   * @param path absolute path to post to, with the path secret where the door wants one
   * @param query pair to add to the query, escaped; null where no proof stands there
   * @param headers to add
   */
  public record Proven(String path, @Nullable String query, Map<String, String> headers) {}

  /** Proves this body with the first secret of each of the door's proofs. */
  public static Proven prove(Door door, byte[] body) {
    String path = door.path();
    List<String> query = new ArrayList<>();
    Map<String, String> headers = new HashMap<>();
    for (Proof proof : door.proofs()) {
      switch (proof) {
        case Proof.None none -> {}
        case Proof.HeaderSecret(var header, var secrets) ->
            headers.put(header, first(secrets).value());
        case Proof.QuerySecret(var parameter, var secrets) ->
            query.add(escaped(parameter) + "=" + escaped(first(secrets).value()));
        case Proof.Basic basic ->
            headers.put("Authorization", basic.header(first(basic.secrets())));
        case Proof.PathSecret(var secrets) -> path = path + "/" + first(secrets).value();
        case Proof.Hmac hmac ->
            headers.put(hmac.header(), hmac.prefix() + written(hmac, mac(hmac, body)));
      }
    }
    return new Proven(path, query.isEmpty() ? null : String.join("&", query), headers);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
