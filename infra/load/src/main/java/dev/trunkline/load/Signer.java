package dev.trunkline.load;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.SignedRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * Proves this body, sent as JSON and without a query, with the first secret of each of the door's
   * proofs. For schemes without a time: of others the signature is of 1970.
   *
   * @throws IllegalArgumentException if only the vendor can: it keeps the key that signs
   */
  public static Proven prove(Door door, byte[] body) {
    return prove(door, body, "application/json", null, Instant.EPOCH);
  }

  /**
   * Proves a request. Where one of several proofs is enough, by the first of them. A token that the
   * body must hold has to be in it already.
   *
   * @param contentType of the request, null for none
   * @param query of the request without secrets, null for none
   * @throws IllegalArgumentException if only the vendor can: it keeps the key that signs
   */
  public static Proven prove(
      Door door, byte[] body, @Nullable String contentType, @Nullable String query, Instant now) {
    Proving proving = new Proving(door.path(), query, new ArrayList<>(), new HashMap<>());
    List<Proof> asked = new ArrayList<>();
    door.proofs().forEach(proof -> asked.addAll(one(proof)));
    for (Proof proof : asked) {
      if (proof instanceof Proof.PathSecret path) {
        proving = proving.below(first(path.secrets()).value());
      } else if (proof instanceof Proof.QuerySecret secret) {
        proving
            .pairs()
            .add(escaped(secret.parameter()) + "=" + escaped(first(secret.secrets()).value()));
      }
    }
    String target = proving.target();
    for (Proof proof : asked) {
      header(proof, new SignedRequest(target, contentType, null, null, body), now)
          .forEach(proving.headers()::put);
    }
    return new Proven(
        proving.path(),
        proving.pairs().isEmpty() ? null : String.join("&", proving.pairs()),
        proving.headers());
  }

  /** What has been put together so far. */
  private record Proving(
      String path, @Nullable String query, List<String> pairs, Map<String, String> headers) {

    Proving below(String segment) {
      return new Proving(path + "/" + segment, query, pairs, headers);
    }

    String target() {
      List<String> all = new ArrayList<>(query == null ? List.of() : List.of(query));
      all.addAll(pairs);
      return all.isEmpty() ? path : path + "?" + String.join("&", all);
    }
  }

  /** Those that must pass, each by itself. */
  private static List<Proof> one(Proof proof) {
    return switch (proof) {
      case Proof.AnyOf any -> one(any.proofs().getFirst());
      case Proof.AllOf all -> all.proofs().stream().flatMap(each -> one(each).stream()).toList();
      case Proof.None single -> List.of(single);
      case Proof.HeaderSecret single -> List.of(single);
      case Proof.PathSecret single -> List.of(single);
      case Proof.QuerySecret single -> List.of(single);
      case Proof.Basic single -> List.of(single);
      case Proof.Hmac single -> List.of(single);
      case Proof.Ed25519 single -> List.of(single);
      case Proof.StandardWebhooks single -> List.of(single);
      case Proof.BodyToken single -> List.of(single);
      case Proof.IpAllow single -> List.of(single);
    };
  }

  private static Map<String, String> header(Proof proof, SignedRequest request, Instant now) {
    return switch (proof) {
      case Proof.HeaderSecret(var header, var secrets) -> Map.of(header, first(secrets).value());
      case Proof.Basic basic -> Map.of("Authorization", basic.header(first(basic.secrets())));
      case Proof.Hmac hmac -> SignedHeaders.of(hmac, request, now);
      case Proof.StandardWebhooks standard -> SignedHeaders.of(standard, request, now);
      case Proof.Ed25519 open ->
          throw new IllegalArgumentException(
              "only the vendor can sign with the key of " + open.signing().header());
      case Proof.None nothing -> Map.of();
      case Proof.PathSecret elsewhere -> Map.of();
      case Proof.QuerySecret elsewhere -> Map.of();
      case Proof.BodyToken elsewhere -> Map.of();
      case Proof.IpAllow elsewhere -> Map.of();
      case Proof.AnyOf several -> Map.of();
      case Proof.AllOf several -> Map.of();
    };
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Secret first(List<Secret> secrets) {
    return secrets.get(0);
  }
}
