package dev.trunkline.store;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements that find deliveries by what is known of them, in indexes. */
final class SoughtDeliveries {

  /**
   * A person is found by the key that unites; a number that unites nobody finds the facts that name
   * it. A call is a person's by its phone or by the vendor's id. Keys and entities are handed on as
   * arrays: of a join it is not known how few they are, so tables would be read from end to end, as
   * conversations are, of which there are few.
   */
  private static final String BY_PHONE =
      """
      with whose as materialized (
        select person from app.lead_keys where key = 'p:' || :text),
      keys as materialized (
        select array(
          select key from app.lead_keys where person = any(array(select person from whose))
          union
          select 'p:' || :text) as all_keys),
      entities as materialized (
        select array(
          select call_id from app.calls
          where customer_phone is not null
            and 'p:' || customer_phone = any((select all_keys from keys)::text[])
          union
          select call_id from app.calls
          where vendor_lead_id is not null
            and 'i:' || source || '/' || vendor_lead_id = any((select all_keys from keys)::text[])
          union
          select entity from app.conversations
          where vendor_lead_id is not null
            and 'i:' || source || '/' || vendor_lead_id = any((select all_keys from keys)::text[]))
          as all_entities)
      select delivery_id from app.lead_facts
      where person = any(array(select person from whose))
      union
      select delivery_id from app.lead_facts where phone = :text
      union
      select delivery_id from app.events
      where entity = any((select all_entities from entities)::text[])
      """;

  private static final String LETTERS =
      """
      select l.delivery_id from app.dead_letters l
      where l.closed is null and l.delivery_id is not null and %s
      """;

  private final Handle handle;

  SoughtDeliveries(Handle handle) {
    this.handle = handle;
  }

  Set<UUID> of(Sought sought) {
    return switch (sought.by()) {
      case Sought.By.Phone(var number) -> find(sought, BY_PHONE, number);
      case Sought.By.Failure(var text) ->
          find(sought, LETTERS.formatted("position(:text in l.cause) > 0"), text);
      case Sought.By.Letters(var group) ->
          find(sought, LETTERS.formatted("l.group_id = :text"), group);
    };
  }

  /**
   * What is neither archived nor was judged is no delivery: a recording was tried for. What was
   * erased is not named.
   */
  private Set<UUID> find(Sought sought, String known, String text) {
    return handle
        .createQuery(
            """
      select f.delivery_id from (%s) f
      left join lateral (
        select delivery_id, source, vendor, received_at from app.payloads
        where delivery_id = f.delivery_id limit 1) p on true
      left join lateral (
        select delivery_id, source, received_at from app.manifests
        where delivery_id = f.delivery_id and elements is not null
          and not exists (select from app.erased_payloads x where x.delivery_id = f.delivery_id)
        limit 1) m on true
      where (p.delivery_id is not null or m.delivery_id is not null)
        and (:source::text is null or coalesce(p.source, m.source) = :source)
        and (:vendor::text is null or p.vendor = :vendor)
        and (:from::timestamptz is null
          or coalesce(p.received_at, m.received_at) >= :from::timestamptz)
        and (:to::timestamptz is null
          or coalesce(p.received_at, m.received_at) < :to::timestamptz)
      order by 1
      """
                .formatted(known))
        .bind("text", text)
        .bind("source", sought.source())
        .bind("vendor", sought.vendor())
        .bind("from", text(sought.from()))
        .bind("to", text(sought.to()))
        .mapTo(UUID.class)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
