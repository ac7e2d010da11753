package dev.trunkline.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Finds a person in log, archive and dead letters. Seconds for a million events: nothing but this
 * asks the log for what its bodies say, so no index pays for it.
 */
final class ErasureSearch {

  private static final String PERSONS =
      """
      select distinct f.person from app.lead_facts f
      join app.events e using (delivery_id, delivery_index, event_id, replay_id)
      where f.phone = :phone or f.alias = :lead::uuid or lower(e.body->>'email') = :email
      union
      select person from app.leads where lead_id = :lead::uuid
      """;

  private static final String FACTS =
      """
      select f.event_id::text as event, f.source || '/' || f.vendor_lead_id as lead, f.phone,
        lower(e.body->>'email') as email
      from app.lead_facts f
      left join app.events e using (delivery_id, delivery_index, event_id, replay_id)
      where f.person = any(:persons)
      """;

  private static final String CALLS =
      """
      select body->>'call_id' from app.events
      where kind = 'call' and body->>'call_id' is not null
        and (body->>'customer_phone' = any(:phones)
          or source || '/' || (body->>'vendor_lead_id') = any(:leads))
      union
      select source || '/' || (body->>'vendor_call_id') from app.events
      where kind = 'lead' and body->>'vendor_call_id' is not null
        and event_id = any(:events::uuid[])
      """;

  private static final String CONVERSATIONS =
      """
      select entity from app.events
      where kind = 'conversation' and source || '/' || (body->>'vendor_lead_id') = any(:leads)
      """;

  private static final String ELEMENTS =
      """
      select distinct delivery_id::text as delivery, delivery_index from app.events
      where case kind
        when 'call' then body->>'call_id' = any(:calls)
          or body->>'customer_phone' = any(:phones)
          or source || '/' || (body->>'vendor_lead_id') = any(:leads)
        when 'recording' then body->>'call_id' = any(:calls)
          or source || '/' || (body->>'vendor_lead_id') = any(:leads)
        when 'lead' then event_id = any(:events::uuid[]) or body->>'phone' = any(:phones)
          or lower(body->>'email') = any(:emails)
          or source || '/' || (body->>'vendor_lead_id') = any(:leads)
          or source || '/' || (body->>'vendor_call_id') = any(:calls)
        when 'conversation' then entity = any(:conversations)
          or source || '/' || (body->>'vendor_lead_id') = any(:leads)
        else false end
      order by 1, 2
      """;

  private static final String ROWS =
      """
      select
        (select count(distinct person) from app.lead_facts where event_id = any(:events::uuid[]))
          as leads,
        (select count(*) from app.calls where call_id = any(:calls)) as calls,
        (select count(*) from app.conversations where entity = any(:conversations))
          as conversations,
        (select count(*) from app.recordings where call_id = any(:calls)) as recordings,
        (select count(distinct sha256) from app.recordings where call_id = any(:calls)) as files
      """;

  private static final String LIKE =
      "translate(lower(%s), '" + Mentions.DROPPED.replace("%", "%%") + "', '') like any(:probes)";

  private static final String PAYLOADS =
      "select delivery_id::text as id, headers::text as beside, body from app.payloads where "
          + LIKE.formatted("encode(body, 'escape') || headers::text");

  private static final String LETTERS =
      """
      select stage || ' ' || dead_partition || ' ' || dead_offset as id,
        concat_ws(' ', reason, record_key) as beside, body
      from app.dead_letters where
      """
          + LIKE.formatted("encode(body, 'escape') || concat_ws(' ', reason, record_key)");

  private static final String EXTRAS =
      """
      select delivery_id || ' ' || delivery_index || ' ' || event_id || ' ' || replay_id as id,
        body->>'extras' as beside, ''::bytea as body
      from app.events where body->>'extras' is not null and
      """
          + LIKE.formatted("body->>'extras'");

  private static final int FETCHED = 100;

  private final Handle handle;

  ErasureSearch(Handle handle) {
    this.handle = handle;
  }

  /** All that names this person. */
  Subject subject(Who who) {
    String phone = who instanceof Who.Phone(var e164) ? e164 : null;
    String email = who instanceof Who.Email(var address) ? address : null;
    Long[] persons =
        handle
            .createQuery(PERSONS)
            .bind("phone", phone)
            .bind("email", email)
            .bind("lead", who instanceof Who.Lead(var id) ? id : null)
            .mapTo(Long.class)
            .list()
            .toArray(Long[]::new);
    Set<String> phones = new HashSet<>();
    Set<String> emails = new HashSet<>();
    Set<String> leads = new HashSet<>();
    Set<String> events = new HashSet<>();
    handle
        .createQuery(FACTS)
        .bind("persons", persons)
        .map(
            (row, context) -> {
              phones.add(row.getString("phone"));
              emails.add(row.getString("email"));
              leads.add(row.getString("lead"));
              return events.add(row.getString("event"));
            })
        .forEach(added -> {});
    phones.remove(null);
    phones.removeAll(new Numbers(handle).ours(phones));
    phones.add(phone);
    emails.add(email);
    List.of(phones, emails, leads).forEach(names -> names.remove(null));
    Subject known = new Subject(phones, emails, leads, Set.of(), Set.of(), events);
    return new Subject(
        phones, emails, leads, texts(CALLS, known), texts(CONVERSATIONS, known), events);
  }

  /** Elements that tell of this person. */
  List<ElementPlace> elements(Subject subject) {
    return query(ELEMENTS, subject)
        .map(
            (row, context) ->
                new ElementPlace(row.getString("delivery"), row.getInt("delivery_index")))
        .list();
  }

  /** How many persons, calls, conversations and recordings have a row. */
  ErasurePlan.Rows rows(Subject subject) {
    return query(ROWS, subject)
        .map(
            (row, context) ->
                new ErasurePlan.Rows(
                    row.getLong("leads"),
                    row.getLong("calls"),
                    row.getLong("conversations"),
                    row.getLong("recordings"),
                    row.getLong("files")))
        .one();
  }

  /** How many of these deliveries are in the archive. */
  long archived(Collection<String> deliveries) {
    return handle
        .createQuery("select count(*) from app.payloads where delivery_id = any(:ids::uuid[])")
        .bind("ids", deliveries.toArray(String[]::new))
        .mapTo(Long.class)
        .one();
  }

  /** Deliveries in the archive whose bytes name this person. */
  List<String> payloads(Mentions mentions) {
    return found(PAYLOADS, mentions);
  }

  /** Dead letters that name this person: stage, partition and offset, with spaces between. */
  List<String> letters(Mentions mentions) {
    return found(LETTERS, mentions);
  }

  /** Events of others that name this person in what no mapping used: the log's key, by spaces. */
  List<String> extras(Mentions mentions) {
    return found(EXTRAS, mentions);
  }

  private List<String> found(String sql, Mentions mentions) {
    List<String> found = new ArrayList<>();
    if (!mentions.isEmpty()) {
      each(
          sql,
          mentions,
          (id, text) -> {
            if (mentions.in(text)) {
              found.add(id);
            }
          });
    }
    return found;
  }

  private void each(String sql, Mentions mentions, BiConsumer<String, String> visitor) {
    handle
        .createQuery(sql)
        .bind("probes", mentions.probes())
        .setFetchSize(FETCHED)
        .map(
            (row, context) ->
                new String[] {
                  row.getString("id"),
                  row.getString("beside") + "\n" + new String(row.getBytes("body"), ISO_8859_1)
                })
        .useIterator(rows -> rows.forEachRemaining(row -> visitor.accept(row[0], row[1])));
  }

  private Set<String> texts(String sql, Subject subject) {
    return new HashSet<>(query(sql, subject).mapTo(String.class).list());
  }

  private Query query(String sql, Subject subject) {
    Map<String, Set<String>> names =
        Map.of(
            "phones", subject.phones(),
            "emails", subject.emails(),
            "leads", subject.leads(),
            "calls", subject.calls(),
            "conversations", subject.conversations(),
            "events", subject.events());
    Query query = handle.createQuery(sql);
    names.forEach(
        (name, values) -> {
          if (sql.contains(":" + name)) {
            query.bind(name, values.toArray(String[]::new));
          }
        });
    return query;
  }
}
