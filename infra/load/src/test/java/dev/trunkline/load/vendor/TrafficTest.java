package dev.trunkline.load.vendor;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.canonical.CallEvent;
import dev.trunkline.canonical.CallStatus;
import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventType;
import dev.trunkline.canonical.LeadEvent;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Translation.Element;
import dev.trunkline.vendors.Translator;
import dev.trunkline.vendors.Vendors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** By our definitions a vendor's webhooks and its history say the same of what happened. */
class TrafficTest {

  private static final Instant FROM = Instant.parse("2026-02-02T21:30:00Z");
  private static final Instant TO = Instant.parse("2026-02-02T22:30:00Z");
  private static final int MANY = 200;
  private static final Traffic TRAFFIC = Traffic.of(7, FROM, TO, MANY);

  private static final List<Visit.Door> HISTORIES =
      List.of(
          Visit.Door.LOG,
          Visit.Door.RECORDINGS,
          Visit.Door.KNOWLARITY,
          Visit.Door.ONECOM,
          Visit.Door.KNOWRITHM);

  private static final Vendors VENDORS = Vendors.builtIn();
  private static final Translator TRANSLATOR = Translator.of(VENDORS, Sources.demo(VENDORS).all());

  /** What is not about the call, but about how it was told. */
  private static final Set<String> ABOUT_THE_TELLING =
      Set.of(
          "event_id",
          "event_type",
          "delivery_id",
          "delivery_index",
          "occurred_at",
          "received_at",
          "extras");

  /** By webhooks, in the order in which they come. */
  private static List<CanonicalEvent> told;

  /** By every page of every history. */
  private static List<CanonicalEvent> listed;

  @BeforeAll
  static void readBoth() throws Exception {
    told = toldByWebhooks();
    listed = listedByHistories();
  }

  @Test
  void aCallThatIsToldByBothIsToldAlike() throws Exception {
    Map<String, CallEvent> hooks = calls(told);
    Map<String, CallEvent> history = calls(listed);

    assertThat(hooks).hasSize(MANY - TRAFFIC.knowrithm().size());
    assertThat(history).containsOnlyKeys(hooks.keySet());
    hooks.forEach(
        (id, hook) -> {
          CallEvent row = history.get(id);
          assertThat(hook.eventType()).isEqualTo(EventType.CALL_COMPLETED);
          assertThat(row.eventType()).isEqualTo(EventType.CALL_LOGGED);
          assertThat(hook.status()).isNotNull().isNotEqualTo(CallStatus.UNKNOWN);
          assertThat(hook.startedAt()).isNotNull().isBetween(FROM, TO);
          assertThat(hook.durationS()).isNotNull();
          assertThat(hook.customerPhone()).isNotNull();
          assertThat(hook.direction()).isNotNull();
          assertThat(List.of("status", "started_at", "duration_s", "customer_phone", "direction"))
              .allSatisfy(name -> assertThat(json(row).has(name)).as(name).isTrue());
          assertThat(differing(hook, row)).as(id).isEmpty();
        });
  }

  @Test
  void aLeadIsAsItsLastEventSays() throws Exception {
    Map<String, LeadEvent> last = new HashMap<>();
    leads(told, "knowrithm").forEach(lead -> last.put(lead.vendorLeadId(), lead));
    List<LeadEvent> rows = leads(listed, "knowrithm");

    assertThat(rows).hasSameSizeAs(last.values()).hasSameSizeAs(TRAFFIC.knowrithm());
    assertThat(rows)
        .allSatisfy(
            row -> {
              LeadEvent told = last.get(row.vendorLeadId());
              assertThat(row.occurredAt()).isEqualTo(told.occurredAt());
              assertThat(row.phone()).isNotNull();
              assertThat(differing(told, row)).isEmpty();
            });
    assertThat(last.values())
        .extracting(LeadEvent::eventType)
        .contains(EventType.LEAD_CREATED, EventType.LEAD_UPDATED);
  }

  @Test
  void theLeadOfAKnowlarityCallIsTheSameEventFromBoth() throws Exception {
    assertThat(leads(listed, "knowlarity"))
        .extracting(LeadEvent::eventId)
        .containsExactlyInAnyOrderElementsOf(
            leads(told, "knowlarity").stream().map(LeadEvent::eventId).toList())
        .hasSameSizeAs(TRAFFIC.knowlarity());
  }

  @Test
  void everyRecordingOfConvososIsOfACallThatWasTold() {
    Map<String, CallEvent> calls = calls(told);
    List<RecordingEvent> recordings =
        listed.stream()
            .filter(RecordingEvent.class::isInstance)
            .map(RecordingEvent.class::cast)
            .toList();

    assertThat(recordings)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            recording ->
                assertThat(calls.get("convoso/" + recording.vendorRecordingId()).startedAt())
                    .isEqualTo(recording.startedAt()));
  }

  @Test
  void thereIsSomethingOfEverything() {
    assertThat(calls(told).values())
        .extracting(CallEvent::status)
        .contains(
            CallStatus.ANSWERED,
            CallStatus.MISSED,
            CallStatus.BUSY,
            CallStatus.VOICEMAIL,
            CallStatus.FAILED);
    assertThat(TRAFFIC.hooks())
        .extracting(hook -> hook.vendor() + " " + hook.post().contentType())
        .contains(
            "convoso application/json",
            "convoso application/x-www-form-urlencoded",
            "knowlarity application/x-www-form-urlencoded",
            "knowlarity null",
            "onecom application/json",
            "knowrithm application/json");
    List<String> phones = calls(told).values().stream().map(CallEvent::customerPhone).toList();
    assertThat(new HashSet<>(phones)).hasSizeLessThan(phones.size() * 3 / 4);
    assertThat(TRAFFIC.knowrithm())
        .anySatisfy(
            lead ->
                assertThat(TRAFFIC.convoso())
                    .anyMatch(call -> lead.phone().equals("+1" + call.phone())));
  }

  @Test
  void everyPhoneIsFictional() {
    assertThat(TRAFFIC.convoso()).allMatch(call -> call.phone().matches("202555\\d{4}"));
    assertThat(TRAFFIC.knowlarity()).allMatch(c -> c.customer().matches("\\+9190000\\d{5}"));
    assertThat(TRAFFIC.onecom()).allMatch(call -> call.customer().matches("0500000\\d{3}"));
    assertThat(TRAFFIC.knowrithm()).allMatch(l -> l.phone().matches("\\+1202555\\d{4}"));
  }

  @Test
  void theSameArgumentsMakeTheSameAndOthersMakeOtherIds() {
    Set<String> ids = ids(TRAFFIC);

    assertThat(Traffic.of(7, FROM, TO, MANY)).isEqualTo(TRAFFIC);
    assertThat(ids).hasSize(MANY);
    assertThat(ids(Traffic.of(8, FROM, TO, MANY))).doesNotContainAnyElementsOf(ids);
    assertThat(ids(Traffic.of(7, TO, TO.plusSeconds(60), MANY))).doesNotContainAnyElementsOf(ids);
  }

  @Test
  void allHappensWithinItsTime() {
    Instant soon = FROM.plusSeconds(10);
    for (Traffic traffic : List.of(TRAFFIC, Traffic.of(1, FROM, soon, 100))) {
      assertThat(traffic.hooks())
          .allMatch(hook -> !hook.at().isBefore(FROM) && hook.at().isBefore(TO));
      assertThat(traffic.hooks()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    }
    assertThat(Traffic.of(1, FROM, soon, 100).hooks()).allMatch(h -> h.at().isBefore(soon));
    assertThatThrownBy(() -> Traffic.of(1, FROM, FROM.plusSeconds(9), 1))
        .hasMessageContaining("10 seconds");
  }

  private static Set<String> ids(Traffic traffic) {
    return traffic.hooks().stream().map(h -> h.vendor() + "/" + h.id()).collect(toSet());
  }

  private static List<CanonicalEvent> toldByWebhooks() {
    List<CanonicalEvent> events = new ArrayList<>();
    for (Hook hook : TRAFFIC.hooks()) {
      List<CanonicalEvent> understood = understood(delivery(hook));
      assertThat(understood)
          .allSatisfy(
              event -> assertThat(event.entity()).isEqualTo(hook.vendor() + "/" + hook.id()));
      events.addAll(understood);
    }
    return events;
  }

  private static List<CanonicalEvent> listedByHistories() throws Exception {
    List<CanonicalEvent> events = new ArrayList<>();
    try (FakeVendors fake = FakeVendors.start(new Client.Hand(TO.plusSeconds(60)))) {
      fake.add(TRAFFIC);
      Pulling pulling = Pulling.from(fake);
      for (Visit.Door door : HISTORIES) {
        for (Delivery delivery : pulling.all(door, FROM, TO, 30)) {
          events.addAll(understood(delivery));
        }
      }
      assertThat(fake.requests()).hasSizeGreaterThan(HISTORIES.size()).allMatch(Visit::credential);
    }
    return events;
  }

  private static Delivery delivery(Hook hook) {
    return new Delivery(
        DeliveryIds.next(),
        hook.vendor(),
        hook.vendor(),
        hook.door(),
        hook.at(),
        hook.post().method(),
        hook.post().query(),
        hook.post().contentType(),
        "127.0.0.1",
        "none",
        null,
        Map.of(),
        null,
        hook.post().body());
  }

  /** No element of it is set aside or ignored. */
  private static List<CanonicalEvent> understood(Delivery delivery) {
    List<CanonicalEvent> events = new ArrayList<>();
    for (Element element : TRANSLATOR.translate(delivery).elements()) {
      assertThat(element).isInstanceOf(Element.Understood.class);
      events.addAll(((Element.Understood) element).events());
    }
    return events;
  }

  private static Map<String, CallEvent> calls(List<CanonicalEvent> events) {
    Map<String, CallEvent> calls = new HashMap<>();
    for (CanonicalEvent event : events) {
      if (event instanceof CallEvent call) {
        assertThat(calls.put(call.callId(), call)).as("told before").isNull();
      }
    }
    return calls;
  }

  private static List<LeadEvent> leads(List<CanonicalEvent> events, String vendor) {
    return events.stream()
        .filter(event -> event instanceof LeadEvent && event.vendor().equals(vendor))
        .map(LeadEvent.class::cast)
        .toList();
  }

  /** The fields that both tell, and not the same. */
  private static List<String> differing(CanonicalEvent one, CanonicalEvent other) {
    ObjectNode a = json(one);
    ObjectNode b = json(other);
    List<String> differing = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : a.properties()) {
      JsonNode value = b.get(field.getKey());
      if (value != null
          && !ABOUT_THE_TELLING.contains(field.getKey())
          && !value.equals(field.getValue())) {
        differing.add(field.getKey() + ": " + field.getValue() + ", " + value);
      }
    }
    return differing;
  }

  private static ObjectNode json(CanonicalEvent event) {
    return (ObjectNode) EventJson.mapper().readTree(EventJson.write(event));
  }
}
