package dev.trunkline.store;

import static dev.trunkline.store.Story.manifest;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * A year of a call centre, written as the stages write it: some persons call often and most once; a
 * call is told in three reports or in one that is a lead as well, and some of them are looked for.
 */
final class CallCentre {

  private static final Duration YEAR = Duration.ofDays(365);
  private static final int BATCH = 1_000;

  private final TestDatabase database;
  private final Random random = new Random(8);
  private final int stories;
  private final int persons;
  private final List<Integer> callers = new ArrayList<>();
  private List<Told> events = new ArrayList<>();
  private List<Manifest> manifests = new ArrayList<>();
  private List<ArchivedPayload> payloads = new ArrayList<>();
  private int written;

  private CallCentre(TestDatabase database, int most) {
    this.database = database;
    this.stories = most / 2;
    this.persons = most / 8;
  }

  /** So many events, and a few more: the last story is told to its end. */
  static CallCentre of(TestDatabase database, int most) {
    CallCentre centre = new CallCentre(database, most);
    for (int story = 0; centre.written < most; story++) {
      centre.tell(story);
    }
    centre.flush();
    database.jdbi().useHandle(handle -> handle.execute("analyze"));
    return centre;
  }

  /** Phones of at most so many persons, those that call often being asked for as often. */
  List<String> phones(int count) {
    return random
        .ints(0, callers.size())
        .mapToObj(callers::get)
        .distinct()
        .limit(count)
        .map(CallCentre::phone)
        .toList();
  }

  /** The phone of whoever calls most. */
  static String busiest() {
    return phone(0);
  }

  static String phone(int person) {
    return "+1202%07d".formatted(person);
  }

  static String name(int person) {
    return "Asha %s".formatted(Integer.toString(person, 36));
  }

  static String nameOf(String phone) {
    return name(Integer.parseInt(phone.substring(5)));
  }

  int events() {
    return written;
  }

  /** The powers make the first persons the busiest. */
  private int person() {
    return (int) (persons * Math.pow(random.nextDouble(), 1.5));
  }

  private void tell(int story) {
    int person = person();
    String id = Integer.toString(story);
    if (story % 10 != 3) {
      callers.add(person);
    }
    switch (story % 10) {
      case 0, 1 -> callThatIsALead(story, person, id);
      case 2 -> lead(story, person, id);
      case 3 -> chat(story, person, id);
      default -> call(story, person, id);
    }
  }

  private void call(int story, int person, String id) {
    String phone = phone(person);
    put(at(story, 0).call(id, "call.started", "status", "ringing", "customer_phone", phone));
    put(
        at(story, 9)
            .call(id, "call.answered", "status", "in_progress", "agent_id", "" + story % 300));
    put(at(story, 99).call(id, "call.completed", ended(person, id)));
    if (story % 10 == 4) {
      Object[] search = {"call_id", "onecom/" + id, "attempt", 1, "reason", "not there yet"};
      put(at(story, 200).other(EventKind.RECORDING, "onecom", "recording.attempted", search));
    }
  }

  private void callThatIsALead(int story, int person, String id) {
    Told call = at(story, 0).call(id, "call.completed", ended(person, id));
    Told lead =
        at(story, 0)
            .lead(
                "onecom", "vendor_lead_id", id, "phone", phone(person), "full_name", name(person));
    put(call, lead);
  }

  private void lead(int story, int person, String id) {
    put(at(story, 0).lead("shop", "vendor_lead_id", "l" + id, "phone", phone(person)));
  }

  private void chat(int story, int person, String id) {
    Object[] said = {"conversation_id", id, "vendor_lead_id", "l" + person, "text", "Hello"};
    put(at(story, 0).other(EventKind.CONVERSATION, "shop", "message.received", said));
  }

  private static Object[] ended(int person, String id) {
    return new Object[] {
      "direction",
      "inbound",
      "status",
      "answered",
      "vendor_disposition",
      "ANSWERED",
      "duration_s",
      240,
      "talk_s",
      230,
      "started_at",
      "2026-03-01T10:00:00Z",
      "customer_phone",
      phone(person),
      "customer_phone_status",
      "valid",
      "customer_name",
      name(person),
      "queue",
      "6500",
      "interaction_id",
      "i" + id
    };
  }

  private Story.At at(int story, int after) {
    long second = -YEAR.toSeconds() + YEAR.toSeconds() * story / stories + after;
    long ms = Story.START.plusSeconds(second).toEpochMilli();
    UUID id = new UUID(ms << 16 | 0x7000 | after, 0x8000_0000_0000_0000L | story);
    return new Story.At(id.toString(), 0, second, null);
  }

  private void put(Told first, Told... more) {
    events.add(first);
    events.addAll(List.of(more));
    manifests.add(manifest(first, more));
    payloads.add(payload(first));
    if (events.size() >= BATCH) {
      flush();
    }
  }

  private void flush() {
    database.store().write(new Batch(events, manifests));
    database.store().archive(payloads);
    written += events.size();
    events = new ArrayList<>();
    manifests = new ArrayList<>();
    payloads = new ArrayList<>();
  }

  private ArchivedPayload payload(Told told) {
    String id = told.event().deliveryId();
    String source = told.event().source();
    Instant received = told.event().receivedAt();
    Delivery delivery =
        new Delivery(
            id,
            source,
            source,
            "call",
            received,
            "POST",
            null,
            "application/json",
            "203.0.113.7",
            "hmac:1",
            null,
            Map.of("user-agent", "vendor/1.0"),
            null,
            "{\"event\": \"%s\"}".formatted("x".repeat(500)).getBytes(UTF_8));
    return new ArchivedPayload(
        delivery, "raw." + source + ".v1", 0, payloads.size() + written, received);
  }
}
