package dev.trunkline.load.model;

import dev.trunkline.load.model.Persons.Identifier;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What cannot be told yet, or no longer: all that an event of a delivery outside the window has to
 * do with. Of a newer delivery the views may show a part; of an older one the topics may have lost
 * a part. Rather a row too many than one too few is left out, for no row may be blamed that is
 * right.
 */
final class Unsure {

  private final Predicate<String> judged;
  private final Instant from;
  private final Model model;
  private final Set<String> events = new HashSet<>();
  private final Set<String> calls = new HashSet<>();
  private final Set<String> conversations = new HashSet<>();
  private final Set<String> recordings = new HashSet<>();
  private final Set<String> leads = new HashSet<>();
  private final Set<Identifier> identifiers = new HashSet<>();
  private final Map<String, String> leadOfTouch = new HashMap<>();

  private Unsure(Predicate<String> judged, Instant from, Model model) {
    this.judged = judged;
    this.from = from;
    this.model = model;
  }

  /**
   * What is unsure of these records and views.
   *
   * @param guards what events that are not among these tell of numbers
   * @param judged whether a delivery is inside the window
   * @param from where the window begins
   * @throws SQLException if the database cannot be asked
   */
  static Unsure of(
      Collection<Copy> copies,
      Model model,
      Guards guards,
      Predicate<String> judged,
      Instant from,
      Shown shown)
      throws SQLException {
    Unsure unsure = new Unsure(judged, from, model);
    for (Copy copy : copies) {
      if (!judged.test(copy.deliveryId())) {
        unsure.events.add(copy.eventId());
      }
    }
    shown.rows(View.DELIVERIES, unsure::delivery);
    shown.rows(View.CALL_EVENTS, unsure::callEvent);
    shown.rows(View.LEAD_TOUCHES, unsure::touch);
    shown.rows(View.ACTIVITY, unsure::single);
    shown.rows(
        View.CONVERSATIONS, row -> unsure.lost(View.CONVERSATIONS, row, unsure.conversations));
    shown.rows(View.RECORDINGS, row -> unsure.lost(View.RECORDINGS, row, unsure.recordings));
    // A judged copy of such an event may be read otherwise, so be about something else.
    copies.stream().filter(copy -> unsure.events.contains(copy.eventId())).forEach(unsure::about);
    guards.unsure().forEach(unsure::guardedBy);
    unsure.identifiers.removeAll(unsure.surelyGuarded());
    guards.sure().forEach(phone -> unsure.identifiers.remove(new Identifier.Phone(phone)));
    unsure.persons();
    return unsure;
  }

  /** Whether this row, of a view or of the model, is left for another audit. */
  boolean leaves(View view, ObjectNode row) {
    return switch (view) {
      case CALLS ->
          calls.contains(text(row, "call_id"))
              || recordings.contains(text(row, "call_id"))
              || leads.contains(text(row, "lead_id"))
              || identifiers.contains(new Identifier.Phone(text(row, "customer_phone")))
              || identifiers.contains(
                  new Identifier.VendorLeadId(text(row, "source"), text(row, "vendor_lead_id")));
      case LEAD_TOUCHES -> events.contains(text(row, "event_id")) || inUnsureLead(row);
      case LEADS, LEAD_SOURCES, LEAD_ALIASES -> inUnsureLead(row);
      case CONVERSATIONS -> conversations.contains(view.key(row));
      case RECORDINGS -> recordings.contains(view.key(row));
      case CALL_EVENTS, ACTIVITY -> events.contains(text(row, "event_id"));
      case DELIVERIES ->
          !judged.test(text(row, "delivery_id"))
              || row.path("event_ids").valueStream().anyMatch(id -> events.contains(id.asString()));
    };
  }

  private boolean inUnsureLead(ObjectNode row) {
    return leads.contains(text(row, "lead_id"));
  }

  private void delivery(ObjectNode row) {
    if (!judged.test(text(row, "delivery_id"))) {
      row.path("event_ids").valueStream().map(JsonNode::asString).forEach(events::add);
    }
  }

  private void single(ObjectNode row) {
    if (!judged.test(text(row, "delivery_id"))) {
      events.add(text(row, "event_id"));
    }
  }

  private void callEvent(ObjectNode row) {
    single(row);
    if (!judged.test(text(row, "delivery_id"))) {
      calls.add(text(row, "call_id"));
      guardedBy(text(row, "agent_phone"), text(row, "business_phone"));
    }
  }

  private void touch(ObjectNode row) {
    single(row);
    leadOfTouch.put(text(row, "event_id"), text(row, "lead_id"));
    if (!judged.test(text(row, "delivery_id"))) {
      leads.add(text(row, "lead_id"));
      if (row.hasNonNull("vendor_lead_id")) {
        identifiers.add(
            new Identifier.VendorLeadId(text(row, "source"), text(row, "vendor_lead_id")));
      }
    }
  }

  /** A row without singly shown events: its first receipt tells that older ones are lost. */
  private void lost(View view, ObjectNode row, Set<String> unsure) {
    String first = text(row, "first_seen_at");
    ObjectNode known = model.tables().rows(view).get(view.key(row));
    if (Instant.parse(first).isBefore(from)
        && (known == null || !first.equals(text(known, "first_seen_at")))) {
      unsure.add(view.key(row));
    }
  }

  private void about(Copy copy) {
    switch (copy.kind()) {
      case CALL -> {
        calls.add(textOf(copy, "call_id"));
        guardedBy(textOf(copy, "agent_phone"), textOf(copy, "business_phone"));
      }
      case LEAD -> identifiers.addAll(Persons.identifiers(copy, Set.of()));
      case CONVERSATION -> conversations.add(View.CONVERSATIONS.key(copy.event()));
      case RECORDING -> recordings.add(View.RECORDINGS.key(copy.event()));
      case ACTIVITY -> {
        // Has no row but the one that shows it.
      }
    }
  }

  /** Nobody knows whether these numbers unite persons. */
  private void guardedBy(String... phones) {
    for (String phone : phones) {
      identifiers.add(new Identifier.Phone(phone));
    }
  }

  private Set<Identifier> surelyGuarded() {
    List<Copy> sure =
        model.distinct().stream().filter(copy -> !events.contains(copy.eventId())).toList();
    Set<Identifier> guarded = new HashSet<>();
    model.guarded(sure).forEach(phone -> guarded.add(new Identifier.Phone(phone)));
    return guarded;
  }

  /** Whoever is touched by what is unsure is so with all that is known of him, transitively. */
  private void persons() {
    identifiers.remove(new Identifier.Phone(""));
    calls.remove("");
    boolean more = true;
    while (more) {
      more = false;
      for (Person person : model.persons().all()) {
        if (isTouched(person) && take(person)) {
          more = true;
        }
      }
    }
  }

  private boolean isTouched(Person person) {
    return leads.contains(person.leadId())
        || person.events().stream()
            .anyMatch(
                event ->
                    events.contains(event.eventId())
                        || leads.contains(leadOfTouch.getOrDefault(event.eventId(), ""))
                        || Persons.identifiers(event, Set.of()).stream()
                            .anyMatch(identifiers::contains));
  }

  private boolean take(Person person) {
    boolean news = leads.add(person.leadId());
    for (Copy event : person.events()) {
      String lead = leadOfTouch.get(event.eventId());
      news |= lead != null && leads.add(lead);
      news |= identifiers.addAll(Persons.identifiers(event, model.guarded()));
    }
    return news;
  }

  private static String text(ObjectNode row, String column) {
    return row.hasNonNull(column) ? row.get(column).asString() : "";
  }

  private static String textOf(Copy copy, String field) {
    String text = copy.text(field);
    return text == null ? "" : text;
  }
}
