package dev.trunkline.gateway;

/** What the doorkeeper found about one request. */
sealed interface Verdict {

  /** Nothing was offered where a proof is asked for. */
  Verdict UNPROVEN = new Unproven();

  /** What was offered is wrong. */
  Verdict FORGED = new Forged();

  /** The proof was offered more than once, so that a proxy and we could read different ones. */
  Verdict AMBIGUOUS = new Ambiguous();

  /**
   * The proof passed.
   *
   * @param proof kind and key id, {@code hmac:KNOWRITHM_SECRET}; never the secret
   */
  record Genuine(String proof) implements Verdict {}

  /** See {@link #UNPROVEN}. */
  record Unproven() implements Verdict {}

  /** See {@link #FORGED}. */
  record Forged() implements Verdict {}

  /** See {@link #AMBIGUOUS}. */
  record Ambiguous() implements Verdict {}
}
