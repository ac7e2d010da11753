package dev.trunkline.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.PullCounts;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.store.Pace;
import dev.trunkline.store.Stretch;
import dev.trunkline.workbench.SourceEvidence.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceWatchTest {

  private static final Instant NOW = Instant.parse("2026-03-30T14:30:00Z");
  private static final Instant LAST = NOW.minus(Duration.ofHours(2));
  private static final List<Long> BUSY = List.of(40L, 44L, 38L, 52L);
  private static final List<Long> CALM = List.of(0L, 2L, 1L, 0L);

  @Test
  void silenceWhereMuchIsUsualIsQuiet() {
    SourceState state = judge(silent(BUSY));

    assertThat(state.verdict()).isEqualTo(SourceVerdict.QUIET);
    assertThat(state.since()).isEqualTo(LAST);
    assertThat(state.sentence()).contains("40 deliveries"); // the lesser of lower median and mean
  }

  @Test
  void aNightIsNoAlarm() {
    assertThat(judge(silent(CALM)).verdict()).isEqualTo(SourceVerdict.FINE);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3, 6, 7, 20, 200})
  void theThresholdIsOneInAThousand(long usual) {
    SourceVerdict verdict = judge(silent(List.of(usual, usual, usual, usual))).verdict();

    assertThat(verdict).isEqualTo(usual >= 7 ? SourceVerdict.QUIET : SourceVerdict.FINE);
  }

  @Test
  void oneBusyWeekMakesNoHabit() {
    assertThat(judge(silent(List.of(0L, 0L, 0L, 200L))).verdict()).isEqualTo(SourceVerdict.FINE);
  }

  @Test
  void whatIsTurnedAwayExplainsTheSilence() {
    SourceState state = judge(silent(BUSY).refused(6, "wrong-proof", NOW.minusSeconds(60)));

    assertThat(state.verdict()).isEqualTo(SourceVerdict.REFUSED_BY_US);
    assertThat(state.sentence()).contains("6 requests", "wrong-proof", "secret");
  }

  @Test
  void whatWasTurnedAwayBeforeTheLastAcceptedDeliveryExplainsNothing() {
    assertThat(judge(silent(BUSY).refused(6, "wrong-proof", LAST.minusSeconds(1))).verdict())
        .isEqualTo(SourceVerdict.QUIET);
  }

  @Test
  void strangersAtTheDoorOfABusySourceAreNoAlarm() {
    assertThat(judge(silent(CALM).refused(2, "no-proof", NOW)).verdict())
        .isEqualTo(SourceVerdict.FINE);
  }

  @Test
  void deliveriesThatCannotBeReadAreToldApart() {
    assertThat(judge(silent(CALM).elements(20, 11)).verdict())
        .isEqualTo(SourceVerdict.FAILING_TO_MAP);
    assertThat(judge(silent(CALM).elements(5, 5)).verdict())
        .isEqualTo(SourceVerdict.FAILING_TO_MAP);
    assertThat(judge(silent(CALM).elements(20, 10)).verdict()).isEqualTo(SourceVerdict.FINE);
    assertThat(judge(silent(CALM).elements(4, 4)).verdict()).isEqualTo(SourceVerdict.FINE);
  }

  @Test
  void whatWaitsForAStageIsStuckAndNothingElse() {
    Case stuck =
        silent(BUSY)
            .waiting(NOW.minusSeconds(300))
            .behind("lead-writer", Duration.ofMinutes(5))
            .refused(9, "wrong-proof", NOW)
            .elements(20, 20);

    SourceState state = judge(stuck);
    assertThat(state.verdict()).isEqualTo(SourceVerdict.STUCK);
    assertThat(state.sentence()).contains("lead-writer is 300 s behind");
    assertThat(judge(silent(CALM).behind("lead-writer", Duration.ofMinutes(5))).verdict())
        .isEqualTo(SourceVerdict.FINE); // nothing of this source waits
  }

  @Test
  void aPollThatFailsAgainAndAgainIsAnAlarmWithItsReason() {
    assertThat(judge(silent(CALM).poll(2, "the vendor's API answered 500")).verdict())
        .isEqualTo(SourceVerdict.FINE);
    SourceState state = judge(silent(CALM).poll(3, "the vendor's API answered 401"));
    assertThat(state.verdict()).isEqualTo(SourceVerdict.POLLING_FAILS);
    assertThat(state.sentence()).contains("401", "3 times");
  }

  /** A vendor that says 429 for days fails no poll, and nor does a gateway that is not there. */
  @Test
  void aPollWhosePositionStaysIsAnAlarm() {
    Duration minute = Duration.ofMinutes(1);
    Case hourly = silent(CALM).every(Duration.ofHours(1));

    assertThat(judge(silent(CALM).every(minute).polledAgo(Duration.ofMinutes(15))).verdict())
        .isEqualTo(SourceVerdict.FINE);
    assertThat(judge(hourly.polledAgo(Duration.ofHours(3))).verdict())
        .isEqualTo(SourceVerdict.FINE);
    assertThat(judge(hourly.polledAgo(Duration.ofHours(3).plusSeconds(1))).verdict())
        .isEqualTo(SourceVerdict.POLLING_FAILS);
    SourceState state = judge(silent(CALM).every(minute).polledAgo(Duration.ofMinutes(16)));
    assertThat(state.verdict()).isEqualTo(SourceVerdict.POLLING_FAILS);
    assertThat(state.since()).isEqualTo(NOW.minus(Duration.ofMinutes(16)));
    assertThat(state.sentence())
        .contains("cdrs is fetched up to 2026-03-30T14:14:00Z", "answered 429")
        .doesNotContain("silent");
  }

  @Test
  void aPollThatHasJustBegunHasTheTimeToCatchUp() {
    Case begun = silent(CALM).every(Duration.ofMinutes(1)).begun(Duration.ofMinutes(15));

    assertThat(judge(begun.polledAgo(Duration.ofDays(1))).verdict()).isEqualTo(SourceVerdict.FINE);
  }

  @Test
  void aPollOfWhichItIsNotKnownHowOftenIsJudgedByItsFailuresOnly() {
    assertThat(judge(silent(CALM).polledAgo(Duration.ofDays(9))).verdict())
        .isEqualTo(SourceVerdict.FINE);
  }

  @Test
  void aPollThatFailsDoesNotHideThatTheWebhookIsSilent() {
    SourceState state = judge(silent(BUSY).poll(3, "the vendor's API answered 401"));

    assertThat(state.verdict()).isEqualTo(SourceVerdict.POLLING_FAILS);
    assertThat(state.sentence()).endsWith("; its webhook is silent too");
  }

  /** Its other weeks it was away, and its other days it was silent. */
  @Test
  void oneWeekThatIsKnownSaysWhatIsUsual() {
    assertThat(judge(silent(List.of(40L))).verdict()).isEqualTo(SourceVerdict.QUIET);
    assertThat(judge(silent(List.of(1L))).verdict()).isEqualTo(SourceVerdict.FINE);
  }

  @Test
  void ofASourceThatIsNewNothingIsUsualYet() {
    assertThat(judge(silent(List.of())).verdict()).isEqualTo(SourceVerdict.TOO_NEW);
  }

  /** Of 20,000 made-up sources: whatever else is known explains a silence before it is one. */
  @Test
  void onlyWhatNothingExplainsIsQuiet() {
    Random random = new Random(25);
    Map<SourceVerdict, Integer> seen = new EnumMap<>(SourceVerdict.class);
    for (int i = 0; i < 20_000; i++) {
      long usual = random.nextInt(40);
      int dead = random.nextInt(21);
      int failures = random.nextInt(5);
      int refused = random.nextInt(3) * random.nextInt(6);
      boolean late = random.nextInt(4) == 0;
      boolean waits = random.nextInt(4) == 0;
      Case given =
          silent(List.of(usual, usual, usual, usual))
              .elements(20, dead)
              .poll(failures, "the vendor's API answered 500")
              .refused(refused, "wrong-proof", NOW)
              .behind("normalizer", late ? Duration.ofMinutes(5) : Duration.ZERO);
      SourceVerdict verdict = judge(waits ? given.waiting(LAST) : given).verdict();
      seen.merge(verdict, 1, Integer::sum);
      SourceVerdict expected =
          late && waits
              ? SourceVerdict.STUCK
              : dead > 10
                  ? SourceVerdict.FAILING_TO_MAP
                  : refused >= 5 || (refused > 0 && usual >= 7)
                      ? SourceVerdict.REFUSED_BY_US
                      : failures >= 3
                          ? SourceVerdict.POLLING_FAILS
                          : usual >= 7 ? SourceVerdict.QUIET : SourceVerdict.FINE;
      assertThat(verdict).as("of %s", given).isEqualTo(expected);
    }
    assertThat(seen).hasSize(6);
  }

  private static SourceState judge(Case given) {
    return SourceWatch.judge(given.evidence());
  }

  private static Case silent(List<Long> weeks) {
    return new Case(weeks, List.of(), 0, 0, null, Map.of(), List.of(), null, Duration.ofDays(90));
  }

  /** A source that was last heard of two hours ago, and what else is known of it. */
  private record Case(
      List<Long> weeks,
      List<Refused> turnedAway,
      long elements,
      long dead,
      @Nullable Instant waiting,
      Map<String, Duration> behind,
      List<PullJob> polls,
      @Nullable Duration every,
      Duration begun) {

    Case refused(int count, String cause, Instant at) {
      List<Refused> refused =
          Stream.generate(() -> new Refused("pbx", cause, at)).limit(count).toList();
      return new Case(weeks, refused, elements, dead, waiting, behind, polls, every, begun);
    }

    Case elements(long all, long unreadable) {
      return new Case(weeks, turnedAway, all, unreadable, waiting, behind, polls, every, begun);
    }

    Case waiting(Instant since) {
      return new Case(weeks, turnedAway, elements, dead, since, behind, polls, every, begun);
    }

    Case behind(String stage, Duration time) {
      return new Case(
          weeks, turnedAway, elements, dead, waiting, Map.of(stage, time), polls, every, begun);
    }

    Case every(Duration time) {
      return new Case(weeks, turnedAway, elements, dead, waiting, behind, polls, time, begun);
    }

    Case begun(Duration ago) {
      return new Case(weeks, turnedAway, elements, dead, waiting, behind, polls, every, ago);
    }

    Case poll(int failures, String error) {
      return poll(failures, error, NOW);
    }

    /** What a vendor that says "later" leaves. */
    Case polledAgo(Duration time) {
      return poll(0, "the vendor's API answered 429", NOW.minus(time));
    }

    private Case poll(int failures, String error, Instant at) {
      PullJob job =
          new PullJob(
              PullJob.POLL,
              "pbx",
              "onecom",
              "cdrs",
              PullJob.Kind.POLL,
              null,
              null,
              at,
              null,
              0,
              0,
              null,
              PullJob.Phase.RUNNING,
              null,
              null,
              List.of(),
              failures,
              error,
              0,
              0,
              PullCounts.NONE,
              null,
              PullCounts.NONE,
              "poll",
              NOW.minus(begun),
              NOW);
      return new Case(
          weeks, turnedAway, elements, dead, waiting, behind, List.of(job), every, begun);
    }

    SourceEvidence evidence() {
      Pace.Hour hour = new Pace.Hour(NOW, new Pace.Arrived(0, 0), List.of());
      return new SourceEvidence(
          NOW,
          new Pace("pbx", hour, hour, LAST, LAST, LAST, elements, dead),
          new Stretch("pbx", LAST, weeks, List.of(), waiting, elements, dead, LAST),
          turnedAway,
          behind,
          polls.stream().map(job -> new SourceEvidence.Poll(job, every)).toList());
    }
  }
}
