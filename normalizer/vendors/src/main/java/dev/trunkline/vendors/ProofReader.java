package dev.trunkline.vendors;

import java.util.Locale;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** Reads a kind of proof, as written in a vendor.yaml or a sources file. */
final class ProofReader {

  private final String where;
  private final JsonNode node;

  private ProofReader(String where, JsonNode node) {
    this.where = where;
    this.node = node;
  }

  /**
   * A kind of proof without its secrets.
   *
   * @param where for messages
   * @throws Refused if its kind is unknown, or lacks what it needs
   */
  static Spec.ProofSpec read(String where, JsonNode node) {
    return new ProofReader(where, node).proof();
  }

  private Spec.ProofSpec proof() {
    String kind = node.isString() ? node.asString() : node.path("kind").asString("");
    return switch (kind) {
      case "hmac" -> hmac(needed(kind, "header"));
      case "header-secret" -> headerSecret(needed(kind, "header"));
      case "query-secret" -> querySecret(needed(kind, "parameter"));
      case "basic" -> basic(needed(kind, "user"));
      case "path-secret" -> Proof.PathSecret::new;
      default ->
          throw new Refused(
              where + ": kind must be hmac, header-secret, query-secret, path-secret or basic");
    };
  }

  private Spec.ProofSpec hmac(String header) {
    Proof.Algorithm algorithm = one("algorithm", Proof.Algorithm.class, "sha256");
    Proof.Encoding encoding = one("encoding", Proof.Encoding.class, "hex");
    String prefix = node.path("prefix").asString("");
    return secrets -> new Proof.Hmac(header, algorithm, encoding, prefix, secrets);
  }

  private static Spec.ProofSpec headerSecret(String header) {
    return secrets -> new Proof.HeaderSecret(header, secrets);
  }

  private static Spec.ProofSpec querySecret(String parameter) {
    return secrets -> new Proof.QuerySecret(parameter, secrets);
  }

  private Spec.ProofSpec basic(String user) {
    if (user.contains(":")) {
      throw new Refused(where + ": user must hold no colon");
    }
    return secrets -> new Proof.Basic(user, secrets);
  }

  private String needed(String kind, String key) {
    String value = node.path(key).asString("");
    if (value.isBlank()) {
      throw new Refused(where + ": " + kind + " needs a " + key);
    }
    return value;
  }

  private <E extends Enum<E>> E one(String key, Class<E> type, String otherwise) {
    String word = node.path(key).asString(otherwise);
    for (E constant : Objects.requireNonNull(type.getEnumConstants())) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
        return constant;
      }
    }
    throw new Refused(where + ": " + key + " is unknown");
  }
}
