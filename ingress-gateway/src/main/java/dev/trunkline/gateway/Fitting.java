package dev.trunkline.gateway;

import dev.trunkline.gateway.Verdict.Finding;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Which secret an offered proof fits. */
final class Fitting {

  private Fitting() {}

  /**
   * Tries every secret, live or not, so that time does not tell which one matched.
   *
   * @return genuine by the first that is live and fits
   */
  static Verdict of(Proof proof, List<Secret> secrets, Instant now, Predicate<Secret> fits) {
    Verdict verdict = Verdict.FORGED;
    for (Secret secret : secrets) {
      if (fits.test(secret) && !(verdict instanceof Verdict.Genuine)) {
        verdict =
            switch (secret.at(now)) {
              case LIVE -> new Verdict.Genuine(name(proof, secret));
              case OVER -> new Verdict.Forged(Finding.SECRET_OVER);
              case TO_COME -> new Verdict.Forged(Finding.SECRET_TO_COME);
            };
      }
    }
    return verdict;
  }

  /** What a verdict calls a proof by a secret: {@code hmac:KNOWRITHM_SECRET}. */
  static String name(Proof proof, Secret secret) {
    return proof.kind() + ":" + secret.id();
  }
}
