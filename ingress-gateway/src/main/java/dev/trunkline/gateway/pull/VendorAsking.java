package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.plumbing.outbound.Answer;
import dev.trunkline.plumbing.outbound.Failed;
import dev.trunkline.plumbing.outbound.Forbidden;
import dev.trunkline.plumbing.outbound.Limits;
import dev.trunkline.plumbing.outbound.Outbound;
import dev.trunkline.plumbing.outbound.OutboundRequest;
import dev.trunkline.plumbing.outbound.OwnLimit;
import dev.trunkline.plumbing.outbound.Refused;
import dev.trunkline.plumbing.outbound.Reply;
import dev.trunkline.vendors.ApiRequest;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.History;
import dev.trunkline.vendors.Page;
import dev.trunkline.vendors.Pulls;
import dev.trunkline.vendors.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A step over the network: one page, or for a comparison all pages of a slice. */
final class VendorAsking implements Asking {

  /** A whole day of a busy telephone system, as CSV. */
  private static final Limits PAGE = Limits.CALL.upTo(32L << 20).within(Duration.ofSeconds(60));

  private static final Duration USUAL_WAIT = Duration.ofSeconds(60);

  /** A vendor that says "now" to whoever is too fast means something else. */
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(5);

  /** Rows of one comparison: what is compared is in memory. */
  private static final int MOST_ROWS = 50_000;

  private final Supplier<Definitions> definitions;
  private final Outbound outbound;
  private final @Nullable KnownRows rows;
  private final Clock clock;

  VendorAsking(
      Supplier<Definitions> definitions, Outbound outbound, @Nullable KnownRows rows, Clock clock) {
    this.definitions = definitions;
    this.outbound = outbound;
    this.rows = rows;
    this.clock = clock;
  }

  @Override
  public Outcome ask(Step step) throws InterruptedException {
    PullJob job = step.job();
    Definitions inForce = definitions.get();
    Pulls pulls = Pulls.of(inForce, job.source());
    if (pulls == null) {
      return new Outcome.Denied("the source is not configured, or its vendor has no history");
    }
    String unavailable = pulls.unavailable();
    if (unavailable != null) {
      return new Outcome.Denied(unavailable);
    }
    History history = pulls.history(job.api());
    if (history == null) {
      return new Outcome.Denied("the vendor has no such history");
    }
    return switch (job.kind()) {
      case POLL, FETCH, COUNT -> page(pulls, history, step, job.cursor());
      case COMPARE, RECONCILE -> compare(inForce, pulls, history, step);
    };
  }

  private Outcome page(Pulls pulls, History history, Step step, long cursor)
      throws InterruptedException {
    int size = step.job().size();
    return switch (history.request(step.from(), step.until(), cursor, size)) {
      case ApiRequest.Unaskable(var reason) -> new Outcome.Denied(reason);
      case ApiRequest.Askable askable -> {
        OutboundRequest request = Requests.of(pulls, askable);
        Reply reply = OwnLimit.past(() -> outbound.call(request, PAGE));
        yield switch (reply) {
          case Answer answer -> read(history, answer, cursor, size);
          case Refused(var reason, var wait) -> new Outcome.Held(reason, wait);
          case Forbidden(var reason) -> new Outcome.Denied(reason);
          case Failed(var kind, var reason) ->
              kind == Failed.Kind.TOO_LARGE
                  ? new Outcome.Smaller("the vendor's answer: " + reason)
                  : new Outcome.Failed("the vendor's API: " + reason);
        };
      }
    };
  }

  private Outcome read(History history, Answer answer, long cursor, int size) {
    Instant receivedAt = clock.instant();
    return switch (history.read(
        answer.status(), answer.contentType(), answer.body(), cursor, size)) {
      case Page.Rows rows -> new Outcome.Fetched(rows, receivedAt);
      case Page.Failed(var why, var reason) ->
          switch (why) {
            case CREDENTIAL -> new Outcome.Denied(reason);
            case LIMITED -> limited(reason, answer.retryAfter());
            case ERROR, INCOMPLETE ->
                answer.retryAfter() == null
                    ? new Outcome.Failed(reason)
                    : limited(reason, answer.retryAfter());
            case TOO_MANY -> new Outcome.Shorter(reason);
            case TOO_LARGE -> new Outcome.Smaller(reason);
          };
    };
  }

  private static Outcome limited(String reason, @Nullable Duration asked) {
    Duration wait = asked == null ? USUAL_WAIT : asked;
    wait = wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
    return new Outcome.Limited(reason + "; asked again after " + wait.toSeconds() + " s", wait);
  }

  private Outcome compare(Definitions inForce, Pulls pulls, History history, Step step)
      throws InterruptedException {
    KnownRows known = rows;
    if (known == null) {
      return new Outcome.Denied("this gateway has no database to compare with");
    }
    if (history.subject() == Subject.RECORDINGS) {
      return new Outcome.Denied("this history lists neither calls nor leads");
    }
    Differences differences = new Differences(step.job().source(), history.subject(), step);
    List<Page.Part> parts = new ArrayList<>();
    long requests = 0;
    long listedRows = 0;
    long cursor = 0;
    while (true) {
      Outcome outcome = page(pulls, history, step, cursor);
      if (!(outcome instanceof Outcome.Fetched fetched)) {
        return outcome;
      }
      requests++;
      listedRows += fetched.page().rows();
      if (listedRows > MOST_ROWS) {
        return new Outcome.Shorter("more than " + MOST_ROWS + " rows to compare at once");
      }
      for (Page.Part part : fetched.page().parts()) {
        // Read as it would be if it were published: the id is no delivery's.
        differences.add(
            parts.size(),
            inForce
                .translator()
                .translate(
                    history.delivery(
                        part,
                        DeliveryIds.next(),
                        step.job().id(),
                        step.from(),
                        step.until(),
                        cursor,
                        fetched.receivedAt())),
            history.created(part));
        parts.add(part);
      }
      if (fetched.page().last()) {
        Differences.Found found = differences.against(known);
        return new Outcome.Compared(
            found.counts(requests, requests, listedRows),
            found.news().stream().map(parts::get).toList(),
            fetched.receivedAt());
      }
      cursor = fetched.page().next();
    }
  }
}
