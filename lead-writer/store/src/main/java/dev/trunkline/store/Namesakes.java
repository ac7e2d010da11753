package dev.trunkline.store;

import dev.trunkline.canonical.EventJson;
import java.util.List;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ObjectNode;

/** Whose name a text is: persons, and callers of whom no more is known than a call says. */
final class Namesakes {

  private static final int MOST = 100;

  /** The expressions are those of the indexes; an array is looked up where a join would be read. */
  private static final String NAMED =
      """
      with calls as (
        select coalesce(v.lead_id::text, v.call_id) as id, v.customer_phone as phone, v.source,
          v.changed_at, 1 as calls
        from analytics.calls v
        where v.call_id = any(array(
          select call_id from app.calls
          where lower(customer_name) = lower(:name) and customer_name is not null
          limit 1000))
      ),
      leads as (
        select lead_id::text as id, phone, first_source as source, changed_at, 0 as calls
        from app.leads
        where lower(coalesce(full_name, first_name || ' ' || last_name, first_name, last_name))
          = lower(:name)
          and coalesce(full_name, first_name || ' ' || last_name, first_name, last_name) is not null
        limit 1000
      )
      select jsonb_build_object('id', id, 'phone', max(phone), 'source', min(source),
        'calls', sum(calls), 'changed_at', max(changed_at))
      from (select * from leads union all select * from calls) n
      group by id
      order by max(changed_at) desc, id
      limit :most
      """;

  private final Handle handle;

  Namesakes(Handle handle) {
    this.handle = handle;
  }

  /** Those who were told of last come first. */
  List<ObjectNode> of(String name) {
    return handle
        .createQuery(NAMED)
        .bind("name", name)
        .bind("most", MOST)
        .mapTo(String.class)
        .map(json -> (ObjectNode) EventJson.mapper().readTree(json))
        .list();
  }
}
