package dev.trunkline.gateway;

import static io.vertx.core.http.HttpHeaders.CONNECTION;
import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;

import dev.trunkline.vendors.Coding;
import dev.trunkline.vendors.Door;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One request from its headers to its answer, which is given once. Touched on its event loop only.
 */
final class Visit {

  private static final String PROBLEM = "application/problem+json";

  private enum Phase {
    READING,
    SENDING,
    ANSWERED
  }

  private final HttpServerRequest request;
  private final Peer peer;
  private final Caller caller;
  private final Limits limits;
  private final GatewayMeters meters;
  private final InFlight inFlight;
  private final long begun = System.nanoTime();

  private Phase phase = Phase.READING;
  private long since = begun;
  private String source = GatewayMeters.NO_SOURCE;
  private String challenge = "";
  private int most;
  private Set<Coding> compressed = Set.of();
  private Body body;
  private boolean arrived;
  private boolean leaving;
  private long discarded;

  Visit(
      HttpServerRequest request,
      Peer peer,
      Caller caller,
      Limits limits,
      GatewayMeters meters,
      InFlight inFlight) {
    this.request = request;
    this.peer = peer;
    this.caller = caller;
    this.limits = limits;
    this.meters = meters;
    this.inFlight = inFlight;
    this.most = limits.body();
    this.body = new Body(most);
    meters.begun();
    caller.begins(this);
  }

  HttpServerRequest request() {
    return request;
  }

  /** Who speaks. */
  Peer peer() {
    return peer;
  }

  /** The body as far as it has come. */
  Body body() {
    return body;
  }

  /**
   * From here on the visit is one to a door of this source.
   *
   * @param asks what a caller without a proof is asked for, as {@code WWW-Authenticate} says it
   * @param largest bytes that the body may have
   * @param how the body may be compressed
   */
  void leadsTo(String of, String asks, int largest, Set<Coding> how) {
    source = of;
    challenge = asks;
    most = largest;
    compressed = how;
    body = new Body(largest);
  }

  /** A piece of the body: counted and kept, or after the answer counted and thrown away. */
  void arrives(Buffer chunk) {
    if (phase != Phase.READING) {
      discarded += chunk.length();
      if (discarded > limits.discard()) {
        caller.close();
      }
    } else if (chunk.length() > most - body.size()) {
      refuse(Refusal.TOO_LARGE);
    } else if (!inFlight.take(chunk.length())) {
      refuse(Refusal.UNAVAILABLE);
    } else {
      body.add(chunk);
      if (inFlight.isScarce()) {
        caller.presses();
      }
    }
  }

  /** The last byte has come; true if the visit is still to be judged. */
  boolean complete() {
    arrived = true;
    if (phase != Phase.ANSWERED) {
      return true;
    }
    caller.rests(System.nanoTime());
    if (leaving) {
      caller.close();
    }
    return false;
  }

  /** The request broke off: the caller is gone, or what comes is no HTTP. */
  void breaks(Throwable cause) {
    if (cause instanceof HttpClosedException) {
      abandoned();
    } else {
      refuse(Refusal.MALFORMED);
    }
  }

  /** The body is the producer's now, and so is the room that it takes. */
  void sent() {
    phase = Phase.SENDING;
    caller.waits();
    since = System.nanoTime();
    body = new Body(0);
  }

  /** Answers as the vendor expects. */
  void accept(Route kept, String deliveryId) {
    if (phase == Phase.ANSWERED) {
      return; // too late: the vendor was told 503, the record is kept all the same
    }
    meters.accepted(kept.door().source());
    repeat(kept, deliveryId);
  }

  /** Answers a request that was kept before as it was answered then. */
  void repeat(Route kept, String deliveryId) {
    Door.Answer answer = kept.door().answers().ok();
    request.response().putHeader("x-delivery-id", deliveryId);
    answer(answer.status(), answer.contentType(), kept.accepted());
  }

  /** Answers an operator that what he asks for will be fetched. */
  void ask(byte[] answer) {
    if (phase == Phase.ANSWERED) {
      return; // too late: he was told 503, and it is fetched all the same
    }
    meters.asked(source);
    answer(202, "application/json", Buffer.buffer(answer));
  }

  /** Answers that the door is there. */
  void describe(Door.Answer sign) {
    answer(sign.status(), sign.contentType(), Route.body(sign));
  }

  /** Answers a handshake with what it asked for, and so that no browser takes it for a page. */
  void greet(Greeting.Text greeting) {
    request
        .response()
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("cache-control", "no-store");
    answer(200, "text/plain; charset=utf-8", Buffer.buffer(greeting.text()));
  }

  /** Answers a handshake with its own header. */
  void greet(Greeting.Header greeting) {
    request.response().putHeader(greeting.name(), greeting.value());
    answer(200, "", Buffer.buffer());
  }

  /** Answers with the body as it came, and so that no browser takes it for a page of ours. */
  void echo() {
    request
        .response()
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("cache-control", "no-store");
    answer(200, "text/plain; charset=utf-8", Buffer.buffer(body.bytes()));
  }

  /** Answers with the refusal's usual status. */
  void refuse(Refusal refusal) {
    refuse(refusal, Door.Answer.status(refusal.status()));
  }

  /** Answers an operator with the refusal's usual status, and what is wrong. */
  void refuse(Refusal refusal, String detail) {
    refuse(
        refusal,
        new Door.Answer(refusal.status(), PROBLEM, refusal.problem(refusal.status(), detail)));
  }

  /** Answers that there are too many, and when one may come again. */
  void limit(Refusal refusal, Door.Answer answer, long nanos) {
    long seconds = Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    request.response().putHeader("retry-after", Long.toString(seconds));
    refuse(refusal, answer);
  }

  /**
   * Counts a proof that failed, and answers so if there were too many from there.
   *
   * @return whether that has been answered
   */
  boolean tooMany(Failures failures) {
    long wait = failures.take(peer, System.nanoTime());
    if (wait > 0) {
      Refusal refusal = Refusal.TOO_MANY_FAILURES;
      limit(refusal, Door.Answer.status(refusal.status()), wait);
    }
    return wait > 0;
  }

  /** Answers why not: in the vendor's own shape where it has one. */
  void refuse(Refusal refusal, Door.Answer answer) {
    if (phase == Phase.ANSWERED) {
      return;
    }
    meters.refused(source, refusal);
    HttpServerResponse response = request.response();
    if (answer.status() == 401 && !challenge.isEmpty()) {
      response.putHeader("www-authenticate", challenge);
    }
    if (refusal == Refusal.UNAVAILABLE) {
      int seconds = ThreadLocalRandom.current().nextInt(1, 6);
      response.putHeader("retry-after", Integer.toString(seconds));
    }
    leaving =
        refusal == Refusal.MALFORMED
            || (!arrived && !(restIsShort() && refusal != Refusal.TOO_SLOW));
    if (answer.body() == null) {
      answer(answer.status(), PROBLEM, Buffer.buffer(refusal.problem(answer.status())));
    } else {
      answer(answer.status(), answer.contentType(), Route.body(answer));
    }
  }

  boolean overdue(long now) {
    return now - since > patience();
  }

  void expire(long now) {
    switch (phase) {
      case READING -> refuse(Refusal.TOO_SLOW);
      case SENDING -> refuse(Refusal.UNAVAILABLE);
      case ANSWERED -> caller.close();
    }
  }

  /** The connection is gone, and with it whoever would have read the answer. */
  void abandoned() {
    if (phase != Phase.ANSWERED) {
      meters.gone(source);
      finish();
    }
  }

  private void answer(int status, String contentType, Buffer content) {
    finish();
    HttpServerResponse response = request.response().setStatusCode(status);
    if (response.closed()) {
      return;
    }
    if (arrived) {
      caller.rests(since); // before the answer: a pipelined request begins inside end()
    }
    if (leaving) {
      caller.leaves();
      response.putHeader(CONNECTION, "close");
    }
    if (content.length() > 0 || !contentType.isEmpty()) {
      response.putHeader(CONTENT_TYPE, contentType);
    }
    response.putHeader(CONTENT_LENGTH, Integer.toString(content.length()));
    Future<Void> written =
        request.method().equals(HttpMethod.HEAD) ? response.end() : response.end(content);
    if (leaving && arrived) {
      written.onComplete(done -> caller.close());
    }
  }

  private void finish() {
    inFlight.give(body.size());
    body = new Body(0);
    phase = Phase.ANSWERED;
    since = System.nanoTime();
    meters.ended(since - begun);
  }

  /** Whether the rest of the body is so short that reading it is cheaper than a new connection. */
  private boolean restIsShort() {
    return Preconditions.check(request, most, compressed) == null
        && !request.headers().contains("transfer-encoding");
  }

  private long patience() {
    return switch (phase) {
      case READING -> limits.bodyTime().toNanos();
      case SENDING -> limits.budget().toNanos();
      case ANSWERED -> limits.discardTime().toNanos();
    };
  }
}
