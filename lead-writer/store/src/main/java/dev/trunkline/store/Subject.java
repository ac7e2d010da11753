package dev.trunkline.store;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom an erasure means: all that names this person.
 *
 * @param phones E.164; numbers that are ours or shared are none of theirs
 * @param emails in lower case
 * @param leads {@code <source>/<vendor_lead_id>}
 * @param calls {@code call_id}
 * @param conversations {@code <source>/<conversation_id>}
 * @param events {@code event_id} of the lead events that count
 */
public record Subject(
    Set<String> phones,
    Set<String> emails,
    Set<String> leads,
    Set<String> calls,
    Set<String> conversations,
    Set<String> events) {

  /** Copies the sets, in order. */
  public Subject {
    phones = sorted(phones);
    emails = sorted(emails);
    leads = sorted(leads);
    calls = sorted(calls);
    conversations = sorted(conversations);
    events = sorted(events);
  }

  private static Set<String> sorted(Collection<String> names) {
    return Collections.unmodifiableSet(new TreeSet<>(names));
  }
}
