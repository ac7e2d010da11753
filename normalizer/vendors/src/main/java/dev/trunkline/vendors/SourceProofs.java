package dev.trunkline.vendors;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads what a source asks for as proof; a source that says nothing is refused. */
final class SourceProofs {

  private static final Set<String> COMBINED = Set.of("kind", "proofs");

  private final SecretsReader secrets;
  private final List<String> warnings;

  SourceProofs(SecretsReader secrets, List<String> warnings) {
    this.secrets = secrets;
    this.warnings = warnings;
  }

  /** The proofs that must all pass. */
  List<Proof> read(At at, JsonNode node, Spec spec) {
    List<Proof> proofs = new ArrayList<>();
    if (node.has("secrets")) {
      proofs.add(spec.proofs().get(0).with(secrets.all(at, "secrets", node.get("secrets"))));
    }
    if (node.has("proofs") && !node.get("proofs").isArray()) {
      throw at.refused("proofs", "must be a list");
    }
    boolean none = false;
    for (JsonNode one : node.path("proofs")) {
      if (ProofReader.kind(one).equals("none") && one.size() <= 1) {
        none = true;
      } else {
        proofs.add(proof(new At(at.where() + "proofs: "), one));
      }
    }
    JsonNode allow = node.path("allow_unsigned");
    if (!allow.isMissingNode() && !allow.isBoolean()) {
      throw at.refused("allow_unsigned", "must be true or false");
    }
    boolean unsigned = allow.asBoolean(false);
    if (none && (!unsigned || !proofs.isEmpty())) {
      throw at.refused(
          "proofs", "kind none stands alone, and only together with allow_unsigned: true");
    }
    if (proofs.isEmpty() && !unsigned) {
      throw at.refused("secrets", "are missing, and allow_unsigned is not true");
    }
    if (!proofs.isEmpty() && unsigned) {
      throw at.refused("allow_unsigned", "contradicts the proofs");
    }
    if (proofs.isEmpty()) {
      warnings.add(at.where() + "accepts requests without a proof");
      proofs.add(new Proof.None());
    }
    return proofs;
  }

  private Proof proof(At at, JsonNode node) {
    return switch (ProofReader.kind(node)) {
      case "any-of" -> new Proof.AnyOf(several(at, node));
      case "all-of" -> new Proof.AllOf(several(at, node));
      default -> single(at, node);
    };
  }

  private Proof single(At at, JsonNode node) {
    Spec.ProofSpec proof = ProofReader.read(at.where().replaceAll(": $", ""), node);
    if (proof.keyed()) {
      return proof.with(secrets.all(at, "secrets", node.get("secrets")));
    }
    if (node.has("secrets")) {
      throw at.refused("secrets", "are not asked for by kind " + proof.kind());
    }
    return proof.with(List.of());
  }

  private List<Proof> several(At at, JsonNode node) {
    SourcesReader.known(at, node, COMBINED);
    JsonNode list = node.path("proofs");
    if (!list.isArray() || list.size() < 2) {
      throw at.refused("proofs", "must be a list of at least two, to be combined");
    }
    At inside = new At(at.where() + "proofs: ");
    List<Proof> proofs = new ArrayList<>();
    for (JsonNode one : list) {
      proofs.add(proof(inside, one));
    }
    return proofs;
  }
}
