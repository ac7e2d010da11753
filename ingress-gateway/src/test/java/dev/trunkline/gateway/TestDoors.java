package dev.trunkline.gateway;

import dev.trunkline.vendors.Answers;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import java.util.List;
import java.util.Set;

/**
 * One door of each kind of proof: {@code /hooks/signed}, {@code keyed}, {@code pathed}, {@code
 * open}.
 */
final class TestDoors {

  static final Secret SECRET = new Secret("GATEWAY_TEST", "gateway-test-secret");
  static final Secret PATH_SECRET = new Secret("PATH_TEST", "path-test-secret-4711");

  private static final Door.Answer SUCCESS =
      new Door.Answer(200, "application/json", "{\"status\":\"success\"}");

  private TestDoors() {}

  static List<Door> of(String vendor) {
    Door open = open(vendor);
    return List.of(signed(vendor, SECRET), keyed(open), pathed(open), open);
  }

  /** As Knowrithm's: 403 whatever is wrong. */
  static Door signed(String vendor, Secret secret) {
    return signed(vendor, "signed", secret, Door.Terms.NONE);
  }

  /** One of its kind, with another name and other terms. */
  static Door signed(String vendor, String name, Secret secret, Door.Terms terms) {
    Proof proof =
        new Proof.Hmac(
            "X-Test-Signature",
            Proof.Algorithm.SHA256,
            Proof.Encoding.HEX,
            "sha256=",
            List.of(secret));
    return new Door(
        vendor + "-" + name,
        vendor,
        name,
        "/hooks/" + name,
        Set.of("POST"),
        List.of(proof),
        new Answers(
            SUCCESS,
            Door.Answer.status(403),
            Door.Answer.status(403),
            Door.Answer.status(400),
            Door.Answer.status(400),
            Door.Answer.status(429)),
        terms,
        false,
        "Post here, signed.",
        Set.of("x-request-id", "x-test-signature", "authorization", "source"));
  }

  /** As OneCom's: no proof, 202. */
  static Door open(String vendor) {
    return new Door(
        vendor + "-open",
        vendor,
        "open",
        "/hooks/open",
        Set.of("POST", "PUT"),
        List.of(new Proof.None()),
        Answers.of(new Door.Answer(202, "application/json", "{\"accepted\":true}")),
        Door.Terms.NONE,
        false,
        null,
        Set.of());
  }

  /** The same door, which asks for these. */
  static Door proved(Door door, Proof... proofs) {
    return other(door, door.source(), door.path(), List.of(proofs));
  }

  /** The same door, of another source and elsewhere. */
  static Door moved(Door door, String source, String path) {
    return other(door, source, path, door.proofs());
  }

  private static Door other(Door door, String source, String path, List<Proof> proofs) {
    return new Door(
        source,
        door.vendor(),
        door.name(),
        path,
        door.methods(),
        proofs,
        door.answers(),
        door.terms(),
        door.echo(),
        door.description(),
        door.keepHeaders());
  }

  private static Door keyed(Door like) {
    Proof proof = new Proof.HeaderSecret("X-API-Key", List.of(SECRET));
    Door.Answer answer = new Door.Answer(201, "application/json", "{}");
    return like(like, "keyed", proof, answer, Set.of("x-api-key"));
  }

  private static Door pathed(Door like) {
    Proof proof = new Proof.PathSecret(List.of(PATH_SECRET));
    return like(like, "pathed", proof, new Door.Answer(200, "text/plain", ""), Set.of());
  }

  private static Door like(
      Door like, String name, Proof proof, Door.Answer answer, Set<String> keepHeaders) {
    return new Door(
        like.vendor() + "-" + name,
        like.vendor(),
        name,
        "/hooks/" + name,
        Set.of("POST"),
        List.of(proof),
        Answers.of(answer),
        Door.Terms.NONE,
        false,
        null,
        keepHeaders);
  }
}
