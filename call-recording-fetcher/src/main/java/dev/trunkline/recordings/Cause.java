package dev.trunkline.recordings;

/** Why an attempt did not bring everything: bounded, so that it can be counted by it. */
enum Cause {
  /** The vendor has none yet, or does not say which one it is. */
  NOT_YET(Weight.COUNTED),
  /** The vendor answered with an error, or not in time. */
  VENDOR_FAILED(Weight.COUNTED),
  /** The vendor asks to come later. */
  RATE_LIMITED(Weight.COUNTED),
  /** What came is no audio, or not all of it. */
  NOT_AUDIO(Weight.COUNTED),
  /** It is larger than what we take: the same again tomorrow. */
  TOO_LARGE(Weight.FINAL),
  /** The link holds no longer: the vendor is asked for a new one. */
  EXPIRED(Weight.COUNTED),
  /** We did not ask: our own limits, or a vendor that is known to be down. */
  HELD_BACK(Weight.FREE),
  /** Our own store did not take it. */
  STORE_FAILED(Weight.FREE),
  /** The vendor says that it has none. */
  GONE(Weight.FINAL),
  /** The link leads where we do not go. */
  FORBIDDEN(Weight.FINAL),
  /** Nobody can be asked: no API is defined, or no credential is configured. */
  CANNOT_ASK(Weight.FINAL),
  /** An operator ended it. */
  OPERATOR(Weight.FINAL);

  private final Weight weight;

  Cause(Weight weight) {
    this.weight = weight;
  }

  Weight weight() {
    return weight;
  }

  /** What it means for the search. */
  enum Weight {
    /** Costs an attempt. */
    COUNTED,
    /** Tried again, as if there had been no attempt. */
    FREE,
    /** Trying again is of no use. */
    FINAL
  }
}
