package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.store.Trace;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A trace for people. */
final class TraceText {

  private final Trace trace;
  private final PrintStream out;

  TraceText(Trace trace, PrintStream out) {
    this.trace = trace;
    this.out = out;
  }

  void print() {
    if (trace.isEmpty()) {
      out.println("nothing is known of it; if it was sent just now, see: trunkline status");
      return;
    }
    if (trace.truncated()) {
      out.println("there is more: these are the newest 1,000 deliveries");
    }
    namesakes();
    deliveries().forEach(this::delivery);
    told();
    rows("call", trace.calls(), "call_id");
    rows("lead", trace.leads(), "lead_id");
    rows("conversation", trace.conversations(), "entity");
    rows("recording", trace.recordings(), "call_id");
  }

  private void namesakes() {
    if (trace.namesakes().isEmpty()) {
      return;
    }
    out.printf("%d have that name; ask for one of them:%n", trace.namesakes().size());
    for (ObjectNode one : trace.namesakes()) {
      out.printf(
          "  trunkline trace %-38s %s of %s, %s calls, last told of %s%n",
          text(one, "id"),
          text(one, "phone"),
          text(one, "source"),
          text(one, "calls"),
          text(one, "changed_at"));
    }
  }

  /** Those that a vendor sent; what the recording fetcher tells has an id and no manifest. */
  private Set<String> deliveries() {
    return Stream.of(trace.payloads(), trace.deliveries(), vendors())
        .flatMap(List::stream)
        .map(row -> text(row, "delivery_id"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private List<ObjectNode> vendors() {
    return trace.events().stream().filter(event -> !isOurs(event)).toList();
  }

  private boolean isOurs(ObjectNode event) {
    String delivery = text(event, "delivery_id");
    return text(event, "kind").equals("recording")
        && of(delivery, trace.payloads()).isEmpty()
        && of(delivery, trace.deliveries()).isEmpty();
  }

  private void delivery(String delivery) {
    List<ObjectNode> events = of(delivery, trace.events());
    List<ObjectNode> elements = of(delivery, trace.deliveries());
    List<ObjectNode> payloads = of(delivery, trace.payloads());
    String received =
        Stream.of(payloads, elements, events)
            .flatMap(List::stream)
            .map(row -> text(row, "received_at"))
            .findFirst()
            .orElse("");
    out.printf("delivery %s  received %s%n", delivery, received);
    payloads.forEach(this::payload);
    if (payloads.isEmpty()) {
      out.println("  payload  not in the archive: not yet, no longer, or erased");
    }
    for (ObjectNode element : elements) {
      String index = text(element, "delivery_index");
      out.printf("  #%-7s %s %s%n", index, text(element, "fate"), text(element, "reason"));
      of(delivery, trace.letters()).stream()
          .filter(letter -> text(letter, "delivery_index").equals(index))
          .forEach(this::letter);
      events.stream()
          .filter(event -> text(event, "delivery_index").equals(index))
          .forEach(this::event);
    }
    if (elements.isEmpty()) {
      out.println(
          "  #        no manifest yet: the normalizer has not read it, or the lead-writer not its word");
      events.forEach(this::event);
    }
  }

  private void payload(ObjectNode payload) {
    out.printf(
        "  door     %s of %s, proof %s, %s bytes%n  raw      %s %s@%s%s%n",
        text(payload, "door"),
        text(payload, "source"),
        payload.path("headers").path("proof").asString("?"),
        text(payload, "bytes"),
        text(payload, "raw_topic"),
        text(payload, "raw_partition"),
        text(payload, "raw_offset"),
        text(payload, "raw_at").isEmpty() ? "" : "  at " + text(payload, "raw_at"));
  }

  private void letter(ObjectNode letter) {
    out.printf(
        "    letter %s of group %s: %s, attempts %s, %s%n",
        text(letter, "letter"),
        text(letter, "group"),
        text(letter, "cause"),
        text(letter, "attempts"),
        text(letter, "closed").isEmpty() ? "open" : text(letter, "closed"));
  }

  private void event(ObjectNode event) {
    out.printf(
        "    event  %s %s, by definition %s%s%s%n    way    %s%n",
        text(event, "event_type"),
        text(event, "event_id"),
        event.path("body").path("definition_hash").asString("?"),
        said(", by replay ", event, "replay_id"),
        event.path("live").asBoolean(true) ? "" : ", no longer live",
        Hops.sentence((ArrayNode) event.path("hops")));
  }

  /** The searches for recordings, step by step. */
  private void told() {
    for (ObjectNode event : trace.events()) {
      if (isOurs(event)) {
        JsonNode body = event.path("body");
        out.printf(
            "searched %s  %s of %s%s%s%s%n",
            text(event, "occurred_at"),
            text(event, "event_type"),
            text(event, "entity"),
            said(", attempt ", body, "attempt"),
            said(", ", body, "reason"),
            said(", again at ", body, "next_attempt_at"));
      }
    }
  }

  private static String said(String before, JsonNode body, String name) {
    String value = text(body, name);
    return value.isEmpty() ? "" : before + value;
  }

  /** Each value with the event that it comes from. */
  private void rows(String kind, List<ObjectNode> rows, String key) {
    for (ObjectNode row : rows) {
      out.println("row      " + kind);
      JsonNode from =
          trace.origins().stream()
              .filter(origin -> text(origin, "key").equals(text(row, key)))
              .findFirst()
              .map(origin -> origin.path("fields"))
              .orElse(EventJson.mapper().createObjectNode());
      row.propertyStream()
          .filter(field -> !field.getValue().isNull())
          .forEach(field -> value(field.getKey(), field.getValue(), from.path(field.getKey())));
    }
  }

  private void value(String field, JsonNode value, JsonNode event) {
    out.printf(
        "  %-22s %-36s %s%n",
        field,
        value.asString(""),
        event.isMissingNode()
            ? ""
            : "by " + text(event, "event_type") + " of " + text(event, "delivery_id"));
  }

  private static List<ObjectNode> of(String delivery, List<ObjectNode> rows) {
    return rows.stream().filter(row -> text(row, "delivery_id").equals(delivery)).toList();
  }

  private static String text(JsonNode row, String name) {
    JsonNode value = row.get(name);
    return value == null || value.isNull() ? "" : value.asString("");
  }
}
