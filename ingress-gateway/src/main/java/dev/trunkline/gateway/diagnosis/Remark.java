package dev.trunkline.gateway.diagnosis;

/**
 * One thing about a refused proof.
 *
 * @param found what is otherwise than the source says; never a secret, nor what would be right
 * @param cure what to do about it; empty: nothing
 * @param explains whether it explains the refusal
 */
public record Remark(String found, String cure, boolean explains) {

  /** One that explains it. */
  Remark(String found, String cure) {
    this(found, cure, true);
  }

  /** One that does not. */
  static Remark unexplained(String found, String cure) {
    return new Remark(found, cure, false);
  }
}
