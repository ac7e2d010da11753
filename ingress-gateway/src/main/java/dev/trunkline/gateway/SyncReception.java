package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.Topics;
import dev.trunkline.vendors.SyncDoor;
import io.vertx.core.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The way of a request at an operator's door: judge the token, read which stretch of history is
 * wanted, ask the pull side for it, answer when the brokers have that. One for each event loop.
 */
final class SyncReception {

  /** Largest body in bytes: it names two days. */
  static final int LARGEST = 16 * 1024;

  private static final List<String> FROM = List.of("startDate", "from");
  private static final List<String> TO = List.of("endDate", "to");

  private final OperatorTokens tokens;
  private final Failures failures;
  private final Publisher publisher;
  private final InFlight inFlight;
  private final Clock clock;
  private final Context loop;

  SyncReception(
      OperatorTokens tokens,
      Failures failures,
      Publisher publisher,
      InFlight inFlight,
      Clock clock,
      Context loop) {
    this.tokens = tokens;
    this.failures = failures;
    this.publisher = publisher;
    this.inFlight = inFlight;
    this.clock = clock;
    this.loop = loop;
  }

  /** Judges a request whose body has come. */
  void judge(Visit visit, SyncDoor door) {
    switch (tokens.judge(visit.request().headers().getAll("authorization"))) {
      case NOT_CONFIGURED ->
          visit.refuse(Refusal.NO_OPERATOR, OperatorTokens.SETTING + " is not set");
      case MISSING -> fail(visit, Refusal.NO_PROOF);
      case WRONG -> fail(visit, Refusal.WRONG_PROOF);
      case AMBIGUOUS -> fail(visit, Refusal.MALFORMED);
      case GENUINE -> admit(visit, door);
    }
  }

  private void fail(Visit visit, Refusal refusal) {
    if (!visit.tooMany(failures)) {
      visit.refuse(refusal);
    }
  }

  private void admit(Visit visit, SyncDoor door) {
    String unavailable = door.unavailable();
    if (unavailable != null) {
      visit.refuse(Refusal.NOT_PULLED, unavailable);
      return;
    }
    Instant now = clock.instant();
    Asked asked =
        switch (door.range()) {
          case TODAY -> Asked.today(door.zone(), now);
          case LAST_WEEK -> Asked.lastWeek(now);
          case RANGE -> read(visit.body().bytes(), door, now);
        };
    switch (asked) {
      case Asked.Unfit(var field, var reason) -> visit.refuse(Refusal.UNFIT, field + ": " + reason);
      case Asked.Stretch stretch -> ask(visit, door, stretch, now);
    }
  }

  private static Asked read(byte[] body, SyncDoor door, Instant now) {
    JsonNode said;
    try {
      said = EventJson.mapper().readTree(body);
    } catch (JacksonException e) {
      return new Asked.Unfit("body", "is no JSON");
    }
    return said.isObject()
        ? Asked.between(said, FROM, TO, door.zone(), now)
        : new Asked.Unfit("body", "is no JSON object with startDate and endDate");
  }

  private void ask(Visit visit, SyncDoor door, Asked.Stretch stretch, Instant now) {
    PullAsk ask =
        new PullAsk(
            PullAsk.Ask.FETCH,
            door.source(),
            DeliveryIds.next(),
            null,
            stretch.from(),
            stretch.to(),
            null,
            now,
            "door",
            null);
    int size = visit.body().size();
    visit.sent();
    publisher.send(
        Topics.PULLS_ASKED.name(),
        door.source(),
        Map.of(),
        EventJson.mapper().writeValueAsBytes(ask),
        failure -> {
          inFlight.give(size);
          loop.runOnContext(
              settled -> {
                if (failure == null) {
                  visit.ask(accepted(ask));
                } else {
                  visit.refuse(Refusal.UNAVAILABLE);
                }
              });
        });
  }

  private static byte[] accepted(PullAsk ask) {
    return """
        {"status":"accepted","job":"%s","from":"%s","to":"%s"}"""
        .formatted(ask.id(), ask.from(), ask.to())
        .getBytes(UTF_8);
  }
}
