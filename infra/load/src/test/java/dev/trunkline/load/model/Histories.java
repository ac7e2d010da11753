package dev.trunkline.load.model;

import dev.trunkline.canonical.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes up histories, the same for the same seed. Few ids, few phones and few times, so that nearly
 * everything meets everything: redeliveries, partial reports, transfers, mixed-up numbers, clocks
 * that run ahead or behind, and replays that read the same bytes otherwise.
 */
final class Histories {

  private static final List<String> SOURCES = List.of("pbx", "dialer", "ads");
  private static final Instant BASE = Instant.parse("2026-03-01T10:00:00Z");

  private final Random random;

  private Histories(long seed) {
    this.random = new Random(seed);
  }

  static History of(long seed) {
    return new Histories(seed).history();
  }

  private History history() {
    List<Processing> processings = new ArrayList<>();
    List<Processing> live = new ArrayList<>();
    int deliveries = 1 + random.nextInt(9);
    for (int i = 0; i < deliveries; i++) {
      Processing delivery = live.isEmpty() || !chance(20) ? delivery(i) : again(i, any(live));
      live.add(delivery);
      processings.add(delivery);
      if (chance(35)) {
        Processing replayed = delivery.replayed(id(0x7001, 1), reread(delivery.parts()));
        processings.add(replayed);
        if (chance(40)) {
          processings.add(
              delivery.replayed(
                  id(0x7002, 1), chance(60) ? delivery.parts() : reread(replayed.parts())));
        }
      } else if (delivery.manifested() && chance(6)) {
        processings.add(readByTwo(delivery));
      }
    }
    return new History(settings(), processings);
  }

  private Processing delivery(int number) {
    String source = any(SOURCES);
    List<Processing.Part> parts =
        IntStream.range(0, chance(65) ? 1 : 1 + random.nextInt(4)).mapToObj(i -> part()).toList();
    return new Processing(
        id(0x1000 + random.nextInt(4), number), null, source, moment(), "h", !chance(12), parts);
  }

  /** The vendor sends the same again; receipt may be told earlier by another gateway's clock. */
  private Processing again(int number, Processing first) {
    List<Processing.Part> parts = new ArrayList<>(first.parts());
    if (chance(30)) {
      parts.add(part());
    }
    return new Processing(
        id(0x1000 + random.nextInt(4), number),
        null,
        first.source(),
        moment(),
        "h",
        !chance(12),
        parts);
  }

  /** The definition changed between two readings of one live record. */
  private Processing readByTwo(Processing first) {
    return new Processing(
        first.deliveryId(),
        null,
        first.source(),
        first.receivedAt(),
        chance(50) ? "g" : "i",
        true,
        reread(first.parts()));
  }

  /** What another definition makes of the same elements. */
  private List<Processing.Part> reread(List<Processing.Part> parts) {
    return switch (random.nextInt(8)) {
      case 0 -> List.of();
      case 1 -> parts.stream().map(p -> new Processing.Part(Fate.IGNORED, List.of())).toList();
      case 2 -> Stream.concat(parts.stream(), Stream.of(part())).toList();
      case 3 -> parts;
      default -> parts.stream().map(this::changed).toList();
    };
  }

  private Processing.Part changed(Processing.Part part) {
    if (part.fate() != Fate.CANONICAL || chance(15)) {
      return part();
    }
    return new Processing.Part(Fate.CANONICAL, part.events().stream().map(this::changed).toList());
  }

  private Said changed(Said said) {
    return switch (said.kind()) {
      case CALL ->
          switch (random.nextInt(7)) {
            case 0 -> said.with("vendor_call_id", callId());
            case 1 -> said.with("customer_phone", chance(50) ? null : phone());
            case 2 -> said.with("agent_phone", chance(50) ? null : phone());
            case 3 -> said.with("vendor_lead_id", chance(50) ? null : leadId());
            case 4 -> said.with("status", chance(30) ? null : callStatus());
            case 5 -> said.at(occurred());
            default -> said;
          };
      case LEAD ->
          switch (random.nextInt(5)) {
            case 0 -> said.with("vendor_lead_id", chance(30) ? null : leadId());
            case 1 -> said.with("phone", chance(30) ? null : phone());
            case 2 -> said.with("full_name", chance(50) ? null : name());
            case 3 -> said.at(occurred());
            default -> said;
          };
      case CONVERSATION, ACTIVITY, RECORDING -> said.at(occurred());
    };
  }

  private Processing.Part part() {
    int dice = random.nextInt(100);
    if (dice < 7) {
      return new Processing.Part(Fate.IGNORED, List.of());
    }
    if (dice < 13) {
      return new Processing.Part(Fate.DEAD, List.of());
    }
    if (dice < 45) {
      return Processing.Part.of(call());
    }
    if (dice < 55) {
      Said call = call();
      Object phone = call.fields().getOrDefault("customer_phone", phone());
      Object id = call.fields().get("vendor_call_id");
      return Processing.Part.of(
          call, Said.of("lead.created", null, "phone", phone, "vendor_call_id", id));
    }
    if (dice < 80) {
      return Processing.Part.of(lead());
    }
    return Processing.Part.of(
        switch (random.nextInt(6)) {
          case 0, 1 -> conversation();
          case 2 -> activity();
          case 3 -> notification();
          default -> recording();
        });
  }

  private Said call() {
    String type =
        any(
            List.of(
                "call.started", "call.answered", "call.hangup", "call.completed", "call.logged"));
    Said said = Said.of(type, occurred(), "vendor_call_id", callId());
    said = maybe(said, 60, "status", callStatus());
    said = maybe(said, 30, "vendor_disposition", any(List.of("ANSWERED", "NO ANSWER", "BUSY")));
    said = maybe(said, 30, "direction", any(List.of("inbound", "outbound", "unknown")));
    if (chance(50)) {
      said = customer(said);
    }
    if (chance(45)) {
      said = maybe(said, 70, "agent_id", any(List.of("101", "102")));
      said = maybe(said, 60, "agent_name", any(List.of("Dana", "Kim")));
      said = maybe(said, 40, "agent_phone", phone());
    }
    said = maybe(said, 12, "business_phone", phone());
    said = maybe(said, 20, "customer_name", name());
    said = maybe(said, 25, "interaction_id", any(List.of("x1", "x2")));
    said = maybe(said, 25, "vendor_lead_id", leadId());
    said = maybe(said, 30, "duration_s", random.nextInt(100));
    said = maybe(said, 20, "talk_s", random.nextInt(100));
    said = maybe(said, 20, "started_at", moment().toString());
    said = maybe(said, 20, "ended_at", moment().toString());
    said =
        maybe(
            said, 15, "recording_url", any(List.of("https://r.example/1", "https://r.example/2")));
    said = maybe(said, 15, "vendor_recording_id", any(List.of("9001", "9002")));
    return chance(10) ? said.anew() : said;
  }

  private Said customer(Said said) {
    return switch (random.nextInt(5)) {
      case 0 -> said.with("customer_phone_status", "withheld");
      case 1 -> said.with("customer_phone_raw", "55").with("customer_phone_status", "invalid");
      case 2 -> said.with("customer_phone", phone()).with("customer_phone_status", "possible");
      case 3 -> said.with("customer_phone", phone());
      default ->
          said.with("customer_phone", phone())
              .with("customer_phone_raw", "raw")
              .with("customer_phone_status", "valid");
    };
  }

  private Said lead() {
    Said said = Said.of(any(List.of("lead.created", "lead.updated")), occurred());
    said = maybe(said, 60, "vendor_lead_id", leadId());
    if (chance(60)) {
      said = said.with("phone", phone());
      said = maybe(said, 60, "phone_status", any(List.of("valid", "possible")));
    } else if (chance(30)) {
      said = said.with("phone_raw", "55").with("phone_status", "invalid");
    }
    said = maybe(said, 40, "status", any(List.of("new", "open", "converted", "lost", "unknown")));
    said = maybe(said, 30, "vendor_status", any(List.of("SALE", "NI")));
    said = maybe(said, 20, "full_name", name());
    said = maybe(said, 20, "first_name", "Jane");
    said = maybe(said, 20, "last_name", "Roe");
    said = maybe(said, 20, "email", any(List.of("a@example.com", "b@example.com")));
    said = maybe(said, 20, "campaign", any(List.of("spring", "fall")));
    said = maybe(said, 15, "vendor_call_id", callId());
    return chance(25) ? said.anew() : said;
  }

  private Said conversation() {
    Said said =
        Said.of(
            any(List.of("conversation.started", "conversation.ended", "message.received")),
            occurred(),
            "conversation_id",
            any(List.of("v1", "v2")));
    said = maybe(said, 50, "message_id", any(List.of("m1", "m2")));
    said = maybe(said, 40, "text", any(List.of("hello", "bye")));
    said = maybe(said, 40, "sender", any(List.of("user", "bot")));
    said = maybe(said, 30, "rating", random.nextInt(6));
    said = maybe(said, 30, "flagged", random.nextBoolean());
    return maybe(said, 30, "vendor_lead_id", leadId());
  }

  private Said activity() {
    Said said = Said.of("agent.created", occurred(), "subject_id", any(List.of("s1", "s2")));
    return maybe(said, 50, "status", any(List.of("active", "unknown")));
  }

  private Said notification() {
    return chance(50)
        ? Said.of("call.notify", occurred(), "vendor_lead_id", leadId())
        : Said.of("lead.notify", occurred(), "vendor_lead_id", leadId());
  }

  private Said recording() {
    Said said =
        Said.of(
            any(
                List.of(
                    "recording.wanted",
                    "recording.attempted",
                    "recording.found",
                    "recording.stored",
                    "recording.absent",
                    "recording.given_up")),
            occurred());
    said = maybe(said, 80, "vendor_call_id", callId());
    said = maybe(said, 50, "vendor_recording_id", any(List.of("9001", "9002")));
    said = maybe(said, 30, "recording_url", "https://r.example/1");
    said = maybe(said, 30, "attempt", 1 + random.nextInt(3));
    said = maybe(said, 30, "next_attempt_at", moment().toString());
    said = maybe(said, 30, "reason", any(List.of("not there yet", "gone")));
    return maybe(said, 20, "stored_at", moment().toString());
  }

  private Settings settings() {
    return new Settings(
        SOURCES.stream()
            .map(
                source ->
                    new Settings.Source(
                        source,
                        chance(50) ? "Lead {phone} of " + source : null,
                        chance(30) ? List.of(phone()) : List.of(),
                        chance(20) ? List.of(phone()) : List.of(),
                        chance(20) ? List.of(phone()) : List.of()))
            .toList());
  }

  private Said maybe(Said said, int percent, String field, Object value) {
    return chance(percent) ? said.with(field, value) : said;
  }

  private String callId() {
    return "c" + random.nextInt(3);
  }

  private String leadId() {
    return "l" + random.nextInt(3);
  }

  private String phone() {
    return "+1202555010" + random.nextInt(7);
  }

  private String name() {
    return any(List.of("Jane Roe", "John Doe"));
  }

  private String callStatus() {
    return any(List.of("ringing", "in_progress", "answered", "missed", "busy", "unknown"));
  }

  /** Often equal to another, sometimes apart by less than Postgres can tell. */
  private Instant moment() {
    Instant moment = BASE.plusSeconds(random.nextInt(5));
    return chance(15) ? moment.plusNanos(random.nextInt(3) * 900L) : moment;
  }

  private @Nullable Instant occurred() {
    return switch (random.nextInt(10)) {
      case 0 -> Instant.parse("2099-01-01T00:00:00Z");
      case 1 -> BASE.minus(Duration.ofDays(3650));
      case 2, 3 -> null;
      default -> moment().plus(Duration.ofMinutes(random.nextInt(3) * 4L));
    };
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** A UUIDv7 of our choosing: the greater high part, the later. */
  static String id(int high, int low) {
    return new UUID(((long) high << 16) | 0x7000L, 0x8000000000000000L | low).toString();
  }
}
