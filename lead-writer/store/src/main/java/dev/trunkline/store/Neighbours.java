package dev.trunkline.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * What the rows depend on that some deliveries tell of, or will tell of: a lead hangs together with
 * whom it shares an identifier with, and numbers that begin or cease to be ours tie or part others.
 *
 * @param entities of the log
 * @param persons that the events may touch
 */
record Neighbours(
    Collection<String> deliveries, Collection<String> entities, Collection<Long> persons) {

  private static final String ENTITIES =
      """
      select distinct entity from app.events
      where delivery_id = any(:deliveries::uuid[]) and entity <> ''
      """;

  private static final String OURS =
      """
      select distinct p.phone
      from app.events e,
        lateral (values (e.body->>'agent_phone'), (e.body->>'business_phone')) as p(phone)
      where e.delivery_id = any(:deliveries::uuid[]) and e.kind = 'call' and p.phone is not null
      """;

  private static final String PERSONS =
      """
      select person from app.lead_facts where event_id in (
        select event_id from app.events
        where delivery_id = any(:deliveries::uuid[]) and kind = 'lead')
      union
      select person from app.lead_facts where event_id = any(:events::uuid[])
      union
      select person from app.lead_keys where key = any(:keys)
      union
      select person from app.lead_facts where phone = any(:phones)
      """;

  /**
   * Looks for them.
   *
   * @param handle of the database that the rows are in
   * @param deliveries ids
   * @param told what will be told of them
   */
  static Neighbours of(Handle handle, Collection<String> deliveries, List<Told> told) {
    List<String> lower = deliveries.stream().map(id -> id.toLowerCase(Locale.ROOT)).toList();
    String[] ids = lower.toArray(String[]::new);
    Set<String> entities =
        new HashSet<>(
            handle.createQuery(ENTITIES).bind("deliveries", ids).mapTo(String.class).list());
    Set<String> phones =
        new HashSet<>(handle.createQuery(OURS).bind("deliveries", ids).mapTo(String.class).list());
    Set<String> events = new HashSet<>();
    Set<String> keys = new HashSet<>();
    for (Told one : told) {
      Entry entry = Entry.of(one);
      if (!entry.entity().equals(EntityTable.NONE)) {
        entities.add(entry.entity());
      }
      if (EntityTable.LEADS.holds(entry.kind(), entry.entity())) {
        // Its copy may be another delivery's so far.
        events.add(entry.event().id());
        keys.addAll(LeadFacts.tie(entry.event()).keys());
      }
      phones.addAll(entry.event().ours());
    }
    List<Long> persons =
        handle
            .createQuery(PERSONS)
            .bind("deliveries", ids)
            .bind("events", events.toArray(String[]::new))
            .bind("keys", keys.toArray(String[]::new))
            .bind("phones", phones.toArray(String[]::new))
            .mapTo(Long.class)
            .list();
    return new Neighbours(lower, entities, persons);
  }

  /** Binds those of them that a query asks for. */
  Query bind(Query query) {
    return query
        .bind("deliveries", deliveries.toArray(String[]::new))
        .bind("entities", entities.toArray(String[]::new))
        .bind("persons", persons.toArray(Long[]::new));
  }
}
