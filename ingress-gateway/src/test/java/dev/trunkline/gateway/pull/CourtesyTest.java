package dev.trunkline.gateway.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.PullJob.Phase;
import dev.trunkline.load.vendor.Behaviour;
import dev.trunkline.load.vendor.FakeVendors;
import dev.trunkline.load.vendor.Script;
import dev.trunkline.load.vendor.Visit;
import dev.trunkline.plumbing.outbound.Outbound;
import dev.trunkline.plumbing.outbound.OutboundSettings;
import dev.trunkline.plumbing.outbound.Resolver;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.SteppingClock;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Definitions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Several pulls of one source, and a vendor that is one and the same to them. */
@WithBackbone
class CourtesyTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String POLL = "dialer/log/poll";
  private static final String JOB = "0190f3c8-0001-7c1e-9f0b-3a1d2c4b5e6f";
  private static final String FETCH = "dialer/log/" + JOB;

  private final SteppingClock clock = new SteppingClock(Script.MORNING);

  @Test
  void aVendorThatAsksOnePullToWaitIsAskedByNoneOfThatSource(Backbone backbone) {
    try (FakeVendors vendor = FakeVendors.start(clock);
        Outbound outbound = outbound()) {
      Definitions definitions = Given.dialer(vendor.base());
      try (Members members = new Members(backbone, clock, () -> definitions, false, "convoso")) {
        // given
        vendor.next(
            Visit.Door.LOG, 1, new Behaviour.TooMany(new Behaviour.RetryAfter.Seconds(600)));
        members.start(new VendorAsking(() -> definitions, outbound, null, clock));
        await().atMost(PATIENCE).until(() -> error(members.jobs().get(POLL)).contains("600 s"));

        // when
        members.ask(fetch());
        await().atMost(PATIENCE).until(() -> members.jobs().containsKey(FETCH));
        members.ask(notification());
        await().atMost(PATIENCE).until(() -> !members.jobs().get(POLL).soon().isEmpty());

        // then
        assertThat(vendor.requests(Visit.Door.LOG)).hasSize(1);
        clock.on(Duration.ofSeconds(601));
        await().atMost(PATIENCE).until(() -> members.jobs().get(FETCH).phase() == Phase.DONE);
      }
    }
  }

  @Test
  void aStormOfNotificationsLeavesABackfillItsTurn(Backbone backbone) {
    try (FakeVendors vendor = FakeVendors.start(clock);
        Outbound outbound = outbound();
        ScheduledExecutorService storm = Executors.newSingleThreadScheduledExecutor()) {
      Definitions definitions = Given.dialer(vendor.base());
      try (Members members = new Members(backbone, clock, () -> definitions, false, "convoso")) {
        // given: a poll that is due whenever one has ended
        members.start(new VendorAsking(() -> definitions, outbound, null, clock));
        storm.scheduleWithFixedDelay(
            () -> {
              clock.on(Duration.ofSeconds(5));
              members.ask(notification());
            },
            0,
            5,
            TimeUnit.MILLISECONDS);
        await().atMost(PATIENCE).until(() -> polls(members) > 3);

        // when
        members.ask(fetch());

        // then
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  PullJob job = members.jobs().get(FETCH);
                  return job != null && job.phase() == Phase.DONE;
                });
        storm.shutdownNow();
      }
    }
  }

  private static long polls(Members members) {
    PullJob poll = members.jobs().get(POLL);
    return poll == null ? 0 : poll.counts().requests();
  }

  private static String error(PullJob job) {
    return job == null || job.error() == null ? "" : job.error();
  }

  private PullAsk notification() {
    return ask(PullAsk.Ask.NOTIFY, null, null, null);
  }

  private PullAsk fetch() {
    return ask(
        PullAsk.Ask.FETCH,
        JOB,
        Script.MORNING.minus(Duration.ofDays(4)),
        Script.MORNING.minus(Duration.ofDays(3)));
  }

  private PullAsk ask(PullAsk.Ask what, String id, Instant from, Instant to) {
    return new PullAsk(
        what, "dialer", id, id == null ? null : "log", from, to, null, clock.instant(), "t", null);
  }

  private Outbound outbound() {
    return new Outbound(
        OutboundSettings.DEFAULT.allowing(Given.settings("any").allowed()),
        Resolver.system(),
        clock,
        new SimpleMeterRegistry());
  }
}
