package dev.trunkline.store;

import static dev.trunkline.store.EventLog.texts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Takes a person out, some deliveries at a time; whatever ends it, it can begin anew. */
final class Erasing {

  private static final int PORTION = 200;

  private static final String LETTERS =
      """
      update app.dead_letters l
      set body = ''::bytea, reason = cause, record_key = null,
        closed = coalesce(closed, 'discarded'), closed_at = coalesce(closed_at, now()),
        closed_by = coalesce(closed_by, 'erase'),
        closed_why = coalesce(closed_why, 'it told of a person who was erased')
      where (stage || ' ' || dead_partition || ' ' || dead_offset = any(:ids)
          or delivery_id in (select delivery_id from app.erased_payloads))
        and (length(body) > 0 or record_key is not null or reason <> cause)
      """;

  private static final String EXTRAS =
      """
      update app.events e set body = body - 'extras'
      where delivery_id || ' ' || delivery_index || ' ' || event_id || ' ' || replay_id = any(:ids)
        and delivery_id in (select split_part(id, ' ', 1)::uuid from unnest(:ids) as t(id))
      """;

  private final Jdbi jdbi;

  Erasing(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Takes out what there is by now. */
  Erased run(Subject subject) {
    Mentions mentions = Mentions.of(subject);
    Mentions contacts = Mentions.contacts(subject);
    long events = elements(search(search -> search.elements(subject)));
    long payloads = 0;
    List<String> deliveries = search(search -> search.payloads(mentions));
    for (int from = 0; from < deliveries.size(); from += PORTION) {
      List<String> some = deliveries.subList(from, Math.min(deliveries.size(), from + PORTION));
      payloads += write(handle -> new Removal(handle, new EventLog(handle)).payloads(some));
    }
    List<String> letters = search(search -> search.letters(mentions));
    long emptied = write(handle -> update(handle, LETTERS, letters));
    List<String> extras = search(search -> search.extras(contacts));
    long asides = extras.isEmpty() ? 0 : write(handle -> asides(handle, extras));
    return new Erased(events, payloads, emptied, asides);
  }

  /** What names the person there stands in the payload, too, in whatever way it is written. */
  private static int asides(Handle handle, List<String> ids) {
    new Removal(handle, new EventLog(handle))
        .payloads(ids.stream().map(id -> id.substring(0, id.indexOf(' '))).toList());
    return update(handle, EXTRAS, ids);
  }

  private long elements(List<ElementPlace> places) {
    Map<String, List<ElementPlace>> byDelivery = new LinkedHashMap<>();
    places.forEach(
        place -> byDelivery.computeIfAbsent(place.delivery(), d -> new ArrayList<>()).add(place));
    List<String> deliveries = List.copyOf(byDelivery.keySet());
    long removed = 0;
    for (int from = 0; from < deliveries.size(); from += PORTION) {
      List<String> some = deliveries.subList(from, Math.min(deliveries.size(), from + PORTION));
      Set<ElementPlace> meant = new HashSet<>();
      some.forEach(delivery -> meant.addAll(byDelivery.getOrDefault(delivery, List.of())));
      removed += write(handle -> remove(handle, some, meant));
    }
    return removed;
  }

  /** Holds the deliveries as every writer does. */
  private static int remove(Handle handle, List<String> deliveries, Set<ElementPlace> meant) {
    handle.execute("set local plan_cache_mode = force_custom_plan");
    handle
        .createQuery(
            """
            select delivery_id::text from app.manifests where delivery_id = any(:ids::uuid[])
            order by delivery_id for update
            """)
        .bind("ids", texts(deliveries, id -> id))
        .mapTo(String.class)
        .list();
    return new Removal(handle, new EventLog(handle)).elements(meant);
  }

  private static int update(Handle handle, String sql, List<String> ids) {
    return handle.createUpdate(sql).bind("ids", ids.toArray(String[]::new)).execute();
  }

  /** In one snapshot: a cursor needs a transaction. */
  private <T> List<T> search(Function<ErasureSearch, List<T>> question) {
    return jdbi.inTransaction(handle -> question.apply(new ErasureSearch(handle)));
  }

  private int write(Function<Handle, Integer> work) {
    return jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::apply);
  }
}
