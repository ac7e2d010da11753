package dev.trunkline.gateway.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.PullJob;
import dev.trunkline.vendors.History;
import dev.trunkline.vendors.Page;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What notifications ask of a poll, and what goes before them. */
class JobsTest {

  private static final History LOG =
      Given.history(Given.dialer(URI.create("http://127.0.0.1:1")), "dialer", "log");
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  @Test
  void howeverLongAPollFailsAndHoweverMuchIsNotifiedItIsAskedForAFewTimes() {
    PullJob poll = poll();
    for (int second = 0; second < 7_200; second++) {
      Instant now = NOON.plusSeconds(second);
      poll = Jobs.notified(poll, now, now);
      assertThat(poll.soon()).hasSizeLessThanOrEqualTo(17).isSorted();
    }
    assertThat(poll.soon().getFirst()).isBeforeOrEqualTo(NOON.plusSeconds(7_200));
  }

  @Test
  void whatANotificationAskedForIsStillToComeAfterMoreOfThem() {
    PullJob poll = Jobs.notified(poll(), NOON, NOON);

    PullJob later = Jobs.notified(poll, NOON.plusSeconds(7), NOON.plusSeconds(7));

    assertThat(later.soon())
        .containsExactly(
            NOON.plusSeconds(5),
            NOON.plusSeconds(10),
            NOON.plusSeconds(12),
            NOON.plusSeconds(15),
            NOON.plusSeconds(17),
            NOON.plusSeconds(22));
  }

  @Test
  void aClockThatIsAheadOfOursPutsNothingOff() {
    PullJob poll = Jobs.notified(poll(), NOON.plus(Duration.ofDays(1)), NOON);

    assertThat(poll.soon()).allMatch(soon -> !soon.isAfter(NOON.plusSeconds(15)));
  }

  @Test
  void aWaitThatIsNotTheUsualOneGoesBeforeNotifications() {
    PullJob poll = poll();
    Rules rules = new Rules(NOON.plusSeconds(60));
    Step step = Objects.requireNonNull(rules.next(poll, LOG));

    PullJob held =
        rules
            .turn(
                Jobs.notified(poll, NOON, NOON),
                step,
                new Outcome.Held("the vendor is down", Duration.ofSeconds(30)),
                Published.NOTHING,
                LOG)
            .job();

    assertThat(Jobs.due(held)).isEqualTo(NOON.plusSeconds(90));
  }

  @Test
  void theUsualWaitDoesNot() {
    PullJob poll = poll();
    Rules rules = new Rules(NOON.plusSeconds(60));
    Step step = Objects.requireNonNull(rules.next(poll, LOG));
    Outcome page =
        new Outcome.Fetched(new Page.Rows(List.of(), 0, null, true, 0), NOON.plusSeconds(60));

    PullJob polled = rules.turn(poll, step, page, Published.NOTHING, LOG).job();
    Instant heard = NOON.plusSeconds(61);

    assertThat(Jobs.due(Jobs.notified(polled, heard, heard))).isEqualTo(heard.plusSeconds(5));
  }

  private static PullJob poll() {
    return Jobs.poll("dialer", "convoso", "log", NOON, NOON);
  }
}
