package dev.trunkline.gateway;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** What a request's headers must not say about its body. */
final class Preconditions {

  private Preconditions() {}

  /**
   * Why a request is refused before its body is read; null if it is not.
   *
   * @param limit largest body in bytes
   */
  static @Nullable Refusal check(MultiMap headers, int limit) {
    String transfer = headers.get("transfer-encoding");
    String length = headers.get("content-length");
    if (transfer != null && (length != null || !transfer.equalsIgnoreCase("chunked"))) {
      return Refusal.MALFORMED; // two readings of where the body ends: smuggling
    }
    String expect = headers.get("expect");
    if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
      return Refusal.EXPECTATION_FAILED;
    }
    String encoding = headers.get("content-encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return Refusal.UNSUPPORTED_ENCODING; // never inflated: a proof is over the bytes as sent
    }
    return length == null ? null : lengthRefused(length, limit);
  }

  private static @Nullable Refusal lengthRefused(String length, int limit) {
    try {
      return Long.parseLong(length) > limit ? Refusal.TOO_LARGE : null;
    } catch (NumberFormatException e) {
      return Refusal.MALFORMED;
    }
  }
}
