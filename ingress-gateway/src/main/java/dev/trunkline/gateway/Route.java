package dev.trunkline.gateway;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.Topics;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A door with what the gateway derives from it once.
 *
 * @param topic where its deliveries are kept
 * @param proofHeaders lower-case names of the headers that prove; their values go nowhere
 * @param keptHeaders lower-case names of the request headers that go with a delivery
 * @param allow the methods, as {@code Allow} says them
 * @param accepted body of the answer to a kept delivery
 */
record Route(
    Door door,
    String topic,
    Set<String> proofHeaders,
    List<String> keptHeaders,
    String allow,
    Buffer accepted) {

  /** Carry credentials whatever the door asks for; never kept. */
  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "proxy-authorization", "cookie");

  static Route to(Door door) {
    Set<String> proofHeaders = new TreeSet<>();
    for (Proof proof : door.proofs()) {
      switch (proof) {
        case Proof.HeaderSecret asked -> proofHeaders.add(lower(asked.header()));
        case Proof.Hmac asked -> proofHeaders.add(lower(asked.header()));
        case Proof.PathSecret asked -> {}
        case Proof.None none -> {}
      }
    }
    Set<String> kept = new TreeSet<>();
    door.keepHeaders().forEach(name -> kept.add(lower(name)));
    kept.add("user-agent");
    kept.removeAll(Delivery.OWN_HEADERS);
    kept.removeAll(proofHeaders);
    kept.removeAll(CREDENTIALS);
    Set<String> methods = new TreeSet<>(door.methods());
    if (door.description() != null) {
      methods.addAll(Set.of("GET", "HEAD"));
    }
    return new Route(
        door,
        Topics.raw(door.vendor()).name(),
        Set.copyOf(proofHeaders),
        List.copyOf(kept),
        String.join(", ", methods),
        Buffer.buffer(door.accepted().body()));
  }

  /** Whether the path's last segment is a secret. */
  boolean secretInPath() {
    return door.proofs().stream().anyMatch(Proof.PathSecret.class::isInstance);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
