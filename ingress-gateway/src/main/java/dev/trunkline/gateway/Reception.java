package dev.trunkline.gateway;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.gateway.DoorTable.Way;
import dev.trunkline.vendors.Door;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request, the same for every door: find the door, read the body, judge the proof,
 * publish, answer. One for each event loop.
 */
final class Reception {

  private final Supplier<DoorTable> doors;
  private final Publisher publisher;
  private final Rejections rejections;
  private final InFlight inFlight;
  private final GatewayMeters meters;
  private final Limits limits;
  private final Clock clock;
  private final Callers callers;
  private final Context loop;

  Reception(
      Supplier<DoorTable> doors,
      Publisher publisher,
      Rejections rejections,
      InFlight inFlight,
      GatewayMeters meters,
      Limits limits,
      Clock clock,
      Callers callers,
      Context loop) {
    this.doors = doors;
    this.publisher = publisher;
    this.rejections = rejections;
    this.inFlight = inFlight;
    this.meters = meters;
    this.limits = limits;
    this.clock = clock;
    this.callers = callers;
    this.loop = loop;
  }

  /** First: which door is it? */
  void enter(HttpServerRequest request) {
    Visit visit = new Visit(request, callers.of(request.connection()), limits, meters, inFlight);
    request.handler(visit::arrives);
    switch (doors.get().find(request.method().name(), request.path())) {
      case Way.Delivers way -> read(visit, way);
      case Way.Describes way -> {
        request.endHandler(end -> visit.complete());
        visit.describe(way.text());
      }
      case Way.WrongMethod way -> {
        request.endHandler(end -> visit.complete());
        request.response().putHeader("allow", way.route().allow());
        visit.refuse(Refusal.METHOD_NOT_ALLOWED);
      }
      case Way.Nowhere nowhere -> {
        request.endHandler(end -> visit.complete());
        visit.refuse(Refusal.NO_SUCH_DOOR);
      }
    }
  }

  /** Second: read the body, if its headers let us. */
  private void read(Visit visit, Way.Delivers way) {
    HttpServerRequest request = visit.request();
    visit.leadsTo(way);
    request.endHandler(
        end -> {
          if (visit.complete()) {
            judge(visit, way);
          }
        });
    request.exceptionHandler(visit::breaks);
    Refusal refusal = Preconditions.check(request.headers(), limits.body());
    if (refusal != null) {
      visit.refuse(refusal);
    } else if (request.headers().contains("expect") && request.version() == HttpVersion.HTTP_1_1) {
      request.response().writeContinue();
    }
  }

  /** Third: who is it? Over the bytes as they came. */
  private void judge(Visit visit, Way.Delivers way) {
    HttpServerRequest request = visit.request();
    Door door = way.route().door();
    byte[] body = visit.body().bytes();
    switch (Doorkeeper.judge(door.proofs(), request.headers()::getAll, way.pathSecret(), body)) {
      case Verdict.Genuine genuine -> publish(visit, way.route(), genuine.proof(), body);
      case Verdict.Unproven no -> reject(visit, way.route(), Refusal.NO_PROOF, door.unproven());
      case Verdict.Forged no -> reject(visit, way.route(), Refusal.WRONG_PROOF, door.forged());
      case Verdict.Ambiguous no ->
          reject(visit, way.route(), Refusal.MALFORMED, Refusal.MALFORMED.status());
    }
  }

  /** Fourth: give the bytes to Kafka, and answer when the brokers have them. */
  private void publish(Visit visit, Route route, String proof, byte[] body) {
    Delivery delivery = delivery(visit.request(), route, proof, body);
    visit.sent();
    publisher.send(
        route.topic(),
        delivery.id(),
        delivery.headers(),
        body,
        failure -> {
          inFlight.give(body.length);
          loop.runOnContext(settled -> answer(visit, route, delivery.id(), failure));
        });
  }

  /** Fifth: answer. */
  private void answer(Visit visit, Route route, String deliveryId, @Nullable Exception failure) {
    if (failure == null) {
      visit.accept(route, deliveryId);
    } else {
      visit.refuse(Refusal.UNAVAILABLE);
    }
  }

  private void reject(Visit visit, Route route, Refusal refusal, int status) {
    byte[] body = visit.body().bytes();
    visit.refuse(refusal, status);
    rejections.record(route, refusal, visit.request(), body);
  }

  private Delivery delivery(HttpServerRequest request, Route route, String proof, byte[] body) {
    Door door = route.door();
    Instant receivedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Delivery(
        DeliveryIds.next(),
        door.source(),
        door.vendor(),
        door.name(),
        receivedAt,
        request.method().name(),
        Headers.clean(request.query(), limits.requestLine()),
        Headers.clean(request.getHeader("content-type"), Headers.LONGEST),
        Rejections.peer(request),
        proof,
        null,
        Headers.kept(route, request.headers()),
        null,
        body);
  }
}
