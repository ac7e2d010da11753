package dev.trunkline.gateway.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullCounts;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.PullJob.Phase;
import dev.trunkline.canonical.Reconciliation;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.History;
import dev.trunkline.vendors.Page;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final Definitions DIALER = Given.dialer(URI.create("http://127.0.0.1:1"));
  private static final History LOG = Given.history(DIALER, "dialer", "log");
  private static final History LEADS =
      Given.history(Given.agents(URI.create("http://127.0.0.1:1")), "agents", "leads");
  private static final PullCounts NOTHING_WRONG = new PullCounts(1, 1, 4, 0, 0, 4, 0, 0, 0, 0, 0);

  private Instant now = NOON;

  @Test
  void aPollReadsTheOverlapAndThenWaits() {
    PullJob poll = poll(NOON.minus(Duration.ofMinutes(5)));

    Step step = next(poll);
    assertThat(step.from()).isEqualTo(poll.at().minus(LOG.overlap()));
    assertThat(step.until()).isEqualTo(NOON);

    PullJob after = turn(poll, step, page(true, 3)).job();
    assertThat(after.at()).isEqualTo(NOON);
    assertThat(after.due()).isEqualTo(NOON.plus(LOG.every()));
    assertThat(after.until()).isNull();
  }

  @Test
  void aPositionDoesNotMoveBeforeTheLastPage() {
    PullJob poll = poll(NOON.minus(Duration.ofMinutes(5)));

    PullJob after = turn(poll, next(poll), page(false, 500)).job();

    assertThat(after.at()).isEqualTo(poll.at());
    assertThat(after.cursor()).isEqualTo(500);
    assertThat(next(after).job().cursor()).isEqualTo(500);
    assertThat(next(after).until()).isEqualTo(NOON);
  }

  @Test
  void anOutageIsCaughtUpInSlicesWithoutAWait() {
    PullJob poll = poll(NOON.minus(Duration.ofDays(3)));
    int slices = 0;
    while (!Objects.equals(poll.at(), NOON)) {
      Step step = next(poll);
      assertThat(Duration.between(step.from(), step.until()))
          .isLessThanOrEqualTo(Duration.ofHours(6));
      assertThat(Jobs.due(poll)).isNull();
      poll = turn(poll, step, page(true, 3)).job();
      slices++;
    }
    assertThat(slices).isEqualTo(13); // 74 hours
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverComesNothingBetweenTheFirstAndTheLastPositionIsSkipped(int seed) {
    Random random = new Random(seed);
    PullJob poll = poll(NOON.minus(Duration.ofDays(1)));
    Instant reached = poll.at();
    List<Step> whole = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Step step = new Rules(now).next(poll, LOG);
      if (step != null) {
        Outcome outcome = outcome(random);
        Turn turn = turn(poll, step, outcome);
        if (outcome instanceof Outcome.Fetched fetched && fetched.page().last()) {
          whole.add(step);
        } else {
          assertThat(turn.job().at()).isEqualTo(poll.at());
        }
        if (random.nextInt(10) == 0) {
          turn = Turn.to(Jobs.notified(turn.job(), now, now));
        }
        poll = turn.job();
      }
      now = now.plusSeconds(random.nextInt(600));
    }
    // Of the time up to the position every moment is in a slice that was read to its end.
    for (Step step : whole) {
      assertThat(step.from()).isBeforeOrEqualTo(reached);
      reached = step.until().isAfter(reached) ? step.until() : reached;
    }
    assertThat(poll.at()).isEqualTo(reached).isAfter(NOON);
    assertThat(poll.soon()).hasSizeLessThan(20);
  }

  private static Outcome outcome(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> page(false, 500);
      case 1 -> new Outcome.Failed("the vendor's API answered 500");
      case 2 -> new Outcome.Limited("429", Duration.ofSeconds(30));
      case 3 -> new Outcome.Denied("401");
      case 4 -> new Outcome.Shorter("more than 40000 rows");
      case 5 -> new Outcome.Smaller("too large");
      case 6 -> new Outcome.Held("our own limit", Duration.ofSeconds(1));
      default -> page(true, 20);
    };
  }

  @Test
  void aFailureLeavesThePositionSaysWhyAndWaitsLongerEachTime() {
    PullJob poll = poll(NOON.minus(Duration.ofMinutes(5)));
    Duration before = Duration.ZERO;
    for (int i = 0; i < 5; i++) {
      PullJob after =
          turn(poll, next(poll), new Outcome.Failed("the vendor's API answered 500")).job();
      assertThat(after.at()).isEqualTo(poll.at());
      assertThat(after.error()).isEqualTo("the vendor's API answered 500");
      assertThat(after.failures()).isEqualTo(i + 1);
      Duration wait = Duration.between(now, Jobs.due(after));
      assertThat(wait).isGreaterThan(before);
      before = wait;
      now = now.plus(wait);
      poll = after;
    }
    PullJob well = turn(poll, next(poll), page(true, 1)).job();
    assertThat(well.failures()).isZero();
    assertThat(well.error()).isNull();
  }

  @Test
  void aVendorThatAsksToWaitIsNotAskedBeforeNotEvenOnANotification() {
    PullJob poll = poll(NOON.minus(Duration.ofMinutes(5)));

    PullJob limited =
        turn(poll, next(poll), new Outcome.Limited("429", Duration.ofMinutes(2))).job();
    PullJob notified = Jobs.notified(limited, NOON, NOON);

    assertThat(Jobs.due(notified)).isEqualTo(NOON.plus(Duration.ofMinutes(2)));
    assertThat(notified.failures()).isZero();
  }

  @Test
  void aSliceWithMoreRowsThanCanBeReachedIsHalvedUntilItFits() {
    PullJob poll = poll(NOON.minus(Duration.ofMinutes(5)));
    Duration length = Duration.between(next(poll).from(), next(poll).until());

    PullJob shorter = turn(poll, next(poll), new Outcome.Shorter("more than 40000 rows")).job();
    Step step = next(shorter);

    assertThat(Duration.between(step.from(), step.until())).isEqualTo(length.dividedBy(2));
    assertThat(shorter.error()).isNull();
    PullJob after = turn(shorter, step, page(true, 3)).job();
    assertThat(next(after).from()).isEqualTo(step.until());
  }

  @Test
  void whatNoShorterSliceCanListLessOfEndsAndSaysWhatToDo() {
    PullJob job = Jobs.asked(ask(PullAsk.Ask.RECONCILE, 100), "knowrithm", "leads", NOON);
    Rules rules = new Rules(NOON);

    Turn turn =
        rules.turn(
            job,
            Objects.requireNonNull(rules.next(job, LEADS)),
            new Outcome.Shorter("more than 50000 rows to compare at once"),
            Published.NOTHING,
            LEADS);

    assertThat(turn.job().phase()).isEqualTo(Phase.FAILED);
    assertThat(turn.job().error())
        .isEqualTo("more than 50000 rows to compare at once; choose a later --from");
  }

  @Test
  void aPollThatNoShorterSliceHelpsSaysSoAndWaits() {
    PullJob poll = Jobs.poll("agents", "knowrithm", "leads", NOON.minusSeconds(300), NOON);
    Rules rules = new Rules(NOON);

    PullJob after =
        rules
            .turn(
                poll,
                Objects.requireNonNull(rules.next(poll, LEADS)),
                new Outcome.Shorter("more rows than paging reaches"),
                Published.NOTHING,
                LEADS)
            .job();

    assertThat(after.error()).startsWith("more rows than paging reaches");
    assertThat(after.failures()).isEqualTo(1);
    assertThat(after.due()).isAfter(NOON);
    assertThat(after.at()).isEqualTo(poll.at());
  }

  @Test
  void aBackfillPublishesNoFasterThanItsRate() {
    PullJob job = Jobs.asked(ask(PullAsk.Ask.FETCH, 100), "convoso", "log", NOON);

    PullJob after =
        new Rules(now).turn(job, next(job), page(false, 500), new Published(1, 500, 0), LOG).job();

    assertThat(after.due()).isEqualTo(NOON.plusSeconds(5));
  }

  @Test
  void aBackfillThatIsDeniedOrFailsForEverEndsAndSaysWhy() {
    PullJob job = Jobs.asked(ask(PullAsk.Ask.FETCH, 100), "convoso", "log", NOON);

    PullJob denied = turn(job, next(job), new Outcome.Denied("401")).job();
    assertThat(denied.phase()).isEqualTo(Phase.FAILED);
    assertThat(denied.error()).isEqualTo("401");

    Duration trouble = Duration.ZERO;
    while (job.phase() == Phase.RUNNING) {
      job = turn(job, next(job), new Outcome.Failed("500")).job();
      trouble = trouble.plus(job.due() == null ? Duration.ZERO : Duration.between(now, job.due()));
    }
    assertThat(job.phase()).isEqualTo(Phase.FAILED);
    assertThat(job.error()).isEqualTo("500");
    // A night of the vendor's is borne.
    assertThat(trouble).isBetween(Duration.ofHours(6), Duration.ofHours(8));
  }

  @Test
  void aReconciliationIsToldByDayAndHealsWhatWasPublished() {
    PullJob job = Jobs.asked(ask(PullAsk.Ask.RECONCILE, 100), "convoso", "log", NOON);
    List<Reconciliation> told = new ArrayList<>();
    boolean broken = true;
    int steps = 0;
    while (!job.isEnded()) {
      Step step = next(job);
      boolean finds = broken && job.recheck() == 0 && steps == 1;
      boolean stillThere = job.recheck() == 1;
      PullCounts counts =
          finds || stillThere ? new PullCounts(1, 1, 4, 0, 0, 4, 2, 1, 0, 0, 0) : NOTHING_WRONG;
      Turn turn = turn(job, step, new Outcome.Compared(counts, List.of(), now));
      if (turn.told() != null) {
        told.add(turn.told());
      }
      job = turn.job();
      now = Jobs.due(job) == null ? now : Jobs.due(job);
      steps++;
    }
    assertThat(told)
        .extracting(Reconciliation::day)
        .containsExactly(LocalDate.parse("2026-03-02"), LocalDate.parse("2026-03-03"));
    assertThat(told.get(0).listed()).isEqualTo(16); // four slices
    assertThat(told.get(0).missing()).isEqualTo(2);
    assertThat(told.get(0).differing()).isEqualTo(1);
    assertThat(told.get(0).healed()).isEqualTo(3);
    assertThat(told.get(1).missing()).isZero();
    assertThat(job.phase()).isEqualTo(Phase.DONE);
    assertThat(job.counts().healed()).isEqualTo(3);
  }

  @Test
  void whatDoesNotHealIsToldAsNotHealed() {
    PullJob job = Jobs.asked(ask(PullAsk.Ask.RECONCILE, 100), "convoso", "log", NOON);
    PullCounts bad = new PullCounts(1, 1, 4, 0, 0, 4, 2, 0, 0, 0, 0);
    Reconciliation told = null;
    while (told == null) {
      Turn turn = turn(job, next(job), new Outcome.Compared(bad, List.of(), now));
      told = turn.told();
      job = turn.job();
    }
    assertThat(told.missing()).isEqualTo(8);
    assertThat(told.healed()).isZero();
  }

  private Step next(PullJob job) {
    return Objects.requireNonNull(new Rules(now).next(job, LOG));
  }

  private Turn turn(PullJob job, Step step, Outcome outcome) {
    return new Rules(now).turn(job, step, outcome, Published.NOTHING, LOG);
  }

  private static PullJob poll(Instant at) {
    return Jobs.poll("dialer", "convoso", "log", at, at);
  }

  private static Outcome page(boolean last, int rows) {
    return new Outcome.Fetched(new Page.Rows(List.of(), rows, null, last, rows), NOON);
  }

  private static PullAsk ask(PullAsk.Ask ask, int rate) {
    return new PullAsk(
        ask,
        "dialer",
        "0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f",
        "log",
        Instant.parse("2026-03-02T00:00:00Z"),
        Instant.parse("2026-03-04T00:00:00Z"),
        rate,
        NOON,
        "test",
        null);
  }
}
