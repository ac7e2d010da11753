package dev.trunkline.gateway.diagnosis;

import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Signing;
import java.util.List;
import java.util.stream.Collectors;

/** What a proof asks for, in words. */
final class Asked {

  private Asked() {}

  static String of(Proof proof) {
    return switch (proof) {
      case Proof.None none -> "nothing";
      case Proof.HeaderSecret secret ->
          "the secret in header %s (%s)".formatted(secret.header(), ids(secret));
      case Proof.PathSecret secret -> "the secret at the path's end (%s)".formatted(ids(secret));
      case Proof.QuerySecret secret ->
          "the secret in the query's %s (%s)".formatted(secret.parameter(), ids(secret));
      case Proof.Basic basic ->
          "user %s and password in Authorization: Basic (%s)".formatted(basic.user(), ids(basic));
      case Proof.BodyToken token ->
          "the secret in the body's %s (%s)".formatted(String.join(".", token.path()), ids(token));
      case Proof.Hmac hmac ->
          "%s of %s, %s in header %s (%s)"
              .formatted(
                  hmac.algorithm().jca(),
                  hmac.signing().text().written(),
                  written(hmac.signing()),
                  hmac.signing().header(),
                  ids(hmac));
      case Proof.Ed25519 open ->
          "Ed25519 of %s, %s in header %s (%s)"
              .formatted(
                  open.signing().text().written(),
                  written(open.signing()),
                  open.signing().header(),
                  ids(open));
      case Proof.StandardWebhooks standard ->
          "Standard Webhooks in header %s (%s)"
              .formatted(standard.signatureHeader(), ids(standard));
      case Proof.IpAllow allow -> "one of the allowed addresses";
      case Proof.AnyOf any -> list(any.proofs(), " or ");
      case Proof.AllOf all -> list(all.proofs(), " and ");
    };
  }

  private static String written(Signing signing) {
    String form =
        switch (signing.encoding()) {
          case HEX -> Form.HEX.said();
          case BASE64 -> Form.BASE64.said();
        };
    String element = signing.element() == null ? "" : " as element " + signing.element();
    return signing.prefix().isEmpty()
        ? form + element
        : form + " behind \"" + signing.prefix() + "\"" + element;
  }

  private static String ids(Proof proof) {
    return proof.all().stream().map(secret -> secret.id()).collect(Collectors.joining(", "));
  }

  private static String list(List<Proof> proofs, String between) {
    return proofs.stream().map(Asked::of).collect(Collectors.joining(between));
  }
}
