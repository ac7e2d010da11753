package dev.trunkline.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing by which a record names a person.
 *
 * @param kind what sort of thing it is: the same text may be a call's and a lead's id
 */
record Name(Kind kind, String value) {

  /** Sorts of names. */
  enum Kind {
    /** A call, whatever is told of it and whenever. */
    CALL(true),
    /** What a vendor keeps of the person, whatever is told of it and whenever. */
    LEAD(true),
    /** A conversation, as {@link #CALL}. */
    CONVERSATION(true),
    /** One lead event: a vendor that sends it again sends no id with it. */
    EVENT(true),
    /** The vendor's lead whom a call was with: later calls are none that were erased. */
    CALLED(false),
    /** A number: whoever calls from it later is met as a stranger. */
    PHONE(false),
    /** An address, as {@link #PHONE}. */
    EMAIL(false);

    private final boolean forGood;

    Kind(boolean forGood) {
      this.forGood = forGood;
    }

    /** Whether it keeps away what happens later, too. */
    boolean isForGood() {
      return forGood;
    }
  }

  /** As it is hashed. */
  String text() {
    return kind.name().toLowerCase(Locale.ROOT) + ":" + value;
  }

  /** What an event names. */
  static List<Name> of(Entry entry) {
    LoggedEvent event = entry.event();
    List<Name> names = new ArrayList<>(5);
    String lead = qualified(event, "vendor_lead_id");
    switch (entry.kind()) {
      case CALL -> {
        add(names, Kind.CALL, event.text("call_id"));
        add(names, Kind.CALLED, lead);
        add(names, Kind.PHONE, event.text("customer_phone"));
      }
      case LEAD -> {
        add(names, Kind.EVENT, event.id());
        add(names, Kind.LEAD, lead);
        add(names, Kind.CALL, qualified(event, "vendor_call_id"));
        add(names, Kind.PHONE, event.text("phone"));
        String email = event.text("email");
        add(names, Kind.EMAIL, email == null ? null : email.toLowerCase(Locale.ROOT));
      }
      case CONVERSATION -> {
        add(names, Kind.CONVERSATION, entry.entity());
        add(names, Kind.LEAD, lead);
      }
      case RECORDING -> {
        add(names, Kind.CALL, event.text("call_id"));
        add(names, Kind.CALLED, lead);
      }
      case ACTIVITY -> {
        // Agents and documents: no customer of anybody's.
      }
    }
    return names;
  }

  /** All that names this person. */
  static List<Name> of(Subject subject) {
    List<Name> names = new ArrayList<>();
    addAll(names, Kind.CALL, subject.calls());
    addAll(names, Kind.LEAD, subject.leads());
    addAll(names, Kind.CALLED, subject.leads());
    addAll(names, Kind.CONVERSATION, subject.conversations());
    addAll(names, Kind.EVENT, subject.events());
    addAll(names, Kind.PHONE, subject.phones());
    addAll(names, Kind.EMAIL, subject.emails());
    return names;
  }

  private static @Nullable String qualified(LoggedEvent event, String field) {
    String id = event.text(field);
    return id == null ? null : event.source() + "/" + id;
  }

  private static void addAll(List<Name> names, Kind kind, Set<String> values) {
    values.forEach(value -> names.add(new Name(kind, value)));
  }

  private static void add(List<Name> names, Kind kind, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      names.add(new Name(kind, value));
    }
  }
}
