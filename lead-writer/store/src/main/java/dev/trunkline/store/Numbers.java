package dev.trunkline.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Numbers that are ours: agents' and the company's, by what live call events say, and those that
 * are configured. They never unite persons (architecture, Persons).
 */
final class Numbers {

  /** In one order for all writers. A call names few numbers that no other call did. */
  private static final String COUNT =
      """
      insert into app.numbers as n (phone, uses)
      select d.phone, d.more from unnest(:phone, :more) as d(phone, more)
      order by d.phone
      on conflict (phone) do update set uses = n.uses + excluded.uses
      returning phone, uses, configured
      """;

  /** All that {@link #CONFIGURE} may change, in the order in which {@link #COUNT} takes them. */
  private static final String TAKE =
      """
      insert into app.numbers as n (phone)
      select phone from app.guards
      union
      select phone from app.numbers where configured
      order by phone
      on conflict (phone) do update set phone = excluded.phone where false
      """;

  private static final String CONFIGURE =
      """
      with ours as (
        insert into app.numbers as n (phone, configured)
        select distinct phone, true from app.guards order by phone
        on conflict (phone) do update set configured = true where not n.configured
        returning phone, uses),
      no_more as (
        update app.numbers n set configured = false
        where n.configured and not exists (select from app.guards g where g.phone = n.phone)
        returning phone, uses)
      select phone from (select * from ours union all select * from no_more) t where uses = 0
      """;

  private final Handle handle;

  Numbers(Handle handle) {
    this.handle = handle;
  }

  /**
   * Counts what call events say.
   *
   * @return numbers that are ours from now on, or no longer
   */
  Set<String> count(Collection<Change> changes) {
    Map<String, Integer> more = new TreeMap<>();
    for (Change change : changes) {
      Copy before = change.before();
      Copy after = change.after();
      // Copies of one event say the same.
      if (before == null && after != null) {
        after.ours().forEach(phone -> more.merge(phone, 1, Integer::sum));
      } else if (before != null && after == null) {
        before.ours().forEach(phone -> more.merge(phone, -1, Integer::sum));
      }
    }
    more.values().removeIf(n -> n == 0);
    Set<String> toggled = new HashSet<>();
    if (!more.isEmpty()) {
      handle
          .createQuery(COUNT)
          .bind("phone", more.keySet().toArray(String[]::new))
          .bind("more", more.values().toArray(Integer[]::new))
          .map(
              (row, context) -> {
                String phone = row.getString("phone");
                long uses = row.getLong("uses");
                boolean used = uses - more.getOrDefault(phone, 0) > 0;
                return !row.getBoolean("configured") && used != uses > 0 ? phone : "";
              })
          .forEach(toggled::add);
      toggled.remove("");
    }
    return toggled;
  }

  /** Takes over what is configured; returns numbers that are ours from now on, or no longer. */
  Set<String> configure() {
    handle.execute(TAKE);
    return new HashSet<>(handle.createQuery(CONFIGURE).mapTo(String.class).list());
  }

  /** Those of these numbers that are ours. */
  Set<String> ours(Collection<String> phones) {
    if (phones.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        handle
            .createQuery(
                "select phone from app.numbers where phone = any(:phones) and (uses > 0 or configured)")
            .bind("phones", phones.toArray(String[]::new))
            .mapTo(String.class)
            .list());
  }
}
