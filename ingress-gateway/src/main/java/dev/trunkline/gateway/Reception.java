package dev.trunkline.gateway;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.gateway.DoorTable.Way;
import dev.trunkline.gateway.diagnosis.KnownSecrets;
import dev.trunkline.vendors.AddressBlocks;
import dev.trunkline.vendors.Answers;
import dev.trunkline.vendors.Coding;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Handshake;
import dev.trunkline.vendors.Requirement;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request, the same for every door: find the door, read the body, judge the proof, the
 * rate and what must be said, publish, answer. One for each event loop.
 */
final class Reception {

  private static final Door.Answer MALFORMED = Door.Answer.status(Refusal.MALFORMED.status());

  private final Supplier<DoorTable> doors;
  private final AddressBlocks proxies;
  private final Keeper keeper;
  private final Rejections rejections;
  private final Quotas quotas;
  private final Failures failures;
  private final Replays replays;
  private final InFlight inFlight;
  private final GatewayMeters meters;
  private final Limits limits;
  private final Clock clock;
  private final Callers callers;
  private final SyncReception syncs;
  private final Executor loop;

  Reception(
      Supplier<DoorTable> doors,
      AddressBlocks proxies,
      SyncReception syncs,
      Keeper keeper,
      Rejections rejections,
      Quotas quotas,
      Failures failures,
      Replays replays,
      InFlight inFlight,
      GatewayMeters meters,
      Limits limits,
      Clock clock,
      Callers callers,
      Context loop) {
    this.doors = doors;
    this.proxies = proxies;
    this.syncs = syncs;
    this.keeper = keeper;
    this.rejections = rejections;
    this.quotas = quotas;
    this.failures = failures;
    this.replays = replays;
    this.inFlight = inFlight;
    this.meters = meters;
    this.limits = limits;
    this.clock = clock;
    this.callers = callers;
    this.loop = task -> loop.runOnContext(turn -> task.run());
  }

  /** First: which door is it? */
  void enter(HttpServerRequest request) {
    Caller caller = callers.of(request.connection());
    if (caller.isLeaving()) {
      return; // what stands behind a request that can be read in two ways
    }
    Visit visit = new Visit(request, Peer.of(request, proxies), caller, limits, meters, inFlight);
    request.handler(visit::arrives);
    switch (doors.get().find(request.method().name(), request.path(), request.query())) {
      case Way.Delivers way ->
          read(
              visit, way.route(), limits.body(), () -> judge(visit, way.route(), way.pathSecret()));
      case Way.Echoes way -> read(visit, way.route(), limits.echo(), visit::echo);
      case Way.Greets way ->
          read(visit, way.route(), limits.echo(), () -> greet(visit, way.route(), null));
      case Way.Describes way -> {
        request.endHandler(end -> visit.complete());
        visit.describe(way.sign());
      }
      case Way.Syncs way ->
          read(
              visit,
              way.door().source(),
              OperatorTokens.CHALLENGE,
              SyncReception.LARGEST,
              Set.of(),
              () -> syncs.judge(visit, way.door()));
      case Way.WrongMethod way -> {
        request.endHandler(end -> visit.complete());
        request.response().putHeader("allow", way.allow());
        visit.refuse(Refusal.METHOD_NOT_ALLOWED);
      }
      case Way.Nowhere nowhere -> {
        request.endHandler(end -> visit.complete());
        visit.refuse(Refusal.NO_SUCH_DOOR);
      }
    }
  }

  /** Second: read the body, if its headers let us. */
  private void read(Visit visit, Route route, int largest, Runnable next) {
    Set<Coding> compressed = route.door().terms().intake().compressed();
    read(visit, route.door().source(), route.challenge(), largest, compressed, next);
  }

  private void read(
      Visit visit,
      String source,
      String challenge,
      int largest,
      Set<Coding> compressed,
      Runnable next) {
    HttpServerRequest request = visit.request();
    visit.leadsTo(source, challenge, largest, compressed);
    request.endHandler(
        end -> {
          if (visit.complete()) {
            next.run();
          }
        });
    request.exceptionHandler(visit::breaks);
    Refusal refusal = Preconditions.check(request, largest, compressed);
    if (refusal != null) {
      visit.refuse(refusal);
    } else if (request.headers().contains("expect") && request.version() == HttpVersion.HTTP_1_1) {
      request.response().writeContinue();
    }
  }

  /** Third: who is it? Over the bytes as they came. */
  private void judge(Visit visit, Route route, @Nullable String pathSecret) {
    if (route.door().terms().intake().handshake() != null && greet(visit, route, pathSecret)) {
      return;
    }
    Claim claim = claim(visit, pathSecret);
    Answers answers = route.door().answers();
    switch (Doorkeeper.judge(route.door().proofs(), claim)) {
      case Verdict.Genuine genuine -> admit(visit, route, genuine, claim.body());
      case Verdict.Unproven no -> fail(visit, route, Refusal.NO_PROOF, answers.unproven(), null);
      case Verdict.Forged(var finding) ->
          fail(visit, route, Refusal.WRONG_PROOF, answers.forged(), finding);
      case Verdict.Ambiguous no -> fail(visit, route, Refusal.MALFORMED, MALFORMED, null);
    }
  }

  /** Answers one who asks whether the door is ours; false if nobody does. */
  private boolean greet(Visit visit, Route route, @Nullable String pathSecret) {
    Handshake handshake = route.door().terms().intake().handshake();
    Greeting greeting =
        handshake == null
            ? null
            : Greeting.of(handshake, visit.request().method().name(), claim(visit, pathSecret));
    switch (greeting) {
      case null -> {
        return false;
      }
      case Greeting.Text text -> visit.greet(text);
      case Greeting.Header header -> visit.greet(header);
      case Greeting.Unfit no -> visit.refuse(Refusal.UNFIT);
      case Greeting.Stranger stranger ->
          fail(visit, route, Refusal.WRONG_PROOF, route.door().answers().forged(), null);
    }
    return true;
  }

  private Claim claim(Visit visit, @Nullable String pathSecret) {
    HttpServerRequest request = visit.request();
    return new Claim(
        request.headers()::getAll,
        request.uri(),
        request.query(),
        pathSecret,
        visit.peer().address(),
        clock.instant(),
        visit.body().bytes());
  }

  /** Fourth, and only of a genuine one: is it too much? If it is compressed, what does it hold? */
  private void admit(Visit visit, Route route, Verdict.Genuine genuine, byte[] body) {
    Answers answers = route.door().answers();
    meters.proven(route.door(), genuine);
    String key = Replays.key(route.door(), genuine);
    String before = key == null ? null : replays.seen(key);
    if (before != null) {
      meters.replayed(route.door().source());
      visit.repeat(route, before);
      return;
    }
    long wait = quotas.take(route.door(), System.nanoTime());
    if (wait > 0) {
      visit.limit(Refusal.RATE_LIMITED, answers.limited(), wait);
      return;
    }
    Coding coding = Preconditions.coding(visit.request().headers());
    switch (coding == null ? new Inflated.Whole(body) : Inflated.of(coding, body, limits.body())) {
      case Inflated.Whole(byte[] plain) ->
          look(visit, route, delivery(visit, route, genuine.proof(), plain), key);
      case Inflated.TooLarge no -> visit.refuse(Refusal.TOO_LARGE);
      case Inflated.Broken no ->
          reject(visit, route, Refusal.MALFORMED_BODY, answers.malformed(), body);
    }
  }

  /** Fifth, over the bytes as they are kept: does it say what the door requires? */
  private void look(Visit visit, Route route, Delivery delivery, @Nullable String key) {
    Answers answers = route.door().answers();
    Requirement requirement = route.door().terms().requirement();
    switch (requirement == null ? Requirement.Finding.MET : requirement.judge(delivery)) {
      case MET -> publish(visit, route, delivery, key);
      case MISSING ->
          reject(visit, route, Refusal.MISSING_FIELDS, answers.missing(), delivery.body());
      case UNREADABLE ->
          reject(visit, route, Refusal.MALFORMED_BODY, answers.malformed(), delivery.body());
    }
  }

  /** Sixth: keep the bytes, and answer when they are kept. */
  private void publish(Visit visit, Route route, Delivery delivery, @Nullable String key) {
    int size = delivery.body().length;
    int inflated = size - visit.body().size();
    if (inflated != 0 && !inFlight.take(inflated)) {
      visit.refuse(Refusal.UNAVAILABLE);
      return;
    }
    visit.sent();
    keeper.keep(
        route.topic(),
        delivery,
        loop,
        failure -> {
          inFlight.give(size);
          if (failure == null && key != null) {
            replays.keep(key, delivery.id());
          }
          answer(visit, route, delivery.id(), failure);
        });
  }

  /** Seventh: answer. */
  private void answer(Visit visit, Route route, String deliveryId, @Nullable Exception failure) {
    if (failure == null) {
      visit.accept(route, deliveryId);
    } else {
      visit.refuse(Refusal.UNAVAILABLE);
    }
  }

  /** Nobody is told why for ever: guessing, and filling the topic of the refused, has an end. */
  private void fail(
      Visit visit,
      Route route,
      Refusal refusal,
      Door.Answer answer,
      Verdict.@Nullable Finding finding) {
    if (visit.tooMany(failures)) {
      meters.unrecorded("failures");
    } else {
      reject(visit, route, refusal, answer, finding, visit.body().bytes());
    }
  }

  private void reject(Visit visit, Route route, Refusal refusal, Door.Answer answer, byte[] body) {
    reject(visit, route, refusal, answer, null, body);
  }

  /** The body is named, for the visit lets go of it with its answer. */
  private void reject(
      Visit visit,
      Route route,
      Refusal refusal,
      Door.Answer answer,
      Verdict.@Nullable Finding finding,
      byte[] body) {
    visit.refuse(refusal, answer);
    rejections.record(route, refusal, finding, visit.request(), visit.peer(), body);
  }

  private Delivery delivery(Visit visit, Route route, String proof, byte[] body) {
    HttpServerRequest request = visit.request();
    Door door = route.door();
    KnownSecrets secrets = doors.get().unmistakableSecrets();
    Masked masked = Masked.of(route, body);
    Instant receivedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Delivery(
        DeliveryIds.next(),
        door.source(),
        door.vendor(),
        door.name(),
        receivedAt,
        request.method().name(),
        Headers.clean(
            secrets.maskedQuery(Query.without(request.query(), route.proofParameters())),
            limits.requestLine()),
        Headers.contentType(request.headers(), secrets),
        visit.peer().address(),
        proof,
        masked.ranges(),
        Headers.kept(route, request.headers(), secrets),
        null,
        masked.body());
  }
}
