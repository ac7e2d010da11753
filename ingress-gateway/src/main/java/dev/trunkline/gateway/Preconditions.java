package dev.trunkline.gateway;

import io.vertx.core.MultiMap;
import java.util.List;
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
    List<String> transfer = headers.getAll("transfer-encoding");
    List<String> lengths = headers.getAll("content-length");
    boolean chunked = transfer.size() == 1 && transfer.getFirst().equalsIgnoreCase("chunked");
    if (lengths.size() > 1 || (!transfer.isEmpty() && !(chunked && lengths.isEmpty()))) {
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
    return lengths.isEmpty() ? null : lengthRefused(lengths.getFirst(), limit);
  }

  private static @Nullable Refusal lengthRefused(String length, int limit) {
    try {
      return Long.parseLong(length) > limit ? Refusal.TOO_LARGE : null;
    } catch (NumberFormatException e) {
      return Refusal.MALFORMED;
    }
  }
}
