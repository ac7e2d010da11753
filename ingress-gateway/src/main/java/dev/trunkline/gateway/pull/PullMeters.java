package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.PullCounts;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.PullJob.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is counted of pulls, and what is said when one fails. */
final class PullMeters {

  private static final Logger LOG = LoggerFactory.getLogger(PullMeters.class);

  private final MeterRegistry registry;
  private final MultiGauge ages;
  private final MultiGauge failures;

  PullMeters(MeterRegistry registry) {
    this.registry = registry;
    this.ages =
        MultiGauge.builder("trunkline.pull.position.age")
            .description("seconds since the moment up to which a history has been fetched")
            .baseUnit("seconds")
            .register(registry);
    this.failures =
        MultiGauge.builder("trunkline.pull.failures")
            .description("polls of a history that failed in a row")
            .register(registry);
  }

  /** A step's turn. */
  void turned(Desk.Turned turn) {
    PullJob before = turn.before();
    PullJob after = turn.after();
    count("trunkline.pull.requests", before, outcome(turn.outcome()), 1);
    PullCounts was = before.counts();
    PullCounts is = after.counts();
    count("trunkline.pull.rows", before, "read", is.rows() - was.rows());
    count("trunkline.pull.deliveries", before, "published", is.deliveries() - was.deliveries());
    count("trunkline.pull.deliveries", before, "unchanged", is.unchanged() - was.unchanged());
    count("trunkline.pull.reconciled", before, "missing", is.missing() - was.missing());
    count("trunkline.pull.reconciled", before, "differing", is.differing() - was.differing());
    count("trunkline.pull.reconciled", before, "healed", is.healed() - was.healed());
    if (after.error() != null && !after.error().equals(before.error())) {
      LOG.warn(
          "pull of {} ({}, {}) did not work, its position stays: {}",
          after.source(),
          after.api(),
          after.kind(),
          after.error());
    } else if (before.error() != null && after.error() == null) {
      LOG.info("pull of {} ({}) works again", after.source(), after.api());
    }
  }

  private void count(String name, PullJob job, String outcome, long more) {
    if (more > 0) {
      registry
          .counter(name, "source", job.source(), "api", job.api(), "outcome", outcome)
          .increment((double) more);
    }
  }

  private static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Fetched fetched -> "page";
      case Outcome.Compared compared -> "compared";
      case Outcome.Shorter shorter -> "too_many";
      case Outcome.Smaller smaller -> "too_large";
      case Outcome.Held held -> "held";
      case Outcome.Limited limited -> "limited";
      case Outcome.Denied denied -> "denied";
      case Outcome.Failed failed -> "failed";
    };
  }

  /** A request that nobody can read. */
  void unreadable() {
    registry.counter("trunkline.pull.asks", "outcome", "unreadable").increment();
  }

  /** How the standing polls of ours are. */
  void observe(List<PullJob> jobs, Instant now) {
    List<MultiGauge.Row<?>> old = new ArrayList<>();
    List<MultiGauge.Row<?>> failing = new ArrayList<>();
    for (PullJob job : jobs) {
      if (job.kind() == Kind.POLL) {
        Tags tags = Tags.of("source", job.source(), "api", job.api());
        Duration age = Duration.between(Objects.requireNonNull(job.at()), now);
        old.add(MultiGauge.Row.of(tags, age.toMillis() / 1000.0));
        failing.add(MultiGauge.Row.of(tags, job.failures()));
      }
    }
    ages.register(old, true);
    failures.register(failing, true);
  }
}
