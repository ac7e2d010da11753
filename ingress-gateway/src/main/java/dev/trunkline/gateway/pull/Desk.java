package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.PullJob.Kind;
import dev.trunkline.canonical.PullJob.Phase;
import dev.trunkline.plumbing.failure.Failure;
import dev.trunkline.plumbing.failure.FailurePolicy;
import dev.trunkline.plumbing.failure.Verdict;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.History;
import dev.trunkline.vendors.Page;
import dev.trunkline.vendors.Pulls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turns that one transaction makes, and the records that they make. Nothing of it is true
 * before the transaction has been committed.
 */
final class Desk {

  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  /** How much gateways' clocks may differ. */
  private static final Duration WRONG_CLOCK = Duration.ofMinutes(1);

  private final JobTable table;
  private final Definitions definitions;
  private final PullSettings settings;
  private final Function<PullJob, Seen> seen;
  private final Instant now;
  private final Rules rules;
  private final Map<String, Changed> changed = new LinkedHashMap<>();
  private final List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
  private final List<Turned> turned = new ArrayList<>();

  Desk(
      JobTable table,
      Definitions definitions,
      PullSettings settings,
      Function<PullJob, Seen> seen,
      Instant now) {
    this.table = table;
    this.definitions = definitions;
    this.settings = settings;
    this.seen = seen;
    this.now = now;
    this.rules = new Rules(now);
  }

  /** What somebody asks. */
  void ask(int partition, PullAsk ask) {
    switch (ask.ask()) {
      case NOTIFY -> notified(partition, ask);
      case CANCEL ->
          latest(partition).stream()
              .filter(job -> job.id().equals(ask.id()) && !job.isEnded())
              .filter(job -> !job.api().equals(PullJob.FILE))
              .forEach(job -> put(partition, Jobs.ended(job, Phase.CANCELLED, null, now)));
      case FETCH, COUNT, COMPARE, RECONCILE -> begin(partition, ask);
    }
  }

  /** A poll that is not in force is never made: nothing would ever take from it what is asked. */
  private void notified(int partition, PullAsk ask) {
    Pulls pulls = Pulls.of(definitions, ask.source());
    List<String> polled = pulls == null ? List.of() : pulls.polled();
    for (PullJob job : latest(partition)) {
      if (job.kind() == Kind.POLL
          && job.source().equals(ask.source())
          && polled.contains(job.api())) {
        put(partition, Jobs.notified(job, ask.askedAt(), now));
      }
    }
  }

  private void begin(int partition, PullAsk ask) {
    Pulls pulls = Pulls.of(definitions, ask.source());
    String vendor = pulls == null ? "" : pulls.vendor();
    for (String api : apis(pulls, ask)) {
      History history = pulls == null ? null : pulls.history(api);
      PullAsk terms = Terms.of(ask, history, settings, now);
      PullJob job = Jobs.asked(terms, vendor, api, now);
      if (latest(partition, job.key()) != null) {
        continue; // told twice
      }
      String cannot = cannot(pulls, history, ask);
      Instant from = job.from();
      Instant to = job.to();
      if (cannot == null && to != null && from != null && !from.isBefore(to)) {
        cannot = "there is no time between from and to, or none that is over";
      }
      put(partition, cannot == null ? job : Jobs.ended(job, Phase.FAILED, cannot, now));
    }
  }

  private static @Nullable String cannot(
      @Nullable Pulls pulls, @Nullable History history, PullAsk ask) {
    if (pulls == null) {
      return "the source is not configured, or its vendor has no history";
    }
    String unavailable = pulls.unavailable();
    if (unavailable != null) {
      return unavailable;
    }
    if (history == null) {
      return "the vendor has no history " + ask.api();
    }
    return Terms.allow(ask.ask(), history) ? null : "this history lists neither calls nor leads";
  }

  /** All that are polled, where none is named; of these what can be compared, if that is wanted. */
  private static List<String> apis(@Nullable Pulls pulls, PullAsk ask) {
    String api = ask.api();
    if (api != null || pulls == null) {
      return List.of(api == null ? "?" : api);
    }
    List<String> all = pulls.polled().isEmpty() ? pulls.names() : pulls.polled();
    List<String> fit =
        all.stream()
            .filter(
                name -> {
                  History history = pulls.history(name);
                  return history != null && Terms.allow(ask.ask(), history);
                })
            .toList();
    return fit.isEmpty() ? all : fit;
  }

  /**
   * A standing poll that is not there yet, or that a clock moved on which was ahead: what it passed
   * over had not happened when the vendor was asked.
   */
  void poll(int partition, Pulls pulls, String api) {
    PullJob job = Jobs.poll(pulls.source(), pulls.vendor(), api, now.minus(settings.first()), now);
    PullJob known = latest(partition, job.key());
    if (known == null) {
      put(partition, job);
    } else if (isAhead(known)) {
      LOG.warn("{} was moved on by a clock that was ahead, and begins at {}", job.key(), job.at());
      put(partition, job);
    }
  }

  private boolean isAhead(PullJob job) {
    Instant latest = now.plus(WRONG_CLOCK);
    Instant at = job.at();
    return job.changedAt().isAfter(latest) || (at != null && at.isAfter(latest));
  }

  /** What a step brought. Where our own code fails at it, other sources must not wait for it. */
  void hear(Attempts.Done done) {
    int made = records.size();
    try {
      turn(done);
    } catch (RuntimeException e) {
      Failure failure = FailurePolicy.of(e);
      if (failure.verdict() != Verdict.ISOLATE) {
        throw e;
      }
      LOG.warn("pulls: the turn of {} failed", done.step().job().key(), e);
      records.subList(made, records.size()).clear();
      failed(done, failure.reason());
    }
  }

  private void turn(Attempts.Done done) {
    Step step = done.step();
    PullJob job = latest(done.partition(), step.job().key());
    Pulls pulls = Pulls.of(definitions, step.job().source());
    History history = pulls == null ? null : pulls.history(step.job().api());
    if (job == null || job.isEnded()) {
      return; // cancelled meanwhile
    }
    if (history == null) {
      failed(done, "the source or its history is not configured any more");
      return;
    }
    List<Page.Part> out = out(job, done.outcome());
    Instant receivedAt = receivedAt(done.outcome());
    for (Page.Part part : out) {
      records.add(
          Letters.raw(
              history.delivery(
                  part,
                  DeliveryIds.next(),
                  job.id(),
                  step.from(),
                  step.until(),
                  step.job().cursor(),
                  receivedAt)));
    }
    long rows = out.stream().mapToLong(Page.Part::rows).sum();
    long unchanged =
        done.outcome() instanceof Outcome.Fetched fetched && job.kind() == Kind.POLL
            ? fetched.page().parts().size() - out.size()
            : 0;
    Turn turn =
        rules.turn(job, step, done.outcome(), new Published(out.size(), rows, unchanged), history);
    if (turn.told() != null) {
      records.add(Letters.told(turn.told()));
    }
    put(done.partition(), turn.job());
    turned.add(new Turned(job, turn.job(), done.outcome(), history));
  }

  /** A step that cannot be gone on with: its position stays, and the job says why. */
  private void failed(Attempts.Done done, String reason) {
    PullJob job = latest(done.partition(), done.step().job().key());
    if (job == null || job.isEnded()) {
      return;
    }
    put(
        done.partition(),
        job.kind() == Kind.POLL
            ? new Draft(job).failed(reason).due(now.plusSeconds(60)).at(now)
            : Jobs.ended(job, Phase.FAILED, reason, now));
  }

  private Instant receivedAt(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Fetched fetched -> fetched.receivedAt();
      case Outcome.Compared compared -> compared.receivedAt();
      case Outcome.Shorter shorter -> now;
      case Outcome.Smaller smaller -> now;
      case Outcome.Held held -> now;
      case Outcome.Limited limited -> now;
      case Outcome.Denied denied -> now;
      case Outcome.Failed failed -> now;
    };
  }

  /** What goes out: of a poll what is new, of a reconciliation what is news, of a count nothing. */
  private List<Page.Part> out(PullJob job, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Fetched fetched ->
          switch (job.kind()) {
            case POLL -> fetched.page().parts().stream().filter(seen.apply(job)::hasNews).toList();
            case FETCH -> fetched.page().parts();
            case COUNT, COMPARE, RECONCILE -> List.of();
          };
      case Outcome.Compared compared ->
          job.kind() == Kind.RECONCILE && job.recheck() == 0 ? compared.news() : List.of();
      case Outcome.Shorter shorter -> List.of();
      case Outcome.Smaller smaller -> List.of();
      case Outcome.Held held -> List.of();
      case Outcome.Limited limited -> List.of();
      case Outcome.Denied denied -> List.of();
      case Outcome.Failed failed -> List.of();
    };
  }

  private void put(int partition, PullJob job) {
    changed.put(job.key(), new Changed(partition, job));
  }

  private @Nullable PullJob latest(int partition, String key) {
    Changed before = changed.get(key);
    return before == null ? table.get(partition, key) : before.job();
  }

  private List<PullJob> latest(int partition) {
    Map<String, PullJob> all = new LinkedHashMap<>();
    table.of(partition).forEach(job -> all.put(job.key(), job));
    changed.values().stream()
        .filter(change -> change.partition() == partition)
        .forEach(change -> all.put(change.job().key(), change.job()));
    return List.copyOf(all.values());
  }

  boolean isEmpty() {
    return changed.isEmpty() && records.isEmpty();
  }

  /** Partitions of the sources that it is about. */
  List<Integer> partitions() {
    return changed.values().stream().map(Changed::partition).distinct().toList();
  }

  /** All records of the transaction. */
  List<ProducerRecord<String, byte[]>> records() {
    List<ProducerRecord<String, byte[]>> all = new ArrayList<>(records);
    changed.values().forEach(change -> all.add(Letters.state(change.partition(), change.job())));
    return all;
  }

  /** Makes it true. Returns what steps did, for counting. */
  List<Turned> commit() {
    changed.values().forEach(change -> table.put(change.partition(), change.job()));
    for (Turned turn : turned) {
      if (turn.outcome() instanceof Outcome.Fetched fetched && turn.before().kind() == Kind.POLL) {
        Seen memory = seen.apply(turn.before());
        fetched
            .page()
            .parts()
            .forEach(part -> memory.saw(part, now, turn.history().overlap().multipliedBy(2)));
      }
    }
    return turned;
  }

  private record Changed(int partition, PullJob job) {}

  /** One step's turn. */
  record Turned(PullJob before, PullJob after, Outcome outcome, History history) {}
}
