package dev.trunkline.gateway;

import dev.trunkline.canonical.Topics;
import dev.trunkline.vendors.Rate;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps refused proofs and deliveries that lack what their door requires on {@code rejected.v1} for
 * people who look for the reason. Best effort: after the answer, at most ten a second of a source,
 * and 64 KiB of the body.
 */
final class Rejections {

  /** Most bytes of a body that are kept. */
  static final int LONGEST_BODY = 64 * 1024;

  private static final Rate KEPT = new Rate(10, Duration.ofSeconds(1));

  private final Publisher publisher;
  private final InFlight inFlight;
  private final GatewayMeters meters;
  private final Clock clock;
  private final Map<String, Allowance> allowances = new ConcurrentHashMap<>();

  Rejections(Publisher publisher, InFlight inFlight, GatewayMeters meters, Clock clock) {
    this.publisher = publisher;
    this.inFlight = inFlight;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Records a refused request, or counts that it could not. A body that may hold a secret which was
   * not found is left out.
   */
  void record(
      Route route,
      Refusal cause,
      Verdict.@Nullable Finding finding,
      HttpServerRequest request,
      Peer peer,
      byte[] body) {
    String source = route.door().source();
    Allowance allowance = allowances.computeIfAbsent(source, s -> new Allowance(KEPT));
    if (allowance.take(System.nanoTime()) > 0) {
      meters.unrecorded("rate");
      return;
    }
    Masked masked = Masked.of(route, body);
    byte[] known = masked.whole() ? masked.body() : new byte[0];
    byte[] kept = known.length > LONGEST_BODY ? Arrays.copyOf(known, LONGEST_BODY) : known;
    if (!inFlight.take(kept.length)) {
      meters.unrecorded("room");
      return;
    }
    publisher.send(
        Topics.REJECTED.name(),
        source,
        headers(route, cause, finding, request, peer, body.length),
        kept,
        failure -> {
          inFlight.give(kept.length);
          if (failure != null) {
            meters.unrecorded("failed");
          }
        });
  }

  private Map<String, String> headers(
      Route route,
      Refusal cause,
      Verdict.@Nullable Finding finding,
      HttpServerRequest request,
      Peer peer,
      int size) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("cause", cause.code());
    if (finding != null) {
      headers.put("finding", finding.written());
    }
    headers.put("source", route.door().source());
    headers.put("vendor", route.door().vendor());
    headers.put("door", route.door().name());
    headers.put("received_at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    headers.put("method", request.method().name());
    String contentType = Headers.clean(request.getHeader("content-type"), Headers.LONGEST);
    if (contentType != null) {
      headers.put("content_type", contentType);
    }
    headers.put("remote_ip", peer.address());
    headers.put("body_bytes", Integer.toString(size));
    Headers.kept(route, request.headers()).forEach(headers::putIfAbsent);
    Headers.masked(route, request.headers()).forEach(headers::putIfAbsent);
    return headers;
  }
}
