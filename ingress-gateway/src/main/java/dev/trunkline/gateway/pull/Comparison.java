package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.EventJson;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry of a vendor's list against what we have of it. Pure.
 *
 * <p>What is compared is what is told, not how the row came to be: an entry that is among our live
 * events already, word for word, is never news, even where the fold preferred another report. So
 * publishing what a comparison found ends it, whatever the vendor's reports say of each other.
 */
final class Comparison {

  /** What an entry is to us. */
  enum Finding {
    /** Our row says the same. */
    AGREES,
    /** We know nothing of it. */
    MISSING,
    /** Our row says something else, or less, and nobody told us this. */
    DIFFERS,
    /** Our row says something else although this was told: the vendor contradicts itself. */
    CONTRADICTED
  }

  /** Of an event: how it came to us, rather than what it tells. */
  private static final Set<String> COMING =
      Set.of(
          "event_id",
          "delivery_id",
          "delivery_index",
          "received_at",
          "definition_hash",
          "is_test",
          "extras");

  /** Where two values cannot both be right. */
  private static final List<String> MUST_AGREE =
      List.of(
          "status",
          "vendor_disposition",
          "direction",
          "started_at",
          "duration_s",
          "customer_phone",
          "vendor_status",
          "phone");

  /** Where any value will do: names and numbers are told in several ways. */
  private static final List<String> MUST_BE_THERE =
      List.of(
          "answered_at",
          "ended_at",
          "talk_s",
          "agent_id",
          "agent_name",
          "agent_phone",
          "business_phone",
          "campaign",
          "queue",
          "customer_name",
          "vendor_lead_id",
          "recording_url",
          "vendor_recording_id");

  private Comparison() {}

  /**
   * What an entry is to us.
   *
   * @param statements our live events of that call or lead
   * @param row what they fold into; null: there is none
   */
  static Finding of(Listed entry, List<ObjectNode> statements, @Nullable ObjectNode row) {
    if (statements.isEmpty()) {
      return Finding.MISSING;
    }
    ObjectNode told = EventJson.mapper().valueToTree(entry.event());
    boolean agrees = row != null && agrees(told, row);
    if (agrees) {
      return Finding.AGREES;
    }
    ObjectNode said = said(told);
    boolean known = statements.stream().anyMatch(statement -> said(statement).equals(said));
    return known ? Finding.CONTRADICTED : Finding.DIFFERS;
  }

  private static boolean agrees(ObjectNode told, ObjectNode row) {
    for (String field : MUST_AGREE) {
      JsonNode ours = row.get(field);
      if (saysSomething(told, field) && ours != null && !same(told.get(field), ours)) {
        return false;
      }
    }
    for (String field : MUST_BE_THERE) {
      if (saysSomething(told, field) && row.has(field) && row.get(field).isNull()) {
        return false;
      }
    }
    return true;
  }

  private static boolean saysSomething(ObjectNode told, String field) {
    JsonNode value = told.get(field);
    return value != null && !value.isNull() && !"unknown".equals(value.asString(""));
  }

  private static boolean same(JsonNode told, JsonNode ours) {
    if (told.isNumber() && ours.isNumber()) {
      return told.longValue() == ours.longValue();
    }
    String left = told.asString("");
    String right = ours.asString("");
    return left.equals(right) || sameMoment(left, right);
  }

  private static boolean sameMoment(String left, String right) {
    try {
      return OffsetDateTime.parse(left).isEqual(OffsetDateTime.parse(right));
    } catch (DateTimeException e) {
      return false;
    }
  }

  /**
   * What an event tells, whoever brought it; its moment only where it is not that of its coming.
   */
  private static ObjectNode said(ObjectNode event) {
    ObjectNode said = event.deepCopy();
    if (sameMoment(said.path("occurred_at").asString(""), said.path("received_at").asString(""))) {
      said.remove("occurred_at");
    }
    said.remove(COMING);
    return said;
  }
}
