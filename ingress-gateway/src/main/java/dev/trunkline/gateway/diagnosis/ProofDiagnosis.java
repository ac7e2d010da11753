package dev.trunkline.gateway.diagnosis;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.Signing;
import java.util.ArrayList;
import java.util.List;

/**
 * What would have let a refused request in. Pure. Names secrets, and never says one, nor what a
 * signature should have been.
 *
 * @param proofs those that the door asks for, in its order
 */
public record ProofDiagnosis(List<Judged> proofs) {

  /** Copies the list. */
  public ProofDiagnosis {
    proofs = List.copyOf(proofs);
  }

  /**
   * One proof.
   *
   * @param asked what it asks for, in words
   * @param remarks what is wrong with what came; at least one
   */
  public record Judged(String asked, List<Remark> remarks) {}

  /** Whether anything explains the refusal. */
  public boolean isExplained() {
    return proofs.stream().flatMap(proof -> proof.remarks().stream()).anyMatch(Remark::explains);
  }

  /**
   * Looks into a refusal.
   *
   * @param door that refused it, as it is now
   * @param known every secret of the installation
   * @param more secrets to be tried beside them
   */
  public static ProofDiagnosis of(
      RefusedRequest refused, Door door, KnownSecrets known, List<Secret> more) {
    List<Judged> judged = new ArrayList<>();
    for (Proof proof : door.proofs().stream().flatMap(one -> one.parts().stream()).toList()) {
      judged.add(new Judged(Asked.of(proof), judge(refused, proof, known, more)));
    }
    return new ProofDiagnosis(judged);
  }

  private static List<Remark> judge(
      RefusedRequest refused, Proof proof, KnownSecrets known, List<Secret> more) {
    return switch (proof) {
      case Proof.Hmac hmac -> signed(refused, hmac, hmac.signing(), known, more);
      case Proof.Ed25519 open -> signed(refused, open, open.signing(), known, more);
      case Proof.StandardWebhooks standard ->
          signed(refused, standard, standard.signing(), known, more);
      case Proof.HeaderSecret secret -> PlainSecrets.judge(refused, secret, secret.header());
      case Proof.Basic basic -> PlainSecrets.judge(refused, basic, "authorization");
      case Proof.QuerySecret query -> PlainSecrets.judge(refused, query, null);
      case Proof.PathSecret path -> PlainSecrets.judge(refused, path, null);
      case Proof.BodyToken token -> PlainSecrets.judge(refused, token, null);
      case Proof.IpAllow allow ->
          List.of(
              allow.from().contain(refused.remoteIp())
                  ? Remark.unexplained(
                      "it came from %s, which is allowed".formatted(refused.remoteIp()), "")
                  : new Remark(
                      "it came from %s, which is not among the allowed"
                          .formatted(refused.remoteIp()),
                      "add the address to ip-allow if it is the vendor's; if it is a proxy's, name"
                          + " that in trunkline.gateway.trusted-proxies"));
      case Proof.None none -> List.of(Remark.unexplained("nothing is asked", ""));
      case Proof.AnyOf any -> List.of(); // its parts are asked themselves
      case Proof.AllOf all -> List.of();
    };
  }

  private static List<Remark> signed(
      RefusedRequest refused, Proof proof, Signing signing, KnownSecrets known, List<Secret> more) {
    List<Remark> remarks = new ArrayList<>(PlainSecrets.inTheClear(refused));
    for (Secret secret : proof.all()) {
      if (secret.standsIn()) {
        remarks.add(
            Remark.unexplained(
                "secret %s is not set here, and was not tried".formatted(secret.id()),
                "ask again where the gateway's variables are set"));
      }
    }
    Clues clues = refused.clues();
    if (clues.signatures().isEmpty()) {
      remarks.add(SignatureRemarks.none(signing, clues));
      return remarks;
    }
    Search search = new Search(refused, proof, signing, known, more);
    Search.Hit hit = search.find();
    if (hit != null) {
      remarks.addAll(hit.changes());
      remarks.addAll(SignatureRemarks.differences(hit.seen(), proof, signing));
    }
    remarks.addAll(Clocks.judge(refused, signing));
    if (hit == null) {
      remarks.add(SignatureRemarks.unknown(refused, proof, signing, search.gaveUp()));
    } else if (remarks.isEmpty()) {
      remarks.add(
          new Remark(
              "it fits as the source says it now",
              "the source or its secrets were changed since; have the vendor send it again"));
    }
    return remarks;
  }
}
