package dev.trunkline.plumbing;

/** A topic exists with settings on which a promise cannot rest. The message says how to mend it. */
public final class TopicMismatch extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TopicMismatch(String message) {
    super(message);
  }
}
