package dev.trunkline.plumbing.failure;

/**
 * A failure, judged.
 *
 * @param code SQLSTATE, or the name of the exception: few enough to count by
 * @param reason a sentence for people that quotes nothing of what was read or written
 */
public record Failure(Verdict verdict, String code, String reason) {

  /** One that only its exception's name tells of. */
  static Failure named(Verdict verdict, Throwable failure) {
    String name = failure.getClass().getSimpleName();
    return new Failure(verdict, name, "it failed with " + name);
  }
}
