package dev.trunkline.gateway;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.Topics;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A door with what the gateway derives from it once.
 *
 * @param topic where its deliveries are kept
 * @param proofHeaders lower-case names of the headers that prove; their values go nowhere
 * @param proofParameters names of the query's parameters that prove; their values go nowhere
 * @param tokens paths of secrets inside bodies; their values go nowhere
 * @param keptHeaders lower-case names of the request headers that go with a delivery
 * @param allow the methods, as {@code Allow} says them
 * @param accepted body of the answer to a kept delivery
 * @param sign the answer to a request that only asks whether the door is there, or null
 * @param challenge what a caller without a proof is asked for, as {@code WWW-Authenticate} says it
 */
record Route(
    Door door,
    String topic,
    Set<String> proofHeaders,
    Set<String> proofParameters,
    List<List<String>> tokens,
    List<String> keptHeaders,
    String allow,
    Buffer accepted,
    Door.@Nullable Answer sign,
    String challenge) {

  /** Carry credentials whatever the door asks for; never kept. */
  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "proxy-authorization", "cookie");

  static Route to(Door door) {
    Set<String> proofHeaders = new TreeSet<>();
    Set<String> proofParameters = new TreeSet<>();
    List<List<String>> tokens = new ArrayList<>();
    String challenge = "Webhook";
    for (Proof proof : door.proofs().stream().flatMap(one -> one.parts().stream()).toList()) {
      switch (proof) {
        case Proof.HeaderSecret asked -> proofHeaders.add(lower(asked.header()));
        case Proof.Hmac asked -> proofHeaders.add(lower(asked.signing().header()));
        case Proof.Ed25519 asked -> proofHeaders.add(lower(asked.signing().header()));
        case Proof.StandardWebhooks asked -> proofHeaders.add(lower(asked.signatureHeader()));
        case Proof.QuerySecret asked -> proofParameters.add(asked.parameter());
        case Proof.Basic asked -> {
          proofHeaders.add("authorization");
          challenge = "Basic realm=\"trunkline\", charset=\"UTF-8\"";
        }
        case Proof.BodyToken asked -> tokens.add(asked.path());
        case Proof.PathSecret asked -> {}
        case Proof.IpAllow asked -> {}
        case Proof.None none -> {}
        case Proof.AnyOf any -> {} // its parts are here themselves
        case Proof.AllOf all -> {}
      }
    }
    Set<String> kept = new TreeSet<>();
    door.keepHeaders().forEach(name -> kept.add(lower(name)));
    kept.add("user-agent");
    kept.removeAll(Delivery.OWN_HEADERS);
    kept.removeAll(proofHeaders);
    kept.removeAll(CREDENTIALS);
    kept.remove("content-encoding"); // what is kept has none any more
    Set<String> methods = new TreeSet<>(door.methods());
    Door.Answer sign = sign(door);
    if (sign != null) {
      methods.addAll(Set.of("GET", "HEAD"));
    }
    return new Route(
        door,
        Topics.raw(door.vendor()).name(),
        Set.copyOf(proofHeaders),
        Set.copyOf(proofParameters),
        tokens,
        List.copyOf(kept),
        String.join(", ", methods),
        body(door.answers().ok()),
        sign,
        challenge);
  }

  /** Whether the path's last segment is a secret. */
  boolean secretInPath() {
    return door.proofs().stream()
        .flatMap(proof -> proof.parts().stream())
        .anyMatch(Proof.PathSecret.class::isInstance);
  }

  /** The bytes of an answer's body; none where it has none. */
  static Buffer body(Door.Answer answer) {
    return answer.body() == null ? Buffer.buffer() : Buffer.buffer(answer.body());
  }

  private static Door.@Nullable Answer sign(Door door) {
    if (door.description() != null) {
      return new Door.Answer(200, "text/plain; charset=utf-8", door.description());
    }
    Door.Answer ok = door.answers().ok();
    return door.terms().getNeeds() == null
        ? null
        : new Door.Answer(200, ok.contentType(), ok.body());
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
