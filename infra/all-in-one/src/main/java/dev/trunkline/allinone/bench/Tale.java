package dev.trunkline.allinone.bench;

import dev.trunkline.canonical.EventId;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventType;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/** Makes deliveries as the normalizer would hand them on: the same at every run. */
final class Tale {

  private static final long START = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
  private static final String HASH = "0".repeat(64);

  private final SplittableRandom random = new SplittableRandom(1);
  private long deliveries;

  /** What a vendor tells of a call while it goes on. */
  enum Report {
    STARTED(EventType.CALL_STARTED, 0),
    ANSWERED(EventType.CALL_ANSWERED, 1),
    COMPLETED(EventType.CALL_COMPLETED, 2);

    private final EventType type;
    private final int earlier;

    Report(EventType type, int earlier) {
      this.type = type;
      this.earlier = earlier;
    }

    /** How many reports of the call come before it. */
    int earlier() {
      return earlier;
    }
  }

  /**
   * What an event says, whoever delivers it and however often.
   *
   * @param at when it happened, RFC 3339
   */
  record Said(EventType type, String source, String entity, String at, Map<String, Object> fields) {
    EventKind kind() {
      return type.kind();
    }
  }

  /** The next delivery; it tells these in one element. */
  Sent deliver(Said... told) {
    long millis = START + deliveries++;
    String delivery =
        new UUID(
                millis << 16 | 0x7000 | random.nextInt(0x1000),
                0x8000_0000_0000_0000L | random.nextLong() >>> 2)
            .toString();
    String receivedAt = Instant.ofEpochMilli(millis).toString();
    List<Sent.Item> items = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (Said said : told) {
      String id =
          EventId.of(said.source(), said.entity(), said.type(), said.at(), said.fields(), null)
              .toString();
      ids.add(id);
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("event_id", id);
      all.put("event_type", said.type().wire());
      all.put("source", said.source());
      all.put("vendor", said.source());
      all.put("delivery_id", delivery);
      all.put("delivery_index", 0);
      all.put("received_at", receivedAt);
      all.put("occurred_at", said.at());
      all.put("definition_hash", HASH);
      all.putAll(said.fields());
      items.add(
          new Sent.Item(
              EventJson.mapper().writeValueAsBytes(all),
              PlainRow.of(said.kind(), said.entity(), all)));
    }
    Manifest manifest =
        new Manifest(
            delivery,
            null,
            told[0].source(),
            Instant.ofEpochMilli(millis),
            HASH,
            List.of(new Manifest.Element(0, Fate.CANONICAL, null, ids)));
    return new Sent(List.copyOf(items), EventJson.write(manifest));
  }

  /** A call's report; the later it is, the more it says. */
  static Said call(String source, long number, Report report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    String id = source + "-" + number;
    fields.put("call_id", source + "/" + id);
    fields.put("vendor_call_id", id);
    fields.put("direction", "inbound");
    fields.put("started_at", at(number, 0));
    fields.put("customer_phone", phone(number));
    fields.put("customer_phone_raw", phone(number).substring(3));
    fields.put("customer_phone_status", "valid");
    fields.put("business_phone", "+1202555%04d".formatted(number % 7));
    switch (report) {
      case STARTED -> fields.put("status", "ringing");
      case ANSWERED -> {
        fields.put("status", "in_progress");
        fields.put("answered_at", at(number, 9));
        agent(fields, number);
      }
      case COMPLETED -> {
        fields.put("status", "answered");
        fields.put("vendor_disposition", "ANSWERED");
        fields.put("duration_s", 240);
        fields.put("talk_s", 231);
        fields.put("ended_at", at(number, 240));
        fields.put("queue", "6500");
        agent(fields, number);
      }
    }
    return new Said(
        report.type, source, source + "/" + id, at(number, report.earlier * 100L), fields);
  }

  /** One more report of one and the same call. */
  static Said step(String source, long call, long step) {
    Said said = call(source, call, Report.ANSWERED);
    Map<String, Object> fields = new LinkedHashMap<>(said.fields());
    fields.put("queue", "step " + step);
    return new Said(said.type(), source, said.entity(), at(call, step), fields);
  }

  private static String at(long number, long second) {
    return Instant.ofEpochMilli(START + number + second * 1_000).toString();
  }

  private static void agent(Map<String, Object> fields, long number) {
    fields.put("agent_id", "2%02d".formatted(number % 40));
    fields.put("agent_name", "Agent %02d".formatted(number % 40));
    fields.put("agent_phone", "+1202555%04d".formatted(100 + number % 40));
  }

  /** A lead of a person, whom its phone names. */
  static Said lead(String source, long number, long person) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("vendor_lead_id", Long.toString(number));
    fields.put("phone", phone(person));
    fields.put("phone_raw", phone(person).substring(3));
    fields.put("phone_status", "valid");
    fields.put("full_name", "Person " + person);
    fields.put("email", "p" + person + "@example.com");
    fields.put("campaign", "spring");
    fields.put("city", "Pune");
    return new Said(EventType.LEAD_CREATED, source, source + "/" + number, at(number, 0), fields);
  }

  /** A fictional Indian number; there are 100,000. */
  static String phone(long person) {
    return "+9190000%05d".formatted(person % 100_000);
  }
}
