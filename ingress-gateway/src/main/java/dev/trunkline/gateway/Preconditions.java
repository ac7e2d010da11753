package dev.trunkline.gateway;

import dev.trunkline.vendors.Coding;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request's headers must not say about its body. */
final class Preconditions {

  private Preconditions() {}

  /**
   * Why a request is refused before its body is read; null if it is not.
   *
   * @param limit largest body in bytes
   * @param compressed how the body may be compressed
   */
  static @Nullable Refusal check(HttpServerRequest request, int limit, Set<Coding> compressed) {
    MultiMap headers = request.headers();
    int hosts = headers.getAll("host").size();
    if (hosts > 1 || (hosts == 0 && request.version() == HttpVersion.HTTP_1_1)) {
      return Refusal.MALFORMED; // a proxy and we could mean different ones
    }
    if (headers.contains("")) {
      return Refusal.MALFORMED;
    }
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
    List<String> encodings = headers.getAll("content-encoding");
    if (encodings.size() > 1 || !encodings.stream().allMatch(name -> fits(name, compressed))) {
      return Refusal.UNSUPPORTED_ENCODING;
    }
    return lengths.isEmpty() ? null : lengthRefused(lengths.getFirst(), limit);
  }

  /** How the body of a request that passed is compressed; null if it is not. */
  static @Nullable Coding coding(MultiMap headers) {
    String encoding = headers.get("content-encoding");
    return encoding == null ? null : Coding.of(encoding);
  }

  private static boolean fits(String encoding, Set<Coding> compressed) {
    Coding coding = Coding.of(encoding);
    return coding == null ? encoding.equalsIgnoreCase("identity") : compressed.contains(coding);
  }

  private static @Nullable Refusal lengthRefused(String length, int limit) {
    try {
      return Long.parseLong(length) > limit ? Refusal.TOO_LARGE : null;
    } catch (NumberFormatException e) {
      return Refusal.MALFORMED;
    }
  }
}
