package dev.trunkline.store;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that is known about one id or phone, from the door to the row; each element is a row
 * of the view of that name, by column, in order of receipt.
 *
 * @param payloads what the vendor sent: where it is kept, its door and size, not its bytes
 * @param deliveries each element's fate
 * @param events every event of these deliveries and entities, with {@code live} and {@code
 *     written_at}
 * @param recordings of these calls
 * @param origins of each call and lead: {@code view}, {@code key}, and in {@code fields} the {@code
 *     event_id} and {@code delivery_id} that each column's value comes from
 */
public record Trace(
    List<ObjectNode> payloads,
    List<ObjectNode> deliveries,
    List<ObjectNode> events,
    List<ObjectNode> calls,
    List<ObjectNode> leads,
    List<ObjectNode> conversations,
    List<ObjectNode> recordings,
    List<ObjectNode> origins) {

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
  }

  /** Whether nothing at all is known. */
  public boolean isEmpty() {
    return payloads.isEmpty() && deliveries.isEmpty() && events.isEmpty() && leads.isEmpty();
  }
}
