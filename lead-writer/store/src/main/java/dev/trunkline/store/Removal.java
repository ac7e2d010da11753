package dev.trunkline.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Takes elements of deliveries out of log, rows and archive, for good. Whoever asks holds the
 * deliveries.
 */
final class Removal {

  /** What is stored of a recording has to go, too: its file is somewhere else. */
  private static final String TOMBSTONES =
      """
      insert into app.erased_elements (delivery_id, delivery_index, sha256)
      select t.delivery::uuid, t.index, (
        select max(e.body->>'sha256') from app.events e
        where e.delivery_id = t.delivery::uuid and e.delivery_index = t.index
          and e.kind = 'recording')
      from unnest(:deliveries, :indexes) as t(delivery, index)
      order by 1, 2
      on conflict do nothing
      """;

  private static final String DELETE =
      """
      delete from app.events e
      using unnest(:deliveries, :indexes) as t(delivery, index)
      where e.delivery_id = t.delivery::uuid and e.delivery_index = t.index
      """;

  /** A delivery whose payload has not come yet is marked, too. */
  private static final String PAYLOADS =
      """
      with gone as (
        delete from app.payloads where delivery_id = any(:deliveries::uuid[])
        returning delivery_id, source, received_at),
      known as (
        select delivery_id, source, received_at from gone
        union all
        select m.delivery_id, m.source, m.received_at from app.manifests m
        where m.delivery_id = any(:deliveries::uuid[])
          and not exists (select from gone g where g.delivery_id = m.delivery_id))
      insert into app.erased_payloads (delivery_id, source, received_at)
      select * from known order by delivery_id
      on conflict do nothing
      """;

  private static final String FILES =
      """
      update app.erased_elements e set sha256 = t.sha256
      from unnest(:deliveries, :indexes, :files) as t(delivery, index, sha256)
      where e.delivery_id = t.delivery::uuid and e.delivery_index = t.index
      """;

  private final Handle handle;
  private final EventLog log;

  Removal(Handle handle, EventLog log) {
    this.handle = handle;
    this.log = log;
  }

  /** Removes all that came of these elements, and the bytes that they came in. */
  int elements(Collection<ElementPlace> places) {
    if (places.isEmpty()) {
      return 0;
    }
    Set<ElementPlace> meant = new HashSet<>(places);
    String[] deliveries = deliveries(places);
    List<Liveness.Logged> turned = new ArrayList<>();
    for (Liveness.Logged event : log.logged(deliveries)) {
      if (event.live() && meant.contains(new ElementPlace(event.delivery(), event.index()))) {
        turned.add(event);
      }
    }
    new Settlement(handle, log).settle(new Judged(List.of(), Set.of(), turned));
    ElementPlace.bind(handle.createUpdate(TOMBSTONES), places).execute();
    int removed = ElementPlace.bind(handle.createUpdate(DELETE), places).execute();
    payloads(Set.of(deliveries));
    return removed;
  }

  /** Removes these deliveries' bytes from the archive, also those that are to come. */
  int payloads(Collection<String> deliveries) {
    return handle
        .createUpdate(PAYLOADS)
        .bind("deliveries", deliveries.toArray(String[]::new))
        .execute();
  }

  /** What was stored of these elements, which are removed, has to go. */
  void files(Map<ElementPlace, String> files) {
    if (!files.isEmpty()) {
      List<ElementPlace> places = List.copyOf(files.keySet());
      ElementPlace.bind(handle.createUpdate(FILES), places)
          .bind("files", places.stream().map(files::get).toArray(String[]::new))
          .execute();
    }
  }

  private static String[] deliveries(Collection<ElementPlace> places) {
    return places.stream().map(ElementPlace::delivery).distinct().toArray(String[]::new);
  }
}
