package dev.trunkline.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What the doorkeeper found about one request. */
sealed interface Verdict {

  /** Nothing was offered where a proof is asked for. */
  Verdict UNPROVEN = new Unproven();

  /** What was offered is wrong. */
  Verdict FORGED = new Forged(Finding.MISMATCH);

  /** The proof was offered more than once, so that a proxy and we could read different ones. */
  Verdict AMBIGUOUS = new Ambiguous();

  /**
   * The proof passed.
   *
   * @param proof kind and key id, {@code hmac:KNOWRITHM_SECRET}; never the secret
   * @param signed what was signed together with a time; empty where no scheme has one
   */
  record Genuine(String proof, List<Signed> signed) implements Verdict {
    /** Copies the list. */
    public Genuine {
      signed = List.copyOf(signed);
    }

    /** By a scheme without a time. */
    public Genuine(String proof) {
      this(proof, List.of());
    }
  }

  /**
   * A signature that covers a time: the same one twice is the same request twice.
   *
   * @param signature as it was computed, encoded
   * @param age our clock less the signed time; negative where the sender's is ahead
   */
  record Signed(String signature, Duration age) {}

  /** See {@link #UNPROVEN}. */
  record Unproven() implements Verdict {}

  /**
   * See {@link #FORGED}.
   *
   * @param finding for ourselves; the caller is told nothing of it
   */
  record Forged(Finding finding) implements Verdict {}

  /** See {@link #AMBIGUOUS}. */
  record Ambiguous() implements Verdict {}

  /** Why a proof that was offered is none. */
  enum Finding {
    /** It fits no secret. */
    MISMATCH,
    /** It is not written as the scheme says, or does not say what it must. */
    UNREADABLE,
    /** It fits, and was signed too long ago. */
    STALE,
    /** It fits, and was signed too far in the future. */
    EARLY,
    /** It fits a secret whose time is over. */
    SECRET_OVER,
    /** It fits a secret whose time has not come. */
    SECRET_TO_COME,
    /** It comes from an address that is not allowed. */
    ADDRESS;

    /** As record headers say it. */
    String written() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
