package dev.trunkline.recordings;

import dev.trunkline.canonical.EventId;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.canonical.RecordingLink;
import dev.trunkline.canonical.RecordingRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** From what a search learnt to the event that tells it. */
final class Facts {

  /** What stands for the definition where an operator asked, and no report was read. */
  private static final String NO_DEFINITION = "none";

  private Facts() {}

  /**
   * The event.
   *
   * @param deliveryId our own: what we learn ourselves no vendor delivered
   * @param publicUrl a link without its secrets
   */
  static RecordingEvent event(
      RecordingRequest call,
      Fact fact,
      Instant now,
      String deliveryId,
      int index,
      UnaryOperator<String> publicUrl) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("call_id", call.callId());
    put(told, "vendor_call_id", call.vendorCallId());
    put(told, "vendor_lead_id", call.vendorLeadId());
    put(told, "attempt", fact.attempt());
    put(told, "next_attempt_at", text(fact.nextAttemptAt()));
    put(told, "reason", fact.reason() == null ? null : cut(fact.reason()));
    Recording recording = fact.recording();
    if (recording != null) {
      put(told, recording, publicUrl);
    }
    String entity =
        call.callId() + (recording == null || recording.part() == 1 ? "" : "#" + recording.part());
    told.put(
        "event_id",
        EventId.of(call.source(), entity, fact.type(), now.toString(), Map.copyOf(told), null)
            .toString());
    told.put("event_type", fact.type().wire());
    told.put("source", call.source());
    told.put("vendor", call.vendor());
    told.put("delivery_id", deliveryId);
    told.put("delivery_index", index);
    told.put("occurred_at", now.toString());
    told.put("received_at", now.toString());
    told.put(
        "definition_hash", call.definitionHash() == null ? NO_DEFINITION : call.definitionHash());
    put(told, "is_test", call.isTest());
    return (RecordingEvent) EventJson.of(EventKind.RECORDING, told);
  }

  private static void put(
      Map<String, Object> told, Recording recording, UnaryOperator<String> publicUrl) {
    RecordingLink link = recording.link();
    put(told, "part", recording.part() == 1 ? null : recording.part());
    put(told, "vendor_recording_id", link.vendorRecordingId());
    put(told, "recording_url", link.url() == null ? null : publicUrl.apply(link.url()));
    put(told, "started_at", text(link.startedAt()));
    put(told, "duration_s", link.durationS());
    put(told, "expires_at", text(link.expiresAt()));
    Copy copy = recording.copy();
    if (copy != null) {
      told.put("stored_at", copy.storedAt().toString());
      told.put("sha256", copy.sha256());
      put(told, "bytes", copy.bytes() > Integer.MAX_VALUE ? null : (int) copy.bytes());
      told.put("media_type", copy.mediaType());
    }
  }

  private static void put(Map<String, Object> told, String name, @Nullable Object value) {
    if (value != null) {
      told.put(name, value);
    }
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  /** At most 512 characters of it. */
  static String cut(String reason) {
    return reason.length() <= 512 ? reason : reason.substring(0, 511) + "…";
  }
}
