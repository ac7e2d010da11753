package dev.trunkline.load.vendor;

import dev.trunkline.load.Post;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A lead as Knowrithm tells it: by events, and in the list of a company's leads.
 *
 * @param id a UUID
 * @param phone in E.164
 * @param states the first since it was created, in the order of their times
 */
public record KnowrithmLead(
    String id, String firstName, String lastName, String email, String phone, List<State> states) {

  /**
   * A status that a lead came to have.
   *
   * @param at in whole seconds
   * @param status Knowrithm's word
   */
  public record State(Instant at, String status) {}

  /** Copies the list. */
  public KnowrithmLead {
    states = List.copyOf(states);
    if (states.isEmpty()) {
      throw new IllegalArgumentException("states: at least one");
    }
  }

  /**
   * A new lead.
   *
   * @param number of the lead, from 0; its id and phone come of it
   */
  public static KnowrithmLead of(int number, Instant createdAt) {
    return new KnowrithmLead(
        "0b6f8d1e-0000-4000-8000-%012d".formatted(number),
        "Jordan",
        "Lee",
        "jordan%d@example.com".formatted(number),
        "+1202555%04d".formatted(number % 10_000),
        List.of(new State(createdAt, "new")));
  }

  /** When it was created. */
  public Instant createdAt() {
    return states.get(0).at();
  }

  /** The event of its coming to have one of its states: created by the first, updated by others. */
  public Post hook(State state) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", state.equals(states.get(0)) ? "lead.created" : "lead.updated");
    event.put("timestamp", state.at().toString());
    event.put("data", fields(state));
    event.put("attempt", 1);
    return new Post("POST", null, "application/json", JsonMapper.shared().writeValueAsBytes(event));
  }

  /**
   * As the list has it.
   *
   * @param now not before it was created
   */
  Map<String, Object> row(Instant now) {
    State state =
        states.stream().filter(it -> !it.at().isAfter(now)).reduce((a, b) -> b).orElseThrow();
    Map<String, Object> row = fields(state);
    row.put("created_at", createdAt().toString());
    row.put("updated_at", state.at().toString());
    return row;
  }

  private Map<String, Object> fields(State state) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", id);
    fields.put("first_name", firstName);
    fields.put("last_name", lastName);
    fields.put("email", email);
    fields.put("phone", dashed());
    fields.put("status", state.status());
    fields.put("source", "website-chat");
    fields.put("agent_id", "agent-uuid");
    fields.put("company_id", "company-uuid");
    fields.put("consent_marketing", false);
    fields.put("consent_data_processing", true);
    return fields;
  }

  /** {@code +1-202-555-0143}. */
  private String dashed() {
    return phone.replaceFirst("^(\\+1)(\\d{3})(\\d{3})(\\d{4})$", "$1-$2-$3-$4");
  }
}
