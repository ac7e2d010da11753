package dev.trunkline.workbench;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.trunkline.store.Pace;
import dev.trunkline.store.Stretch;
import dev.trunkline.workbench.SourceEvidence.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a source that is quiet from one whose deliveries we refuse, cannot read or are stuck with.
 * What explains a silence comes before the silence, and what blinds us before all.
 */
final class SourceWatch {

  /** A stage this far behind is no hiccup: restarts and rebalances take seconds. */
  static final Duration BEHIND = Duration.ofMinutes(2);

  /** Fewer turned away are strangers at the door, unless the vendor is silent as well. */
  static final int REFUSED = 5;

  /** More than half of so many dead elements are no odd record ... */
  static final int ELEMENTS = 20;

  /** ... nor are so many of which none could be read. */
  static final int ALL_DEAD = 5;

  /** Weeks that make the time of the week known; with fewer, days are compared. */
  static final int WEEKS = 2;

  private final SourceEvidence known;
  private final Pace pace;
  private final Stretch stretch;

  private SourceWatch(SourceEvidence known) {
    this.known = known;
    this.pace = known.pace();
    this.stretch = known.stretch();
  }

  /** How the source stands. */
  static SourceState judge(SourceEvidence known) {
    SourceWatch watch = new SourceWatch(known);
    return Optional.<SourceState>empty()
        .or(watch::stuck)
        .or(watch::failingToMap)
        .or(watch::refused)
        .or(watch::pollingFails)
        .or(watch::quiet)
        .or(watch::tooNew)
        .orElseGet(() -> watch.state(SourceVerdict.FINE, null, "what comes is usual"));
  }

  private Optional<SourceState> stuck() {
    Optional<String> late =
        behind("normalizer").or(() -> behind("lead-writer")).filter(s -> waits());
    if (late.isPresent()) {
      return alarm(
          SourceVerdict.STUCK,
          stretch.waitingSince(),
          "it delivers, but %s; look at that stage in the runbook".formatted(late.get()));
    }
    // Without the archive nobody sees what came: a silence would be ours.
    return isSilent()
        ? behind("lead-writer-payloads")
            .flatMap(
                archive ->
                    alarm(
                        SourceVerdict.STUCK,
                        pushedAt(),
                        "what it delivers cannot be seen: %s; look at Postgres".formatted(archive)))
        : Optional.empty();
  }

  private boolean waits() {
    return stretch.waitingSince() != null;
  }

  private Optional<String> behind(String stage) {
    return Optional.ofNullable(known.behind().get(stage))
        .filter(behind -> behind.compareTo(BEHIND) > 0)
        .map(behind -> "%s is %,d s behind".formatted(stage, behind.toSeconds()));
  }

  private Optional<SourceState> failingToMap() {
    boolean most = stretch.elements() >= ELEMENTS && stretch.dead() * 2 > stretch.elements();
    boolean all = stretch.elements() >= ALL_DEAD && stretch.dead() == stretch.elements();
    return most || all
        ? alarm(
            SourceVerdict.FAILING_TO_MAP,
            stretch.deadSince(),
            "%d of its last %d elements could not be read: the vendor changed what it sends, or a setting is off; analytics.deliveries has the reasons"
                .formatted(stretch.dead(), stretch.elements()))
        : Optional.empty();
  }

  private Optional<SourceState> refused() {
    Instant accepted = pace.lastPushedAt();
    List<Refused> since =
        known.refused().stream()
            .filter(refused -> accepted == null || refused.at().isAfter(accepted))
            .toList();
    if (since.isEmpty() || (since.size() < REFUSED && !isSilent())) {
      return Optional.empty();
    }
    String cause =
        since.stream().collect(groupingBy(Refused::cause, counting())).entrySet().stream()
            .max(
                Map.Entry.<String, Long>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .orElse("unknown");
    return alarm(
        SourceVerdict.REFUSED_BY_US,
        since.stream().map(Refused::at).min(Comparator.naturalOrder()).orElse(null),
        "%d requests were turned away since the last that was accepted, most of them %s: %s; rejected.v1 has them"
            .formatted(since.size(), cause, cure(cause)));
  }

  private static String cure(String cause) {
    return switch (cause) {
      case "no-proof", "wrong-proof" ->
          "compare the secret in the vendor's dashboard with the source's";
      case "missing-fields" -> "compare the vendor's field names with `fields` of the source";
      default -> "see what the vendor changed";
    };
  }

  /** It is no reason for a webhook's silence, and must not hide it. */
  private Optional<SourceState> pollingFails() {
    return PollTrouble.of(known.polls(), known.now())
        .flatMap(
            trouble ->
                alarm(
                    SourceVerdict.POLLING_FAILS,
                    trouble.since(),
                    trouble.sentence() + (isSilent() ? "; its webhook is silent too" : "")));
  }

  private Optional<SourceState> quiet() {
    return isSilent()
        ? alarm(
            SourceVerdict.QUIET,
            pushedAt(),
            "hardly anything comes where %.0f deliveries are usual: ask the vendor, and look whether its webhook is still switched on"
                .formatted(Math.max(expected(), pace.last().usualPushed())))
        : Optional.empty();
  }

  private Optional<SourceState> tooNew() {
    if (!stretch.weeks().isEmpty() || !stretch.days().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        known.polls().isEmpty()
            ? state(
                SourceVerdict.TOO_NEW,
                null,
                "no day of its webhooks is known yet, so a silence cannot be told")
            : state(SourceVerdict.FINE, null, "it is polled, and that works"));
  }

  /** Since when it is silent. */
  private @Nullable Instant pushedAt() {
    return pace.lastPushedAt();
  }

  private boolean isSilent() {
    return Usual.isSilence(0, expected()) || isTrickle();
  }

  /** What usually comes in a stretch like that since it last delivered. */
  private double expected() {
    double weeks = Usual.of(stretch.weeks());
    if (stretch.weeks().size() >= WEEKS) {
      return weeks;
    }
    if (stretch.days().isEmpty()) {
      return weeks;
    }
    double days = Usual.of(stretch.days());
    return stretch.weeks().isEmpty() ? days : Math.min(days, weeks);
  }

  /** Whether of the last full hour of the clock only a trickle came, and no more since. */
  private boolean isTrickle() {
    Pace.Hour last = pace.last();
    return last.weeks() >= WEEKS
        && Usual.isSilence(
            last.arrived().pushed() + pace.current().arrived().pushed(),
            Usual.of(last.before().stream().map(Pace.Arrived::pushed).toList()));
  }

  private Optional<SourceState> alarm(
      SourceVerdict verdict, @Nullable Instant since, String sentence) {
    return Optional.of(state(verdict, since, sentence));
  }

  private SourceState state(SourceVerdict verdict, @Nullable Instant since, String sentence) {
    return new SourceState(pace.source(), verdict, since, sentence);
  }
}
