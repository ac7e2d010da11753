package dev.trunkline.plumbing.failure;

/** An exception of ours that knows what is to be done about it. */
public interface KnownFailure {

  /** The judgement. */
  Failure failure();
}
