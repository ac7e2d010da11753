package dev.trunkline.gateway;

import dev.trunkline.canonical.EventJson;

/**
 * Why a request was not kept, and the constant answer to it (RFC 9457). The code is stable; the
 * body never depends on what was sent, so that it tells a forger nothing; {@code help} is where it
 * is explained. Only an operator, who has proved himself, is told more.
 */
enum Refusal {
  MALFORMED(400, "malformed", "The request is no valid HTTP, or repeats what it may say once."),
  MALFORMED_BODY(400, "malformed-body", "The body cannot be read."),
  MISSING_FIELDS(400, "missing-fields", "The body says nothing of what this door requires."),
  UNFIT(400, "unfit", "The request does not say what this door needs."),
  NO_PROOF(401, "no-proof", "The request does not carry the proof that this door asks for."),
  WRONG_PROOF(403, "wrong-proof", "The proof that the request carries is not valid."),
  NO_OPERATOR(403, "no-operator", "No token is configured that could open this door."),
  NO_SUCH_DOOR(404, "no-such-door", "There is no door at this path."),
  METHOD_NOT_ALLOWED(405, "method-not-allowed", "This door does not take this method."),
  TOO_SLOW(408, "too-slow", "The body did not arrive in time."),
  NOT_PULLED(409, "not-pulled", "The source's vendor cannot be asked."),
  TOO_LARGE(413, "too-large", "The body is larger than this door takes."),
  URI_TOO_LONG(414, "uri-too-long", "The request line is too long."),
  UNSUPPORTED_ENCODING(
      415, "unsupported-encoding", "This door does not take this content encoding."),
  EXPECTATION_FAILED(417, "expectation-failed", "Nothing but 100-continue can be expected."),
  RATE_LIMITED(429, "rate-limited", "More was sent than this door takes in that time."),
  TOO_MANY_FAILURES(
      429, "too-many-failures", "Too many requests from this address carried no valid proof."),
  HEADERS_TOO_LARGE(431, "headers-too-large", "The headers are too large."),
  UNAVAILABLE(503, "unavailable", "The delivery could not be kept; send it again.");

  private final int status;
  private final String code;
  private final String title;

  Refusal(int status, String code, String title) {
    this.status = status;
    this.code = code;
    this.title = title;
  }

  /** HTTP status, unless the door's vendor documents another one. */
  int status() {
    return status;
  }

  /** Stable name; the metrics' reason too. */
  String code() {
    return code;
  }

  /** What it means, as a sentence. */
  String title() {
    return title;
  }

  /**
   * The problem document with what is wrong of this request, for a caller who has proved himself.
   *
   * @param detail in our own words, without anything that was sent
   */
  String problem(int answered, String detail) {
    return document(answered, ",\"detail\":" + EventJson.mapper().writeValueAsString(detail));
  }

  /** The problem document for the status that is answered. */
  String problem(int answered) {
    return document(answered, "");
  }

  private String document(int answered, String more) {
    return """
        {"type":"urn:trunkline:problem:%s","title":"%s","status":%d,"code":"%s"%s,"help":"%s"}"""
        .formatted(code, title, answered, code, more, ProblemPages.path(this));
  }
}
