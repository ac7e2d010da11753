package dev.trunkline.vendors;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a kind of proof, as written in a vendor.yaml or a sources file; unknown keys are refused.
 */
final class ProofReader {

  private static final String KINDS =
      "hmac, ed25519, standard-webhooks, header-secret, query-secret, path-secret, basic, body-token,"
          + " ip-allow, any-of or all-of";
  private static final Set<String> SIGNED =
      Set.of(
          "kind",
          "header",
          "element",
          "encoding",
          "prefix",
          "prefix_may_lack",
          "signs",
          "timestamp",
          "id_header",
          "public_url",
          "body_hash");
  private static final Set<String> STAMP = Set.of("header", "element", "unit", "tolerance");

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
   * @param node a kind's name, or a map with what it needs; {@code secrets} in it is not looked at
   * @throws Refused if its kind is unknown, or lacks what it needs, or has what it does not know
   */
  static Spec.ProofSpec read(String where, JsonNode node) {
    try {
      return new ProofReader(where, node).proof();
    } catch (IllegalArgumentException e) {
      throw new Refused(where + ": " + e.getMessage());
    }
  }

  private Spec.ProofSpec proof() {
    String kind = kind(node);
    return new Spec.ProofSpec(kind, !kind.equals("ip-allow"), refusing(maker(kind)));
  }

  private Function<List<Secret>, Proof> maker(String kind) {
    return switch (kind) {
      case "hmac" -> hmac(needed(kind, "header"));
      case "ed25519" -> ed25519(needed(kind, "header"));
      case "standard-webhooks" -> standardWebhooks();
      case "header-secret" -> headerSecret(needed(kind, "header"));
      case "query-secret" -> querySecret(needed(kind, "parameter"));
      case "basic" -> basic(needed(kind, "user"));
      case "body-token" -> bodyToken(needed(kind, "path"));
      case "path-secret" -> {
        known(Set.of("kind"));
        yield Proof.PathSecret::new;
      }
      case "ip-allow" -> ipAllow();
      default -> throw new Refused(where + ": kind must be " + KINDS);
    };
  }

  /** The kind that is written there. */
  static String kind(JsonNode node) {
    return node.isString() ? node.asString() : node.path("kind").asString("");
  }

  private Function<List<Secret>, Proof> hmac(String header) {
    known(SIGNED, "algorithm");
    Proof.Algorithm algorithm = one("algorithm", Proof.Algorithm.class, "sha256");
    Signing signing = signing(header, "{body}");
    return secrets -> new Proof.Hmac(signing, algorithm, secrets);
  }

  private Function<List<Secret>, Proof> ed25519(String header) {
    known(SIGNED);
    Signing signing = signing(header, "{body}");
    return secrets -> new Proof.Ed25519(signing, secrets);
  }

  private Function<List<Secret>, Proof> standardWebhooks() {
    known(Set.of("kind", "header_prefix", "tolerance"));
    String prefix = node.path("header_prefix").asString("webhook");
    Duration tolerance = tolerance(node);
    return secrets -> new Proof.StandardWebhooks(prefix, tolerance, secrets);
  }

  private Function<List<Secret>, Proof> headerSecret(String header) {
    known(Set.of("kind", "header"));
    return secrets -> new Proof.HeaderSecret(header, secrets);
  }

  private Function<List<Secret>, Proof> querySecret(String parameter) {
    known(Set.of("kind", "parameter"));
    return secrets -> new Proof.QuerySecret(parameter, secrets);
  }

  private Function<List<Secret>, Proof> basic(String user) {
    known(Set.of("kind", "user"));
    if (user.contains(":")) {
      throw new Refused(where + ": user must hold no colon");
    }
    return secrets -> new Proof.Basic(user, secrets);
  }

  private Function<List<Secret>, Proof> bodyToken(String path) {
    known(Set.of("kind", "path"));
    List<String> keys = List.of(path.split("\\.", -1));
    if (keys.stream().anyMatch(String::isEmpty)) {
      throw new Refused(where + ": path must be keys with dots between them");
    }
    return secrets -> new Proof.BodyToken(keys, secrets);
  }

  private Function<List<Secret>, Proof> ipAllow() {
    known(Set.of("kind", "from"));
    JsonNode from = node.path("from");
    if (!from.isArray() || from.isEmpty()) {
      throw new Refused(where + ": ip-allow needs from, a list of addresses and blocks");
    }
    Proof.IpAllow proof =
        new Proof.IpAllow(
            AddressBlocks.of(from.valueStream().map(text -> text.asString("")).toList()));
    return secrets -> proof;
  }

  private Signing signing(String header, String otherwise) {
    return new Signing(
        header,
        text("element"),
        one("encoding", Proof.Encoding.class, "hex"),
        node.path("prefix").asString(""),
        flag("prefix_may_lack"),
        SignedText.of(node.path("signs").asString(otherwise)),
        stamp(node.get("timestamp")),
        text("id_header"),
        text("public_url"),
        text("body_hash"));
  }

  private Signing.@Nullable Stamp stamp(@Nullable JsonNode written) {
    if (written == null) {
      return null;
    }
    ProofReader inside = new ProofReader(where + ": timestamp", written);
    inside.known(STAMP);
    return new Signing.Stamp(
        inside.text("header"),
        inside.text("element"),
        inside.one("unit", Signing.Stamp.Unit.class, "s"),
        inside.tolerance(written));
  }

  private Duration tolerance(JsonNode written) {
    JsonNode seconds = written.get("tolerance");
    if (seconds == null) {
      return Signing.Stamp.USUAL_TOLERANCE;
    }
    if (!seconds.isInt() || seconds.asInt() < 1 || seconds.asInt() > 86_400) {
      throw new Refused(where + ": tolerance must be seconds, from 1 to 86400");
    }
    return Duration.ofSeconds(seconds.asInt());
  }

  private String needed(String kind, String key) {
    String value = text(key);
    if (value == null) {
      throw new Refused(where + ": " + kind + " needs a " + key);
    }
    return value;
  }

  private @Nullable String text(String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isString() || value.asString().isBlank()) {
      throw new Refused(where + ": " + key + " must be a text");
    }
    return value.asString();
  }

  private boolean flag(String key) {
    JsonNode value = node.get(key);
    if (value != null && !value.isBoolean()) {
      throw new Refused(where + ": " + key + " must be true or false");
    }
    return value != null && value.asBoolean();
  }

  private void known(Set<String> keys, String... more) {
    for (String key : node.propertyNames()) {
      if (!keys.contains(key) && !List.of(more).contains(key) && !key.equals("secrets")) {
        throw new Refused(where + ": " + key + ": is unknown");
      }
    }
  }

  /** What secrets of the wrong form make of a proof is said as everything else is. */
  private Function<List<Secret>, Proof> refusing(Function<List<Secret>, Proof> maker) {
    return secrets -> {
      try {
        return maker.apply(secrets);
      } catch (IllegalArgumentException e) {
        throw new Refused(where + ": " + e.getMessage());
      }
    };
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
