package dev.trunkline.vendors;

/**
 * What a door's callers are told. A refusal without a body of the vendor's own is answered with the
 * gateway's problem document (RFC 9457) under its status.
 *
 * @param ok to a kept delivery, and to a sign of life where nothing describes the door
 * @param unproven to a missing proof
 * @param forged to a wrong proof
 * @param missing to a delivery that says nothing of what the door requires
 * @param malformed to a body that cannot be read, at a door that requires something
 * @param limited to a genuine delivery over the rate
 */
public record Answers(
    Door.Answer ok,
    Door.Answer unproven,
    Door.Answer forged,
    Door.Answer missing,
    Door.Answer malformed,
    Door.Answer limited) {

  /** The usual refusals: 401, 403, 400, 400, 429, all without a body of the vendor's. */
  public static Answers of(Door.Answer ok) {
    return new Answers(ok, status(401), status(403), status(400), status(400), status(429));
  }

  private static Door.Answer status(int status) {
    return Door.Answer.status(status);
  }
}
