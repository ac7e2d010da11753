package dev.trunkline.gateway.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.LeadEvent;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.Reconciliation;
import dev.trunkline.load.vendor.FakeVendors;
import dev.trunkline.load.vendor.KnowrithmLead;
import dev.trunkline.plumbing.outbound.Outbound;
import dev.trunkline.plumbing.outbound.OutboundSettings;
import dev.trunkline.plumbing.outbound.Resolver;
import dev.trunkline.testbed.SteppingClock;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.History;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A list of leads has a begin only, and is compared by the day all the same. */
class LeadComparisonTest {

  private static final Instant NIGHT = Instant.parse("2026-03-04T02:30:00Z");

  private final SteppingClock clock = new SteppingClock(NIGHT);

  @Test
  void aLeadIsComparedWithTheDayOfItsCreation() throws InterruptedException {
    try (FakeVendors vendor = FakeVendors.start(clock)) {
      // given: leads of three days, of which one changed the day after, and two of this night
      vendor.add(KnowrithmLead.of(1, Instant.parse("2026-03-01T23:59:59Z")));
      vendor.add(KnowrithmLead.of(2, Instant.parse("2026-03-02T00:00:01Z")));
      vendor.add(changed(3, Instant.parse("2026-03-02T09:00:00Z")));
      vendor.add(KnowrithmLead.of(4, Instant.parse("2026-03-03T23:59:59Z")));
      vendor.add(KnowrithmLead.of(5, Instant.parse("2026-03-04T00:00:01Z")));
      vendor.add(KnowrithmLead.of(6, Instant.parse("2026-03-04T02:29:00Z")));
      Definitions definitions = Given.agents(vendor.base());

      // when
      List<Reconciliation> told =
          compare(
              definitions,
              Instant.parse("2026-03-02T00:00:00Z"),
              NIGHT.minusSeconds(120),
              Set.of());

      // then
      assertThat(told)
          .extracting(Reconciliation::day)
          .containsExactly(
              LocalDate.parse("2026-03-02"),
              LocalDate.parse("2026-03-03"),
              LocalDate.parse("2026-03-04"));
      assertThat(told).extracting(Reconciliation::listed).containsExactly(2L, 1L, 1L);
      assertThat(told).extracting(Reconciliation::missing).containsExactly(2L, 1L, 1L);
    }
  }

  @Test
  void anErasedPersonIsNotMissing() throws InterruptedException {
    try (FakeVendors vendor = FakeVendors.start(clock)) {
      // given
      vendor.add(KnowrithmLead.of(1, Instant.parse("2026-03-02T00:00:01Z")));
      vendor.add(KnowrithmLead.of(2, Instant.parse("2026-03-02T09:00:00Z")));
      Instant from = Instant.parse("2026-03-02T00:00:00Z");
      Set<String> erased = Set.of(KnowrithmLead.of(2, from).id());

      // when
      List<Reconciliation> told =
          compare(Given.agents(vendor.base()), from, from.plus(Duration.ofDays(1)), erased);

      // then
      assertThat(told).extracting(Reconciliation::listed).containsExactly(1L);
      assertThat(told).extracting(Reconciliation::missing).containsExactly(1L);
    }
  }

  private static KnowrithmLead changed(int number, Instant createdAt) {
    KnowrithmLead lead = KnowrithmLead.of(number, createdAt);
    return new KnowrithmLead(
        lead.id(),
        lead.firstName(),
        lead.lastName(),
        lead.email(),
        lead.phone(),
        List.of(
            new KnowrithmLead.State(createdAt, "new"),
            new KnowrithmLead.State(createdAt.plus(Duration.ofDays(1)), "contacted")));
  }

  private List<Reconciliation> compare(
      Definitions definitions, Instant from, Instant to, Set<String> erased)
      throws InterruptedException {
    History history = Given.history(definitions, "agents", "leads");
    PullAsk ask =
        new PullAsk(
            PullAsk.Ask.COMPARE,
            "agents",
            "0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f",
            "leads",
            from,
            to,
            null,
            NIGHT,
            "test",
            null);
    PullJob job = Jobs.asked(ask, "knowrithm", "leads", NIGHT);
    List<Reconciliation> told = new ArrayList<>();
    try (Outbound outbound =
        new Outbound(
            OutboundSettings.DEFAULT.allowing(Given.settings("any").allowed()),
            Resolver.system(),
            clock,
            new SimpleMeterRegistry())) {
      VendorAsking asking =
          new VendorAsking(() -> definitions, outbound, new NoRows(erased), clock);
      Rules rules = new Rules(NIGHT);
      while (!job.isEnded()) {
        Step step = Objects.requireNonNull(rules.next(job, history));
        Turn turn = rules.turn(job, step, asking.ask(step), Published.NOTHING, history);
        assertThat(turn.job().error()).isNull();
        if (turn.told() != null) {
          told.add(turn.told());
        }
        job = turn.job();
      }
    }
    return told;
  }

  /** We know nothing but who was erased, by the vendor's ids. */
  private record NoRows(Set<String> erased) implements KnownRows {

    @Override
    public Set<String> keptAway(Collection<CanonicalEvent> events) {
      return events.stream()
          .filter(event -> event instanceof LeadEvent lead && erased.contains(lead.vendorLeadId()))
          .map(CanonicalEvent::eventId)
          .collect(Collectors.toSet());
    }

    @Override
    public Map<String, List<ObjectNode>> callStatements(Collection<String> callIds) {
      return Map.of();
    }

    @Override
    public Map<String, ObjectNode> calls(Collection<String> callIds) {
      return Map.of();
    }

    @Override
    public List<String> callsBetween(String source, Instant from, Instant to) {
      return List.of();
    }

    @Override
    public Map<String, List<ObjectNode>> leadStatements(String source, Collection<String> ids) {
      return Map.of();
    }

    @Override
    public Map<String, ObjectNode> leads(String source, Collection<String> ids) {
      return Map.of();
    }
  }
}
