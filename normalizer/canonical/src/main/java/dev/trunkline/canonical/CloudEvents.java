package dev.trunkline.canonical;

import java.util.LinkedHashMap;
import java.util.Map;

/** CloudEvents 1.0 headers in the Kafka binding's binary mode: the value stays our flat JSON. */
public final class CloudEvents {

  private CloudEvents() {}

  /**
   * The record headers of one event. {@code ce_id} and {@code ce_source} name equal reports
   * equally.
   */
  public static Map<String, String> headers(CanonicalEvent event) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", event.eventId());
    headers.put("ce_source", "/trunkline/" + event.source());
    headers.put("ce_type", event.eventType().wire());
    headers.put("ce_time", event.occurredAt().toString());
    headers.put("ce_subject", event.key());
    headers.put(
        "ce_dataschema",
        "https://trunkline.dev/schemas/" + event.eventType().kind().schemaName() + ".json");
    headers.put("content-type", "application/json");
    return headers;
  }
}
