package dev.trunkline.gateway.diagnosis;

import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Remarks on secrets that are sent as they are. */
final class PlainSecrets {

  private PlainSecrets() {}

  /**
   * What came where the secret is asked for, or elsewhere.
   *
   * @param header where it is asked for; null: it is no header
   */
  static List<Remark> judge(RefusedRequest refused, Proof proof, @Nullable String header) {
    List<Remark> remarks = new ArrayList<>();
    String asked = place(proof, header);
    for (Misplaced found : refused.clues().secrets()) {
      Secret own = own(proof, found, refused.source());
      if (own == null) {
        remarks.add(
            found.source().equals(refused.source())
                ? new Remark(
                    "%s held %s, another secret of this source"
                        .formatted(found.place(), found.secret()),
                    "name that secret at this proof, or give the vendor the right one")
                : new Remark(
                    "%s held %s, the secret of source %s"
                        .formatted(found.place(), found.secret(), found.source()),
                    "the vendor posts to the wrong door, or has the other source's secret"));
        continue;
      }
      if (!found.place().equals(asked)) {
        remarks.add(
            new Remark(
                "%s stood in %s, where %s is asked for"
                    .formatted(found.secret(), found.place(), asked),
                "say in the source's proof where the vendor puts it, or have the vendor change it"));
      }
      boolean password = proof instanceof Proof.Basic && found.written().equals(Misplaced.PASSWORD);
      if (password && own.at(refused.receivedAt()) == Secret.Life.LIVE) {
        remarks.add(
            new Remark(
                "the password was right, and the user was another",
                "give the vendor the user that the source's proof says"));
      }
      if (!found.written().isEmpty() && !password) {
        remarks.add(
            new Remark(
                "%s stood there %s".formatted(found.secret(), found.written()),
                "have the vendor write the secret as it is, or set here what it writes"));
      }
      remarks.addAll(life(own, refused));
    }
    if (remarks.isEmpty()) {
      remarks.add(nothing(refused, header, asked));
    }
    return remarks;
  }

  /** Where a secret is sent as it is though nobody asks for it. */
  static List<Remark> inTheClear(RefusedRequest refused) {
    return refused.clues().secrets().stream()
        .map(
            found ->
                new Remark(
                    "%s held the secret %s itself, where a signature is asked for"
                        .formatted(found.place(), found.secret()),
                    "have the vendor sign with it and never send it; then make a new one, for this"
                        + " one was shown"))
        .toList();
  }

  private static Remark nothing(RefusedRequest refused, @Nullable String header, String asked) {
    List<String> headers = refused.clues().headers();
    boolean offered = !refused.cause().equals("no-proof");
    if (header != null && !headers.contains(header.toLowerCase(Locale.ROOT))) {
      return new Remark(
          "there was no %s; headers: %s".formatted(asked, String.join(", ", headers)),
          "have the vendor send it; and see that no proxy on the way takes headers out");
    }
    return offered
        ? Remark.unexplained(
            "what stood in %s is no secret that is known here, however it is written"
                .formatted(asked),
            "compare the secret at the vendor with the one here; if it is not known any more, make"
                + " a new one")
        : new Remark(
            "nothing stood in %s".formatted(asked),
            "give the vendor the URL and the secret as the setup sheet says them: trunkline vendors"
                + " sheet --source ID");
  }

  private static List<Remark> life(Secret secret, RefusedRequest refused) {
    return switch (secret.at(refused.receivedAt())) {
      case LIVE -> List.of();
      case OVER ->
          List.of(
              new Remark(
                  "%s was over since %s".formatted(secret.id(), secret.notAfter()),
                  "give the vendor the secret that is live, or move not_after"));
      case TO_COME ->
          List.of(
              new Remark(
                  "%s is not live before %s".formatted(secret.id(), secret.notBefore()),
                  "move not_before: the vendor uses it already"));
    };
  }

  private static @Nullable Secret own(Proof proof, Misplaced found, String source) {
    return found.source().equals(source)
        ? proof.all().stream()
            .filter(secret -> secret.id().equals(found.secret()))
            .findFirst()
            .orElse(null)
        : null;
  }

  private static String place(Proof proof, @Nullable String header) {
    if (header != null) {
      return "header " + header.toLowerCase(Locale.ROOT);
    }
    return switch (proof) {
      case Proof.QuerySecret query -> "query";
      case Proof.BodyToken token -> "field " + String.join(".", token.path());
      case Proof.PathSecret path -> "path";
      case Proof.HeaderSecret no -> "";
      case Proof.Basic no -> "";
      case Proof.Hmac no -> "";
      case Proof.Ed25519 no -> "";
      case Proof.StandardWebhooks no -> "";
      case Proof.IpAllow no -> "";
      case Proof.None no -> "";
      case Proof.AnyOf no -> "";
      case Proof.AllOf no -> "";
    };
  }
}
