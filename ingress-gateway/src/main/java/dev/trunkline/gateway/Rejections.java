package dev.trunkline.gateway;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.Topics;
import dev.trunkline.gateway.diagnosis.Clues;
import dev.trunkline.gateway.diagnosis.KnownSecrets;
import dev.trunkline.gateway.diagnosis.Offered;
import dev.trunkline.gateway.diagnosis.RefusedRequest;
import dev.trunkline.vendors.Rate;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps refused proofs and deliveries that lack what their door requires on {@code rejected.v1} for
 * people who look for the reason. Best effort: after the answer, at most ten a second of a source,
 * and 64 KiB of the body.
 */
final class Rejections {

  /** Most bytes of a body that are kept. */
  static final int LONGEST_BODY = 64 * 1024;

  /** What is looked at behind that, so that no part of a secret stands at the end. */
  private static final int SEAM = 4 * 1024;

  private static final Rate KEPT = new Rate(10, Duration.ofSeconds(1));

  private final Publisher publisher;
  private final Supplier<KnownSecrets> secrets;
  private final InFlight inFlight;
  private final GatewayMeters meters;
  private final Clock clock;
  private final Map<String, Allowance> allowances = new ConcurrentHashMap<>();

  Rejections(
      Publisher publisher,
      Supplier<KnownSecrets> secrets,
      InFlight inFlight,
      GatewayMeters meters,
      Clock clock) {
    this.publisher = publisher;
    this.secrets = secrets;
    this.inFlight = inFlight;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Records a refused request, or counts that it could not. A body that may hold a secret which was
   * not found is left out; a secret of ours that stands anywhere else is overwritten.
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
    KnownSecrets known = secrets.get();
    Masked masked = Masked.of(route, body);
    byte[] begin = masked.whole() ? begin(masked.body(), LONGEST_BODY + SEAM) : new byte[0];
    byte[] clean = known.masked(begin);
    byte[] kept = begin(clean, LONGEST_BODY);
    if (!inFlight.take(kept.length)) {
      meters.unrecorded("room");
      return;
    }
    publisher.send(
        Topics.REJECTED.name(),
        source,
        headers(
            route,
            cause,
            finding,
            request,
            peer,
            body.length,
            known,
            concernsProof(cause)
                ? Clues.of(
                    offered(route, request, body),
                    route.door(),
                    known,
                    !Arrays.equals(clean, begin(body, begin.length)))
                : null),
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
      int size,
      KnownSecrets known,
      @Nullable Clues clues) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(RefusedRequest.ID, DeliveryIds.next());
    headers.put("cause", cause.code());
    if (finding != null) {
      headers.put("finding", finding.written());
    }
    headers.put("source", route.door().source());
    headers.put("vendor", route.door().vendor());
    headers.put("door", route.door().name());
    headers.put("received_at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    headers.put("method", request.method().name());
    String contentType = Headers.contentType(request.headers(), known);
    if (contentType != null) {
      headers.put("content_type", contentType);
    }
    headers.put("remote_ip", peer.address());
    headers.put("body_bytes", Integer.toString(size));
    if (clues != null) {
      headers.put(RefusedRequest.CLUES, EventJson.mapper().writeValueAsString(clues));
    }
    Headers.kept(route, request.headers(), known).forEach(headers::putIfAbsent);
    Headers.masked(route, request.headers()).forEach(headers::putIfAbsent);
    return headers;
  }

  private static byte[] begin(byte[] body, int longest) {
    return body.length > longest ? Arrays.copyOf(body, longest) : body;
  }

  private static boolean concernsProof(Refusal cause) {
    return cause == Refusal.NO_PROOF || cause == Refusal.WRONG_PROOF || cause == Refusal.MALFORMED;
  }

  private static Offered offered(Route route, HttpServerRequest request, byte[] body) {
    List<Offered.Header> headers = new ArrayList<>();
    for (Map.Entry<String, String> header : request.headers()) {
      headers.add(new Offered.Header(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
    }
    String path = String.valueOf(request.path());
    String below = route.door().path() + "/";
    return new Offered(
        headers,
        path,
        request.query(),
        route.secretInPath() && path.startsWith(below) ? path.substring(below.length()) : null,
        body);
  }
}
