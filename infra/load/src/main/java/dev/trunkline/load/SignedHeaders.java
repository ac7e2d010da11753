package dev.trunkline.load;

import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.SignedRequest;
import dev.trunkline.vendors.Signing;
import dev.trunkline.vendors.StandardKey;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The headers that a vendor signs a request with. */
final class SignedHeaders {

  private SignedHeaders() {}

  /** By a keyed hash. */
  static Map<String, String> of(Proof.Hmac proof, SignedRequest request, Instant now) {
    Signing signing = proof.signing();
    Map<String, String> headers = new LinkedHashMap<>();
    String id = UUID.randomUUID().toString();
    if (signing.idHeader() != null) {
      headers.put(signing.idHeader(), id);
    }
    Signing.Stamp stamp = signing.stamp();
    String time = stamp == null ? "" : time(stamp, now);
    if (stamp != null && stamp.header() != null) {
      headers.put(stamp.header(), time);
    }
    SecretKey key = new SecretKeySpec(proof.secrets().getFirst().bytes(), proof.algorithm().jca());
    byte[] mac =
        mac(
            key,
            new SignedRequest(request.target(), request.contentType(), time, id, request.body())
                .bytes(signing));
    String written =
        signing.prefix()
            + switch (signing.encoding()) {
              case HEX -> HexFormat.of().formatHex(mac);
              case BASE64 -> Base64.getEncoder().encodeToString(mac);
            };
    String element = signing.element() == null ? written : signing.element() + "=" + written;
    headers.put(
        signing.header(),
        stamp == null || stamp.element() == null
            ? element
            : stamp.element() + "=" + time + "," + element);
    return headers;
  }

  /** As standardwebhooks.com says. */
  static Map<String, String> of(Proof.StandardWebhooks proof, SignedRequest request, Instant now) {
    if (!(StandardKey.of(proof.secrets().getFirst().value())
        instanceof StandardKey.Shared(SecretKey key))) {
      throw new IllegalArgumentException("only the vendor can sign with its half of a public key");
    }
    String id = "msg_" + UUID.randomUUID();
    String time = Long.toString(now.getEpochSecond());
    byte[] mac =
        mac(
            key,
            new SignedRequest(request.target(), request.contentType(), time, id, request.body())
                .bytes(proof.signing()));
    return Map.of(
        proof.idHeader(),
        id,
        proof.timeHeader(),
        time,
        proof.signatureHeader(),
        "v1," + Base64.getEncoder().encodeToString(mac));
  }

  private static String time(Signing.Stamp stamp, Instant now) {
    return switch (stamp.unit()) {
      case S -> Long.toString(now.getEpochSecond());
      case MS -> Long.toString(now.toEpochMilli());
    };
  }

  private static byte[] mac(SecretKey key, List<byte[]> bytes) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      bytes.forEach(mac::update);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks " + key.getAlgorithm(), e);
    }
  }
}
