package dev.trunkline.vendors;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the handshake of a source. */
final class HandshakeReader {

  private HandshakeReader() {}

  /** The handshake that stands under that key; null where there is none. */
  static @Nullable Handshake read(At at, JsonNode source, SecretsReader secrets) {
    JsonNode node = SourcesReader.object(at, "handshake", source);
    if (node.isMissingNode()) {
      return null;
    }
    At inside = new At(at.where() + "handshake: ");
    String kind = node.path("kind").asString("");
    return switch (kind) {
      case "echo-header" -> new Handshake.EchoHeader(needed(inside, node, "header"));
      case "challenge" -> new Handshake.Challenge(needed(inside, node, "parameter"));
      case "meta" -> {
        SourcesReader.known(inside, node, Set.of("kind", "secrets"));
        yield new Handshake.Subscription(secrets.all(inside, "secrets", node.get("secrets")));
      }
      default -> throw inside.refused("kind", "must be echo-header, challenge or meta");
    };
  }

  private static String needed(At at, JsonNode node, String key) {
    SourcesReader.known(at, node, Set.of("kind", key));
    String value = SourcesReader.text(at, node, key);
    if (value == null || value.isBlank()) {
      throw at.refused(key, "is missing");
    }
    return value;
  }
}
