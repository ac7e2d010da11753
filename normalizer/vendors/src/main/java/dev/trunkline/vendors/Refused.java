package dev.trunkline.vendors;

/**
 * A vendor's folder or a sources file is refused. The message names the file and the cause, with
 * line and column where they are known, and never a secret's value.
 */
public final class Refused extends RuntimeException {

  /** A refusal with its reason. */
  public Refused(String message) {
    super(message);
  }
}
