package dev.trunkline.allinone;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullAsk.Ask;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.gateway.OperatorTokens;
import dev.trunkline.gateway.pull.PullAsks;
import dev.trunkline.vendors.History;
import dev.trunkline.vendors.Pulls;
import dev.trunkline.vendors.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * What operators ask of the pull side on the private port, of any source whose vendor lists its
 * history. An operator's token is asked for here too: whoever reaches the port may look at health,
 * not spend a vendor's quota.
 */
@RestController
class AdminPulls {

  private static final Logger LOG = LoggerFactory.getLogger(AdminPulls.class);
  private static final int LARGEST = 16 * 1024;
  private static final Duration STATES_AGE = Duration.ofSeconds(2);
  private static final String BY = "workbench";

  private final OperatorTokens tokens;
  private final InForce inForce;
  private final PullAsks asks;
  private final PullStates states;
  private final Recent<byte[]> shown;
  private final Clock clock;

  AdminPulls(
      OperatorTokens tokens, InForce inForce, PullAsks asks, PullStates states, Clock clock) {
    this.tokens = tokens;
    this.inForce = inForce;
    this.asks = asks;
    this.states = states;
    this.shown =
        new Recent<>(() -> EventJson.mapper().writeValueAsBytes(states.read()), STATES_AGE, clock);
    this.clock = clock;
  }

  /** Fetches a stretch of history; with {@code dry_run} only counts it. */
  @PostMapping("/api/admin/sources/{id}/sync")
  ResponseEntity<?> sync(
      @PathVariable("id") String source, @RequestHeader HttpHeaders headers, InputStream body)
      throws IOException {
    ResponseEntity<?> refused = judge(headers);
    return refused == null ? begin(source, body, "dry_run", Ask.FETCH, Ask.COUNT) : refused;
  }

  /** Compares a stretch of history with our rows; with {@code apply} also heals them. */
  @PostMapping("/api/admin/sources/{id}/reconcile")
  ResponseEntity<?> reconcile(
      @PathVariable("id") String source, @RequestHeader HttpHeaders headers, InputStream body)
      throws IOException {
    ResponseEntity<?> refused = judge(headers);
    return refused == null ? begin(source, body, "apply", Ask.COMPARE, Ask.RECONCILE) : refused;
  }

  /** How all pulls stand, by key; up to two seconds old. */
  @GetMapping("/api/admin/pulls")
  ResponseEntity<?> pulls(@RequestHeader HttpHeaders headers) {
    ResponseEntity<?> refused = judge(headers);
    return refused == null
        ? ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(shown.get())
        : refused;
  }

  /** Ends a job, whose standing poll goes on. */
  @DeleteMapping("/api/admin/pulls/{job}")
  ResponseEntity<?> cancel(@PathVariable("job") String id, @RequestHeader HttpHeaders headers) {
    ResponseEntity<?> refused = judge(headers);
    if (refused != null) {
      return refused;
    }
    List<PullJob> jobs =
        states.read().values().stream()
            .filter(job -> job.id().equals(id) && job.kind() != PullJob.Kind.POLL)
            .toList();
    if (jobs.isEmpty()) {
      return problem(404, "no-such-pull", "no job has this id, or it has not begun");
    }
    PullJob job = jobs.getFirst();
    if (job.api().equals(PullJob.FILE)) {
      return problem(409, "not-pulled", "a file's backfill ends with the command that makes it");
    }
    if (jobs.stream().allMatch(PullJob::isEnded)) {
      return problem(409, "ended", "the job has ended");
    }
    asks.ask(ask(Ask.CANCEL, job.source(), id, null, null, null));
    return accepted(Map.of("status", "accepted", "job", id));
  }

  private ResponseEntity<?> begin(
      String source, InputStream body, String flag, Ask without, Ask with) throws IOException {
    Pulls pulls = Pulls.of(inForce.get(), source);
    if (pulls == null) {
      return problem(404, "no-such-source", "no source has this id and a history to ask for");
    }
    String unavailable = pulls.unavailable();
    if (unavailable != null) {
      return problem(409, "not-pulled", unavailable);
    }
    byte[] bytes = body.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      return problem(413, "too-large", "the body is larger than 16 KiB");
    }
    return switch (Wish.read(bytes, flag, pulls, clock.instant())) {
      case Wish.Unclear(var detail) -> problem(400, "unfit", detail);
      case Wish.Clear wish -> begin(pulls, wish, wish.flag() ? with : without);
    };
  }

  private ResponseEntity<?> begin(Pulls pulls, Wish.Clear wish, Ask what) {
    String id = DeliveryIds.next();
    List<@Nullable String> apis = apis(pulls, wish, what);
    if (apis.isEmpty()) {
      return problem(400, "unfit", "api: lists neither calls nor leads, which are compared");
    }
    Instant from = wish.stretch().from();
    Instant to = wish.stretch().to();
    for (String api : apis) {
      asks.ask(ask(what, pulls.source(), id, api, from, to));
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("status", "accepted");
    told.put("job", id);
    told.put("from", from.toString());
    told.put("to", to.toString());
    return accepted(told);
  }

  /** Null is all that are polled; what is compared must list what we have rows of. */
  private static List<@Nullable String> apis(Pulls pulls, Wish.Clear wish, Ask what) {
    List<@Nullable String> apis = new ArrayList<>();
    if (what == Ask.FETCH || what == Ask.COUNT) {
      apis.add(wish.api());
      return apis;
    }
    List<String> all = pulls.polled().isEmpty() ? pulls.names() : pulls.polled();
    for (String api : wish.api() == null ? all : List.of(wish.api())) {
      History history = pulls.history(api);
      if (history != null && history.subject() != Subject.RECORDINGS) {
        apis.add(api);
      }
    }
    return apis;
  }

  private PullAsk ask(
      Ask what,
      String source,
      String id,
      @Nullable String api,
      @Nullable Instant from,
      @Nullable Instant to) {
    return new PullAsk(what, source, id, api, from, to, null, clock.instant(), BY, null);
  }

  /** Kafka is away: nothing has been asked, or it may have been. */
  @ExceptionHandler({IllegalStateException.class, KafkaException.class})
  ResponseEntity<?> unavailable(RuntimeException cause) {
    LOG.warn("an operator was told 503: {}", cause.getMessage());
    return ResponseEntity.status(503)
        .header(HttpHeaders.RETRY_AFTER, "5")
        .body(detail(503, "unavailable", "Kafka does not answer; ask again"));
  }

  /** Why the caller is not let in; null: he is. */
  private @Nullable ResponseEntity<?> judge(HttpHeaders headers) {
    return switch (tokens.judge(headers.getOrEmpty(HttpHeaders.AUTHORIZATION))) {
      case GENUINE -> null;
      case MISSING ->
          ResponseEntity.status(401)
              .header(HttpHeaders.WWW_AUTHENTICATE, OperatorTokens.CHALLENGE)
              .body(detail(401, "no-proof", "an operator's bearer token is missing"));
      case WRONG -> problem(403, "wrong-proof", "the bearer token is no operator's");
      case AMBIGUOUS -> problem(400, "malformed", "Authorization stands more than once");
      case NOT_CONFIGURED -> problem(403, "no-operator", OperatorTokens.SETTING + " is not set");
    };
  }

  private static ResponseEntity<?> accepted(Map<String, Object> told) {
    return ResponseEntity.accepted().contentType(MediaType.APPLICATION_JSON).body(told);
  }

  private static ResponseEntity<?> problem(int status, String code, String why) {
    return ResponseEntity.status(status).body(detail(status, code, why));
  }

  private static ProblemDetail detail(int status, String code, String why) {
    ProblemDetail detail = ProblemDetail.forStatus(status);
    detail.setType(URI.create("urn:trunkline:problem:" + code));
    detail.setDetail(why);
    detail.setProperty("code", code);
    return detail;
  }
}
