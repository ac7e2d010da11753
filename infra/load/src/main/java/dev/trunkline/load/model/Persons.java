package dev.trunkline.load.model;

import dev.trunkline.canonical.EventKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is who (architecture, Persons): lead events that share a uniting identifier belong together,
 * transitively.
 */
final class Persons {

  private final List<Person> all = new ArrayList<>();
  private final Map<Identifier, Person> known = new HashMap<>();

  private Persons() {}

  /** What unites: a source's own id of a lead, or a phone that is nobody's but the customer's. */
  sealed interface Identifier {
    record VendorLeadId(String source, String id) implements Identifier {}

    record Phone(String e164) implements Identifier {}
  }

  /**
   * The persons whom these distinct live events are about; notifications are about nobody.
   *
   * @param guarded numbers that unite nobody
   */
  static Persons of(Collection<Copy> distinct, Set<String> guarded) {
    List<Copy> told =
        distinct.stream().filter(e -> e.kind() == EventKind.LEAD && !e.isNotification()).toList();
    Map<Identifier, List<Copy>> tellers = new HashMap<>();
    for (Copy event : told) {
      identifiers(event, guarded)
          .forEach(id -> tellers.computeIfAbsent(id, first -> new ArrayList<>()).add(event));
    }
    Persons persons = new Persons();
    Set<String> seen = new HashSet<>();
    for (Copy event : told) {
      if (seen.add(event.eventId())) {
        persons.add(reach(event, tellers, guarded, seen), guarded);
      }
    }
    return persons;
  }

  /** All of them, each with at least one event. */
  List<Person> all() {
    return all;
  }

  /**
   * The person that a call is about, or null: by the vendor's id of the lead, else by the phone.
   */
  @Nullable Person ofCall(
      String source, @Nullable String vendorLeadId, @Nullable String customerPhone) {
    Person byId =
        vendorLeadId == null ? null : known.get(new Identifier.VendorLeadId(source, vendorLeadId));
    if (byId != null || customerPhone == null) {
      return byId;
    }
    return known.get(new Identifier.Phone(customerPhone));
  }

  private void add(List<Copy> events, Set<String> guarded) {
    Person person = new Person(events);
    all.add(person);
    events.forEach(e -> identifiers(e, guarded).forEach(id -> known.put(id, person)));
  }

  /** Everything that hangs together with this event. */
  private static List<Copy> reach(
      Copy start, Map<Identifier, List<Copy>> tellers, Set<String> guarded, Set<String> seen) {
    List<Copy> reached = new ArrayList<>();
    Deque<Copy> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Copy event = open.remove();
      reached.add(event);
      for (Identifier id : identifiers(event, guarded)) {
        // Told once is enough: all its tellers are reached now.
        for (Copy other : tellers.getOrDefault(id, List.of())) {
          if (seen.add(other.eventId())) {
            open.add(other);
          }
        }
        tellers.remove(id);
      }
    }
    return reached;
  }

  /** What of an event unites, if these numbers do not. */
  static List<Identifier> identifiers(Copy event, Set<String> guarded) {
    List<Identifier> identifiers = new ArrayList<>();
    String id = event.text("vendor_lead_id");
    if (id != null) {
      identifiers.add(new Identifier.VendorLeadId(event.source(), id));
    }
    String phone = event.text("phone");
    if (phone != null && !guarded.contains(phone)) {
      identifiers.add(new Identifier.Phone(phone));
    }
    return identifiers;
  }

  /** The numbers that are no customer's: listed, or told by any call as an agent's or our own. */
  static Set<String> guarded(Collection<Copy> distinct, Settings settings) {
    Set<String> guarded = new HashSet<>(settings.guarded());
    for (Copy event : distinct) {
      if (event.kind() == EventKind.CALL) {
        for (String field : List.of("agent_phone", "business_phone")) {
          String phone = event.text(field);
          if (phone != null) {
            guarded.add(phone);
          }
        }
      }
    }
    return guarded;
  }
}
