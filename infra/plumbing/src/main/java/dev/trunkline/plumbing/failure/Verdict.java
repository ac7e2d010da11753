package dev.trunkline.plumbing.failure;

/** What is done about a failure. */
public enum Verdict {
  /** The same work again, soon: two got in each other's way, or an answer was lost. */
  RETRY_BATCH,
  /** The element is at fault and will be each time: it is set aside, its neighbours go on. */
  ISOLATE,
  /** What we need is away: nothing is taken until it is back, and the member stays in its group. */
  PAUSE,
  /** Going on would be wrong or in vain: the stage ends, and its health says so. */
  STOP;

  /** Whether the same work may pass later as it is. */
  public boolean comesAgain() {
    return this == RETRY_BATCH || this == PAUSE;
  }
}
