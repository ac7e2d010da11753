package dev.trunkline.gateway.diagnosis;

import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Signing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Remarks on how a signature was written, and on one that nothing explains. */
final class SignatureRemarks {

  private SignatureRemarks() {}

  /** In what a signature that is right is written otherwise than the source says. */
  static List<Remark> differences(Seen seen, Proof proof, Signing signing) {
    List<Remark> remarks = new ArrayList<>();
    String asked = Clues.lower(signing.header());
    if (!seen.header().equals(asked)) {
      remarks.add(
          new Remark(
              "it stood in header %s, where %s is asked for".formatted(seen.header(), asked),
              "say the header in the source's proof, or have the vendor change it"));
    }
    Form form =
        switch (signing.encoding()) {
          case HEX -> Form.HEX;
          case BASE64 -> Form.BASE64;
        };
    if (seen.form() != form) {
      remarks.add(
          new Remark(
              "it was written in %s, where %s is asked for"
                  .formatted(seen.form().said(), form.said()),
              seen.form() == Form.HEX || seen.form() == Form.BASE64
                  ? "say the encoding in the source's proof, or have the vendor change it"
                  : "have the vendor write it as it is asked for"));
    }
    String prefix = prefix(proof, signing);
    boolean lacks = seen.prefix().isEmpty() && signing.prefixMayLack();
    if (!seen.prefix().equals(prefix) && !lacks) {
      remarks.add(
          new Remark(
              "it stood behind \"%s\", where \"%s\" is asked for".formatted(seen.prefix(), prefix),
              "say the prefix in the source's proof, or have the vendor change it"));
    }
    if (proof instanceof Proof.Hmac hmac
        && !hmac.algorithm().jca().equals(Sum.hmac(seen.bytes()))) {
      remarks.add(
          new Remark(
              "it was made with %s, where %s is asked for"
                  .formatted(Sum.hmac(seen.bytes()), hmac.algorithm().jca()),
              "say the algorithm in the source's proof, or have the vendor change it"));
    }
    return remarks;
  }

  private static String prefix(Proof proof, Signing signing) {
    if (proof instanceof Proof.StandardWebhooks standard) {
      return standard.secrets().stream().allMatch(key -> key.value().startsWith("whpk_"))
          ? "v1a,"
          : "v1,";
    }
    return signing.element() == null
        ? signing.prefix()
        : signing.element() + "=" + signing.prefix();
  }

  /** Nothing came that could be a signature. */
  static Remark none(Signing signing, Clues clues) {
    String asked = Clues.lower(signing.header());
    return new Remark(
        (clues.headers().contains(asked)
                    ? "what stood in header %s is no signature of 20, 32 or 64 bytes in hex or base64"
                    : "there was no header %s, and nothing like a signature in another one")
                .formatted(asked)
            + "; headers: "
            + String.join(", ", clues.headers()),
        "switch signing on in the vendor's settings; and see that no proxy on the way takes headers"
            + " out");
  }

  /** Something came, and nothing that was tried would have made it. */
  static Remark unknown(RefusedRequest refused, Proof proof, Signing signing, boolean gaveUp) {
    Clues clues = refused.clues();
    String seen =
        clues.signatures().stream()
            .map(
                one ->
                    "%s (%d bytes in %s%s)"
                        .formatted(
                            one.header(),
                            one.bytes(),
                            one.form().said(),
                            one.prefix().isEmpty() ? "" : " behind \"" + one.prefix() + "\""))
            .distinct()
            .collect(Collectors.joining(", "));
    if (!refused.whole()) {
      return Remark.unexplained(
          clues.bodyMasked()
              ? "the body held a secret, which was overwritten: its signature cannot be made again"
              : "of the body %,d of %,d bytes were kept: its signature cannot be made again"
                  .formatted(refused.body().length, refused.bodyBytes()),
          "have the vendor send a small test event without secrets in it");
    }
    if (proof instanceof Proof.Ed25519
        && clues.signatures().stream().allMatch(one -> one.signature() == null)) {
      return Remark.unexplained(
          "no signature stood in header %s; seen: %s".formatted(signing.header(), seen),
          "say the header in the source's proof, or have the vendor change it");
    }
    return Remark.unexplained(
        "no secret that is known here makes the signature in %s, neither of this body nor of one"
                .formatted(seen)
            + " written otherwise"
            + (gaveUp ? "; the body is so long that not everything was tried" : ""),
        "compare the secret at the vendor with the one here; to try another:"
            + " trunkline doctor signature ID --secret file:NAME");
  }
}
