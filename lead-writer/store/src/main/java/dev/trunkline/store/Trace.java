package dev.trunkline.store;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that is known about one id, phone or name, from the door to the row; each element is a
 * row of the view of that name, by column, in order of receipt.
 *
 * @param payloads what the vendor sent: where it is kept, its door, proof and size, when Kafka took
 *     it, not its bytes
 * @param deliveries each element's fate
 * @param events every event of these deliveries and entities, attempts at recordings included, with
 *     {@code live} and {@code written_at}
 * @param recordings of these calls
 * @param origins of each call and lead: {@code view}, {@code key}, and in {@code fields} the {@code
 *     event_id} and {@code delivery_id} that each column's value comes from
 * @param letters the dead letters of these elements: each with its place, {@code group} being what
 *     it has in common with others
 * @param namesakes where a name is that of several: each one's {@code id} to ask for, {@code
 *     phone}, {@code source}, {@code calls} and {@code changed_at}; then the rest is empty
 * @param truncated whether there are more than the newest 1,000 deliveries
 */
public record Trace(
    List<ObjectNode> payloads,
    List<ObjectNode> deliveries,
    List<ObjectNode> events,
    List<ObjectNode> calls,
    List<ObjectNode> leads,
    List<ObjectNode> conversations,
    List<ObjectNode> recordings,
    List<ObjectNode> origins,
    List<ObjectNode> letters,
    List<ObjectNode> namesakes,
    boolean truncated) {

  /** Copies the lists. */
  public Trace {
    payloads = List.copyOf(payloads);
    deliveries = List.copyOf(deliveries);
    events = List.copyOf(events);
    calls = List.copyOf(calls);
    leads = List.copyOf(leads);
    conversations = List.copyOf(conversations);
    recordings = List.copyOf(recordings);
    origins = List.copyOf(origins);
    letters = List.copyOf(letters);
    namesakes = List.copyOf(namesakes);
  }

  /** Several persons, or none, have the name. */
  static Trace of(List<ObjectNode> namesakes) {
    List<ObjectNode> none = List.of();
    return new Trace(none, none, none, none, none, none, none, none, none, namesakes, false);
  }

  /** Whether nothing at all is known. */
  public boolean isEmpty() {
    return payloads.isEmpty()
        && deliveries.isEmpty()
        && events.isEmpty()
        && leads.isEmpty()
        && namesakes.isEmpty();
  }
}
