package dev.trunkline.gateway.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Page;
import dev.trunkline.vendors.Pulls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of what is asked. */
class DeskTest {

  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final Definitions BOTH = dialer("apis: [log, recordings]");

  /** It is asked nothing of: no broker is behind it. */
  private final JobTable table = new JobTable(new KafkaClients("127.0.0.1:1"));

  @Test
  void aPollThatIsNotInForceIsNotAskedForByNotifications() {
    Desk first = desk(BOTH);
    Pulls pulls = Objects.requireNonNull(Pulls.of(BOTH, "dialer"));
    first.poll(0, pulls, "log");
    first.poll(0, pulls, "recordings");
    first.commit();

    assertThat(notified(BOTH)).containsExactlyInAnyOrder("log", "recordings");
    assertThat(notified(dialer("apis: [log]"))).containsExactly("log");
    assertThat(notified(dialer("enabled: false"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPARE", "RECONCILE"})
  void whatIsToldByTheDayIsComparedByTheWholeDay(PullAsk.Ask what) {
    // a day of Los Angeles
    PullJob job =
        asked(what, Instant.parse("2026-03-01T08:00:00Z"), Instant.parse("2026-03-02T08:00:00Z"));

    assertThat(job.from()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(job.at()).isEqualTo(job.from());
    assertThat(job.to()).isEqualTo(Instant.parse("2026-03-03T00:00:00Z"));
    assertThat(job.phase()).isEqualTo(PullJob.Phase.RUNNING);
  }

  @Test
  void ofTodayIsComparedWhatHasSettled() {
    PullJob job = asked(PullAsk.Ask.COMPARE, Instant.parse("2026-03-04T08:00:00Z"), NOON);

    assertThat(job.from()).isEqualTo(Instant.parse("2026-03-04T00:00:00Z"));
    assertThat(job.to()).isBetween(NOON.minus(Duration.ofHours(1)), NOON.minusSeconds(60));
  }

  @Test
  void whatIsFetchedIsWhatWasAskedForAndNoTimeIsNoDay() {
    Instant from = Instant.parse("2026-03-01T08:00:00Z");

    assertThat(asked(PullAsk.Ask.FETCH, from, from.plusSeconds(60)))
        .returns(from, PullJob::from)
        .returns(from.plusSeconds(60), PullJob::to);
    assertThat(asked(PullAsk.Ask.COMPARE, from, from).phase()).isEqualTo(PullJob.Phase.FAILED);
  }

  @Test
  void whatIsComparedListsRowsOfOurs() {
    Desk compares = desk(BOTH);
    Desk fetches = desk(BOTH);

    compares.ask(0, ask(PullAsk.Ask.COMPARE, NOON.minusSeconds(7_200), NOON));
    fetches.ask(0, ask(PullAsk.Ask.FETCH, NOON.minusSeconds(7_200), NOON));

    assertThat(jobs(compares)).extracting(PullJob::api).containsExactly("log");
    assertThat(jobs(fetches)).extracting(PullJob::api).containsExactly("log", "recordings");
  }

  @Test
  void whereNothingThatIsPolledCanBeComparedThatIsSaid() {
    Desk desk = desk(dialer("apis: [recordings]"));

    desk.ask(0, ask(PullAsk.Ask.COMPARE, NOON.minusSeconds(7_200), NOON));

    assertThat(jobs(desk))
        .singleElement()
        .returns(PullJob.Phase.FAILED, PullJob::phase)
        .returns("this history lists neither calls nor leads", PullJob::error);
  }

  @Test
  void aFaultOfOursAtOnePageIsSaidAtItsPollWhichKeepsItsPlace() {
    Desk first = desk(BOTH);
    Pulls pulls = Objects.requireNonNull(Pulls.of(BOTH, "dialer"));
    first.poll(0, pulls, "log");
    first.commit();
    PullJob poll = table.of(0).iterator().next();
    Step step = new Step(poll, NOON.minusSeconds(60), NOON, NOON);
    Page.Part part = new Page.Part(new byte[] {'{', '}'}, "application/json", 1, new long[] {1});
    Page.Rows page = new Page.Rows(List.of(part), 1, null, true, 0);

    Desk broken =
        new Desk(
            table,
            BOTH,
            Given.settings("any"),
            job -> {
              throw new IllegalStateException("a fault of ours");
            },
            NOON);
    broken.hear(new Attempts.Done(0, step, new Outcome.Fetched(page, NOON), new Thread()));

    assertThat(jobs(broken))
        .singleElement()
        .returns(poll.at(), PullJob::at)
        .satisfies(job -> assertThat(job.error()).contains("IllegalStateException"));
  }

  @Test
  void aPollThatAClockDaysAheadMovedOnBeginsAnew() {
    Pulls pulls = Objects.requireNonNull(Pulls.of(BOTH, "dialer"));
    Instant ahead = NOON.plus(Duration.ofDays(3));
    Desk wrong = new Desk(table, BOTH, Given.settings("any"), job -> new Seen(ahead), ahead);
    wrong.poll(0, pulls, "log");
    wrong.commit();

    Desk right = desk(BOTH);
    right.poll(0, pulls, "log");
    right.commit();
    Desk next = desk(BOTH);
    next.poll(0, pulls, "log");

    assertThat(table.of(0)).singleElement().satisfies(job -> assertThat(job.at()).isBefore(NOON));
    assertThat(next.isEmpty()).as("only once").isTrue();
  }

  private PullJob asked(PullAsk.Ask what, Instant from, Instant to) {
    Desk desk = desk(dialer("apis: [log]"));
    desk.ask(0, ask(what, from, to));
    return jobs(desk).getFirst();
  }

  private List<String> notified(Definitions definitions) {
    Desk desk = desk(definitions);
    desk.ask(0, ask(PullAsk.Ask.NOTIFY, NOON, NOON));
    return jobs(desk).stream().map(PullJob::api).toList();
  }

  private Desk desk(Definitions definitions) {
    return new Desk(table, definitions, Given.settings("any"), job -> new Seen(NOON), NOON);
  }

  private static List<PullJob> jobs(Desk desk) {
    return desk.records().stream()
        .map(record -> EventJson.mapper().readValue(record.value(), PullJob.class))
        .toList();
  }

  private static PullAsk ask(PullAsk.Ask what, Instant from, Instant to) {
    return new PullAsk(
        what,
        "dialer",
        "0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f",
        null,
        from,
        to,
        null,
        NOON,
        "test",
        null);
  }

  private static Definitions dialer(String more) {
    return Given.of(
        """
        sources:
          - id: dialer
            vendor: convoso
            allow_unsigned: true
            pull: {secret: "${CONVOSO_API_TOKEN}", %s}
        """
            .formatted(more));
  }
}
