package dev.trunkline.gateway.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.PullJob;
import dev.trunkline.load.vendor.Behaviour;
import dev.trunkline.load.vendor.FakeVendors;
import dev.trunkline.load.vendor.Traffic;
import dev.trunkline.load.vendor.Visit;
import dev.trunkline.plumbing.outbound.Outbound;
import dev.trunkline.plumbing.outbound.OutboundSettings;
import dev.trunkline.plumbing.outbound.Resolver;
import dev.trunkline.testbed.SteppingClock;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.History;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which the vendors' histories are known to fail, over HTTP, one after the other. */
class TroublesTest {

  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final Map<String, Behaviour> TROUBLES = new LinkedHashMap<>();

  static {
    TROUBLES.put("error in 200", Behaviour.Failure.in200("Try later"));
    TROUBLES.put("text", new Behaviour.PlainText("Bad gateway"));
    TROUBLES.put("list of errors", new Behaviour.ErrorList("Try later"));
    TROUBLES.put("HTML", new Behaviour.HtmlPage());
    TROUBLES.put("nothing", new Behaviour.Empty());
    TROUBLES.put("401", new Behaviour.Status(401));
    TROUBLES.put("403", new Behaviour.Status(403));
    TROUBLES.put("429", new Behaviour.TooMany(new Behaviour.RetryAfter.Seconds(17)));
    TROUBLES.put(
        "429 until", new Behaviour.TooMany(new Behaviour.RetryAfter.Date(Duration.ofSeconds(40))));
    TROUBLES.put("429 at once", new Behaviour.TooMany(new Behaviour.RetryAfter.Seconds(0)));
    TROUBLES.put(
        "429 over", new Behaviour.TooMany(new Behaviour.RetryAfter.Date(Duration.ofSeconds(-40))));
    TROUBLES.put(
        "429 for a while", new Behaviour.TooMany(new Behaviour.RetryAfter.Seconds(20_000)));
    TROUBLES.put("500", new Behaviour.Status(500));
    TROUBLES.put("fewer rows", new Behaviour.FewerRows());
    TROUBLES.put("half a page", new Behaviour.BreaksOff());
    TROUBLES.put("half a page, reset", new Behaviour.Resets());
  }

  private final SteppingClock clock = new SteppingClock(NOON);

  @ParameterizedTest
  @CsvSource({
    "convoso, log, LOG",
    "knowlarity, calllog, KNOWLARITY",
    "onecom, cdrs, ONECOM",
    "knowrithm, leads, KNOWRITHM"
  })
  void noTroubleMovesAPositionAndEachSaysWhatHappened(String source, String api, Visit.Door door) {
    try (FakeVendors vendors = FakeVendors.start(clock)) {
      vendors.add(Traffic.of(6, NOON.minus(Duration.ofHours(1)), NOON, 200));
      Definitions definitions = Given.four(vendors.base());
      History history = Given.history(definitions, source, api);
      Map<String, String> said = new LinkedHashMap<>();
      TROUBLES.forEach(
          (name, trouble) -> {
            if (source.equals("onecom") && trouble instanceof Behaviour.FewerRows) {
              return; // it announces no number of rows
            }
            vendors.next(door, 1, trouble);
            PullJob poll = Jobs.poll(source, source, api, NOON.minus(Duration.ofMinutes(9)), NOON);
            PullJob after = step(definitions, history, poll);
            said.put(name, after.error());
            assertThat(after.at()).as(name).isEqualTo(poll.at());
            assertThat(after.error()).as(name).isNotBlank().doesNotContain("of-the-fake");
            assertThat(after.counts().rows()).as(name).isZero();
            assertThat(after.due()).as(name).isAfter(NOON);

            // when it is asked again
            PullJob well = after;
            for (int i = 0; i < 20 && (well.error() != null || well.until() != null); i++) {
              well = step(definitions, history, well);
            }
            assertThat(well.at()).as(name).isEqualTo(NOON);
            assertThat(well.counts().rows()).as(name).isPositive();
          });
      said.forEach(
          (name, error) -> System.out.printf("trouble: %s, %s: %s%n", source, name, error));
      assertThat(said.get("429")).contains("17 s");
      assertThat(said.get("429 until")).contains("40 s");
      assertThat(said.get("429 at once")).contains("after 5 s");
      assertThat(said.get("429 over")).contains("after 5 s");
      assertThat(said.get("429 for a while")).contains("20000 s");
      assertThat(said.get("401")).contains("401");
    }
  }

  /** One step as the loop makes it, by a client that remembers nothing of earlier troubles. */
  private PullJob step(Definitions definitions, History history, PullJob poll) {
    try (Outbound outbound =
        new Outbound(
            OutboundSettings.DEFAULT.allowing(Given.settings("any").allowed()),
            Resolver.system(),
            clock,
            new SimpleMeterRegistry())) {
      Rules rules = new Rules(NOON);
      Step step = Objects.requireNonNull(rules.next(poll, history));
      Outcome outcome = new VendorAsking(() -> definitions, outbound, null, clock).ask(step);
      return rules.turn(poll, step, outcome, Published.NOTHING, history).job();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
