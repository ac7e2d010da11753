package dev.trunkline.gateway.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.PullJob.Phase;
import dev.trunkline.load.vendor.FakeConvoso;
import dev.trunkline.load.vendor.Script;
import dev.trunkline.load.vendor.ScriptedCall;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.outbound.Outbound;
import dev.trunkline.plumbing.outbound.OutboundSettings;
import dev.trunkline.plumbing.outbound.Resolver;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.SteppingClock;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Translation.Element;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pull side over real topics, against a vendor over HTTP, its time made to fly. */
@WithBackbone
class PollTest {

  private static final String POLL = "dialer/log/poll";

  private final SteppingClock clock = new SteppingClock(Script.MORNING);

  /** A member that another test killed is in the group until its session is over. */
  @BeforeAll
  static void patience() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
  }

  @AfterAll
  static void asUsual() {
    Awaitility.reset();
  }

  @Test
  void whatTheVendorListsIsPublishedOnceUntilItChanges(Backbone backbone) {
    try (FakeConvoso vendor = FakeConvoso.start(clock, Script.of());
        Outbound outbound = outbound()) {
      Definitions definitions = Given.dialer(vendor.base());
      try (Members members = new Members(backbone, clock, () -> definitions, false, "convoso")) {
        call(vendor, 1, Duration.ofHours(-2));
        call(vendor, 2, Duration.ofHours(-1));

        // when
        members.start(asking(definitions, outbound));

        // then
        await().until(() -> isAt(members, Script.MORNING));
        assertThat(calls(members, definitions)).hasSize(2);

        // when nothing happens
        clock.on(Duration.ofMinutes(5));
        await().until(() -> isAt(members, clock.instant()));

        // then nothing goes out again
        assertThat(members.deliveries("convoso")).hasSize(1);

        // when a call of the overlap shows up late
        call(vendor, 3, Duration.ofMinutes(-40));
        clock.on(Duration.ofMinutes(30));
        await().until(() -> isAt(members, clock.instant()));
        assertThat(calls(members, definitions)).hasSize(4).contains("dialer/" + id(3));
      }
    }
  }

  @Test
  void aNotificationAsksForThreePolls(Backbone backbone) {
    try (FakeConvoso vendor = FakeConvoso.start(clock, Script.of());
        Outbound outbound = outbound()) {
      Definitions definitions = Given.dialer(vendor.base());
      try (Members members = new Members(backbone, clock, () -> definitions, false, "convoso")) {
        members.start(asking(definitions, outbound));
        await().until(() -> isAt(members, Script.MORNING));

        // when
        members.ask(
            new PullAsk(
                PullAsk.Ask.NOTIFY,
                "dialer",
                null,
                null,
                null,
                null,
                null,
                clock.instant(),
                "call.notify",
                "0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f"));
        await().until(() -> members.jobs().get(POLL).soon().size() == 3);

        // then
        for (int polls = 1; polls <= 3; polls++) {
          clock.on(Duration.ofSeconds(5));
          await().until(() -> isAt(members, clock.instant()));
          assertThat(members.jobs().get(POLL).soon()).hasSize(3 - polls);
        }
      }
    }
  }

  @Test
  void aBackfillFetchesWhatWasBeforeTheFirstPollAndEnds(Backbone backbone) {
    try (FakeConvoso vendor = FakeConvoso.start(clock, Script.of());
        Outbound outbound = outbound()) {
      Definitions definitions = Given.dialer(vendor.base());
      try (Members members = new Members(backbone, clock, () -> definitions, false, "convoso")) {
        for (int i = 0; i < 1_200; i++) {
          call(vendor, i, Duration.ofDays(-3).plusMinutes(i));
        }
        members.start(asking(definitions, outbound));

        // when
        members.ask(ask(PullAsk.Ask.COUNT, "0190f3c8-0000-7c1e-9f0b-3a1d2c4b5e6f"));
        members.ask(ask(PullAsk.Ask.FETCH, "0190f3c8-0001-7c1e-9f0b-3a1d2c4b5e6f"));

        // then
        String fetch = "dialer/log/0190f3c8-0001-7c1e-9f0b-3a1d2c4b5e6f";
        String count = "dialer/log/0190f3c8-0000-7c1e-9f0b-3a1d2c4b5e6f";
        await().atMost(Duration.ofSeconds(40)).until(() -> forward(members, fetch));
        PullJob fetched = members.jobs().get(fetch);
        PullJob counted = members.jobs().get(count);
        assertThat(fetched.error()).isNull();
        assertThat(fetched.counts().rows()).isEqualTo(1_200);
        assertThat(counted.counts().rows()).isEqualTo(1_200);
        assertThat(counted.counts().deliveries()).isZero();
        assertThat(calls(members, definitions).distinct()).hasSize(1_200);
      }
    }
  }

  private boolean forward(Members members, String key) {
    clock.on(Duration.ofSeconds(1));
    PullJob job = members.jobs().get(key);
    return job != null && job.phase() == Phase.DONE;
  }

  private static PullAsk ask(PullAsk.Ask ask, String id) {
    return new PullAsk(
        ask,
        "dialer",
        id,
        "log",
        Script.MORNING.minus(Duration.ofDays(4)),
        Script.MORNING.minus(Duration.ofDays(1)),
        null,
        Script.MORNING,
        "test",
        null);
  }

  private static String id(int number) {
    return ScriptedCall.of(number, Script.MORNING, 60).callLogId();
  }

  private static void call(FakeConvoso vendor, int number, Duration fromMorning) {
    // Off the slices' bounds, which belong to both sides: the vendor's ends are included.
    Instant start = Script.MORNING.plus(fromMorning).plusSeconds(7);
    vendor.add(ScriptedCall.of(number, start, 60));
  }

  private static boolean isAt(Members members, Instant position) {
    PullJob poll = members.jobs().get(POLL);
    return poll != null && position.equals(poll.at()) && poll.until() == null;
  }

  /** The calls that were published, as often as they were. */
  private static Stream<String> calls(Members members, Definitions definitions) {
    return members.deliveries("convoso").stream()
        .map(PollTest::delivery)
        .flatMap(delivery -> definitions.translator().translate(delivery).elements().stream())
        .flatMap(
            element ->
                element instanceof Element.Understood understood
                    ? understood.events().stream()
                    : Stream.of())
        .map(CanonicalEvent::entity);
  }

  private static Delivery delivery(ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = HeaderMaps.read(record.headers());
    assertThat(headers).containsEntry("proof", "pulled:log").containsEntry("method", "GET");
    return Delivery.of(headers, record.value());
  }

  private VendorAsking asking(Definitions definitions, Outbound outbound) {
    return new VendorAsking(() -> definitions, outbound, null, clock);
  }

  private Outbound outbound() {
    return new Outbound(
        OutboundSettings.DEFAULT.allowing(Given.settings("any").allowed()),
        Resolver.system(),
        clock,
        new SimpleMeterRegistry());
  }
}
