package dev.trunkline.gateway;

import dev.trunkline.gateway.Verdict.Finding;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.SignedRequest;
import dev.trunkline.vendors.Signing;
import dev.trunkline.vendors.StandardKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** Judges signatures as standardwebhooks.com says. */
final class StandardWebhooks {

  private static final String SHARED = "v1,";
  private static final String PUBLIC = "v1a,";

  private StandardWebhooks() {}

  static Verdict judge(Proof.StandardWebhooks proof, Claim claim) {
    List<String> headers = claim.headers().apply(proof.signatureHeader());
    List<String> times = claim.headers().apply(proof.timeHeader());
    List<String> ids = claim.headers().apply(proof.idHeader());
    if (headers.size() > 1 || times.size() > 1 || ids.size() > 1) {
      return Verdict.AMBIGUOUS;
    }
    if (headers.isEmpty() || headers.getFirst().isEmpty()) {
      return Verdict.UNPROVEN;
    }
    if (times.isEmpty() || ids.isEmpty() || ids.getFirst().isEmpty()) {
      return new Verdict.Forged(Finding.UNREADABLE);
    }
    List<String> offered = Arrays.asList(headers.getFirst().split(" ", -1));
    SignedRequest request = Offer.request(claim, times.getFirst(), ids.getFirst());
    Signing signing = proof.signing();
    List<byte[]> bytes = request.bytes(signing);
    Verdict verdict =
        Fitting.of(
            proof,
            proof.secrets(),
            claim.now(),
            secret -> fits(StandardKey.of(secret.value()), bytes, offered));
    return verdict instanceof Verdict.Genuine genuine
        ? Stamped.judge(
            Objects.requireNonNull(signing.stamp()),
            request.time(),
            claim.now(),
            genuine,
            headers.getFirst())
        : verdict;
  }

  private static boolean fits(StandardKey key, List<byte[]> bytes, List<String> offered) {
    return switch (key) {
      case StandardKey.Shared(var shared) -> {
        byte[] mac = Signatures.mac(Proof.Algorithm.SHA256, shared, bytes);
        String right = SHARED + Base64.getEncoder().encodeToString(mac);
        yield Signatures.anyEquals(offered, List.of(right.getBytes(StandardCharsets.UTF_8)));
      }
      case StandardKey.Public(var open) ->
          Signatures.anyVerifies(
              open,
              bytes,
              offered.stream()
                  .filter(one -> one.startsWith(PUBLIC))
                  .map(
                      one ->
                          Signatures.decoded(Proof.Encoding.BASE64, one.substring(PUBLIC.length())))
                  .filter(Objects::nonNull)
                  .toList());
    };
  }
}
