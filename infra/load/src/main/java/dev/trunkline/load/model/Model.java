package dev.trunkline.load.model;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Manifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tables as a pure function of everything that was ever told. Written from the design (
 * architecture, section "The promises") to be checked against it by eye; how fast is no matter.
 */
public final class Model {

  private final Settings settings;
  private final Erased erased;
  private final Map<String, Manifest> latest;
  private final List<Copy> live;
  private final Map<String, Copy> distinct;
  private final Set<String> guarded;
  private final Persons persons;
  private final Map<View, Map<String, ObjectNode>> views = new EnumMap<>(View.class);

  private Model(
      Collection<Copy> events,
      Collection<Manifest> manifests,
      Settings settings,
      Guards guards,
      Erased erased) {
    this.settings = settings;
    this.erased = erased;
    this.latest = Live.latest(manifests);
    this.live = Live.of(events, latest);
    this.distinct = Distinct.of(live);
    this.guarded = Persons.guarded(distinct.values(), settings);
    this.guarded.addAll(guards.all());
    this.persons = Persons.of(distinct.values(), guarded);
  }

  /**
   * What the views must show of these records, whatever their order and however often each is told.
   *
   * @param events a settled set: of each processing all events and the manifest; or, of a delivery
   *     that no manifest is there of yet, any events
   */
  public static Tables of(
      Collection<Copy> events, Collection<Manifest> manifests, Settings settings) {
    return made(events, manifests, settings, Guards.NONE, Erased.NONE).tables();
  }

  /**
   * The same, with all that it was made of.
   *
   * @param events but those of erased elements
   * @param guards what events that are not among these tell of numbers
   * @param erased the elements whose events are not among these
   */
  static Model made(
      Collection<Copy> events,
      Collection<Manifest> manifests,
      Settings settings,
      Guards guards,
      Erased erased) {
    Model model = new Model(events, manifests, settings, guards, erased);
    model.recordings();
    model.calls();
    model.leads();
    model.conversations();
    model.singleEvents();
    model.deliveries();
    return model;
  }

  /** What the views must show. */
  Tables tables() {
    return new Tables(views);
  }

  /** Everybody whom the events are about. */
  Persons persons() {
    return persons;
  }

  /** Of each live event the copy that counts. */
  Collection<Copy> distinct() {
    return distinct.values();
  }

  /** The numbers that unite nobody, by all that is told. */
  Set<String> guarded() {
    return guarded;
  }

  /** The numbers that unite nobody by these events and the settings. */
  Set<String> guarded(Collection<Copy> some) {
    return Persons.guarded(some, settings);
  }

  /** Whether this record counts. */
  boolean isLive(Copy copy) {
    return live.stream()
        .filter(other -> other.deliveryId().equals(copy.deliveryId()))
        .anyMatch(copy::equals);
  }

  /** Whether it is the one of its event that counts. */
  boolean isDistinct(Copy copy) {
    return copy.equals(distinct.get(copy.eventId()));
  }

  /** What is erased. */
  Erased erased() {
    return erased;
  }

  private void calls() {
    entities(EventKind.CALL, call -> call.text("call_id"))
        .forEach(
            (callId, events) -> {
              ObjectNode row = Fold.of(EventKind.CALL, events);
              String source = row.get("source").asString();
              String phone = Fold.text(row, "customer_phone");
              Person person = persons.ofCall(source, Fold.text(row, "vendor_lead_id"), phone);
              put(row, "lead_id", person == null ? null : person.leadId());
              ObjectNode recording = rows(View.RECORDINGS).get(callId);
              if (recording != null) {
                put(row, "recording_status", Fold.text(recording, "status"));
                // A late recording is shown where no report of the call told of any.
                if (!row.hasNonNull("recording_url") && !row.hasNonNull("vendor_recording_id")) {
                  put(row, "recording_url", Fold.text(recording, "recording_url"));
                  put(row, "vendor_recording_id", Fold.text(recording, "vendor_recording_id"));
                }
              }
              if (!row.hasNonNull("customer_name")) {
                String name = person == null ? null : person.name();
                put(
                    row,
                    "customer_name",
                    name != null ? name : settings.defaultName(source, phone));
              }
              show(View.CALLS, row);
            });
  }

  private void leads() {
    for (Person person : persons.all()) {
      String leadId = person.leadId();
      Copy primary = person.primary();
      ObjectNode row = person.fold();
      row.put("lead_id", leadId);
      row.put("first_source", primary.source());
      String name = person.name();
      put(
          row,
          "full_name",
          name != null ? name : settings.defaultName(primary.source(), Fold.text(row, "phone")));
      show(View.LEADS, row);

      Map<String, List<Copy>> bySource = new TreeMap<>();
      for (Copy event : person.events()) {
        bySource.computeIfAbsent(event.source(), first -> new ArrayList<>()).add(event);
        ObjectNode touch = select(event, View.LEAD_TOUCHES.columns());
        touch.put("lead_id", leadId);
        touch.put("is_primary", event.equals(primary));
        show(View.LEAD_TOUCHES, touch);
        ObjectNode alias = EventJson.mapper().createObjectNode();
        alias.put("alias", Person.aliasOf(event));
        alias.put("lead_id", leadId);
        show(View.LEAD_ALIASES, alias);
      }
      bySource.values().forEach(events -> show(View.LEAD_SOURCES, ofSource(leadId, events)));
    }
  }

  private static ObjectNode ofSource(String leadId, List<Copy> events) {
    ObjectNode row =
        Fold.of(EventKind.LEAD, events)
            .retain("source", "vendor_lead_id", "status", "vendor_status");
    row.put("lead_id", leadId);
    row.put("first_touch_at", Fold.firstSeen(events).toString());
    row.put("last_touch_at", Fold.lastSeen(events).toString());
    row.put("touches", events.size());
    return row;
  }

  private void conversations() {
    entities(EventKind.CONVERSATION, event -> event.source() + "/" + event.text("conversation_id"))
        .values()
        .forEach(events -> show(View.CONVERSATIONS, Fold.of(EventKind.CONVERSATION, events)));
  }

  private void recordings() {
    entities(EventKind.RECORDING, Model::recording)
        .values()
        .forEach(
            events -> {
              ObjectNode row = Fold.of(EventKind.RECORDING, events);
              String status = RecordingStatus.of(events);
              row.put("status", status);
              row.set("attempts", row.has("attempt") ? row.get("attempt") : IntNode.valueOf(0));
              if (!status.equals("waiting")) {
                row.remove("next_attempt_at");
              }
              if (!List.of("waiting", "absent", "given_up").contains(status)) {
                row.remove("reason");
              }
              show(View.RECORDINGS, row);
            });
  }

  private static @Nullable String recording(Copy event) {
    String callId = event.text("call_id");
    String recordingId = event.text("vendor_recording_id");
    String part = event.text("part");
    if (callId != null) {
      return part == null ? callId : callId + "#" + part;
    }
    return recordingId == null ? null : event.source() + "/" + recordingId;
  }

  private void singleEvents() {
    for (Copy event : distinct.values()) {
      if (event.kind() == EventKind.CALL) {
        show(View.CALL_EVENTS, select(event, View.CALL_EVENTS.columns()));
      }
      if (event.kind() == EventKind.ACTIVITY) {
        show(View.ACTIVITY, select(event, View.ACTIVITY.columns()));
      }
    }
  }

  private void deliveries() {
    Map<Object, List<Copy>> brought = new HashMap<>();
    for (Copy copy : live) {
      brought
          .computeIfAbsent(List.of(copy.deliveryId(), copy.index()), first -> new ArrayList<>())
          .add(copy);
    }
    latest.forEach(
        (deliveryId, manifest) -> {
          for (Manifest.Element element : manifest.elements()) {
            List<Copy> events =
                brought.getOrDefault(List.of(deliveryId, element.index()), List.of());
            boolean duplicate =
                !events.isEmpty()
                    && events.stream().noneMatch(e -> e.equals(distinct.get(e.eventId())));
            boolean gone = erased.has(deliveryId, element.index());
            show(View.DELIVERIES, Deliveries.row(manifest, element, duplicate, gone));
          }
        });
  }

  /** The distinct events of a kind by what they are about; those about nothing are left out. */
  private Map<String, List<Copy>> entities(
      EventKind kind, Function<Copy, @Nullable String> entity) {
    Map<String, List<Copy>> entities = new TreeMap<>();
    for (Copy event : distinct.values()) {
      if (event.kind() == kind && !event.isNotification()) {
        String about = entity.apply(event);
        if (about != null) {
          entities.computeIfAbsent(about, first -> new ArrayList<>()).add(event);
        }
      }
    }
    return entities;
  }

  private Map<String, ObjectNode> rows(View view) {
    return views.computeIfAbsent(view, first -> new TreeMap<>());
  }

  private void show(View view, ObjectNode row) {
    rows(view).put(view.key(row), row);
  }

  private static ObjectNode select(Copy event, List<String> columns) {
    ObjectNode row = EventJson.mapper().createObjectNode();
    for (String column : columns) {
      JsonNode value = event.value(column);
      if (value != null) {
        row.set(column, value);
      }
    }
    return row;
  }

  private static void put(ObjectNode row, String column, @Nullable String value) {
    if (value != null) {
      row.put(column, value);
    }
  }
}
