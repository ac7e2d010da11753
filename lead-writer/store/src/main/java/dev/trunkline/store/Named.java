package dev.trunkline.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * What an id or a phone names.
 *
 * @param id itself, where it may be a delivery's; else one that none has
 * @param calls {@code call_id}s: those it names, and those of the persons that it names
 * @param persons numbers of our own
 * @param entities what the log may call any of it
 */
record Named(String id, List<String> calls, List<Long> persons, List<String> entities) {

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

  private static final Pattern PHONE = Pattern.compile("\\+[\\d ().-]+");

  private static final int MOST = 1_000;

  /**
   * A vendor's own id is looked for together with each source: so begin the indexes that are there
   * for other reasons, and one by that id alone would cost at every call.
   */
  private static final String CALLS =
      """
      select call_id from app.calls where call_id = any(:ids)
      union
      select call_id from app.calls where customer_phone = :text
      union
      select call_id from app.calls
      where source = any(:sources) and coalesce(interaction_id, vendor_call_id) = :text
      union
      select case entity when '' then body->>'call_id' else entity end from app.events
      where delivery_id = :id::uuid and kind = 'call'
      limit :most
      """;

  private static final String PERSONS =
      """
      select person from app.lead_facts where phone = :text
      union
      select person from app.lead_facts
      where source = any(:sources) and vendor_lead_id = :text
      union
      select person from app.lead_facts where alias = :id::uuid
      limit :most
      """;

  private static final String THEIR_CALLS =
      """
      select call_id from analytics.calls
      where lead_id = any(array(select lead_id from app.leads where person = any(:persons)))
      order by first_seen_at desc
      limit :most
      """;

  /** Of a delivery; whoever asks for it does not ask for all that they ever said. */
  private static final String ITS_PERSONS =
      """
      select distinct person from app.lead_facts where event_id = any(array(
        select event_id from app.events where delivery_id = :id::uuid and kind = 'lead'))
      """;

  private static final String ENTITIES =
      """
      select entity from app.recordings where call_id = any(:calls)
      union
      select entity from app.conversations
      where 'i:' || source || '/' || vendor_lead_id = any(array(
        select key from app.lead_keys where person = any(:persons)))
      union
      select entity from app.events where delivery_id = :id::uuid and entity <> ''
      limit :most
      """;

  /** A phone as we write phones, without what people put between the digits; else the same text. */
  static String plain(String text) {
    String stripped = text.strip();
    return PHONE.matcher(stripped).matches() ? stripped.replaceAll("[ ().-]", "") : stripped;
  }

  static Named by(Handle handle, String text) {
    String id = UUID.matcher(text).matches() ? text.toLowerCase(Locale.ROOT) : EventLog.LIVE;
    List<String> sources =
        handle.createQuery("select source from app.known_sources").mapTo(String.class).list();
    List<String> ids = new ArrayList<>(List.of(text));
    sources.forEach(source -> ids.add(source + "/" + text));

    Set<Long> persons =
        new TreeSet<>(
            bound(handle.createQuery(PERSONS), text, id, sources).mapTo(Long.class).list());
    Set<String> calls =
        new TreeSet<>(
            bound(handle.createQuery(CALLS), text, id, sources)
                .bind("ids", ids.toArray(String[]::new))
                .mapTo(String.class)
                .list());
    calls.addAll(
        of(handle.createQuery(THEIR_CALLS), persons).bind("most", MOST).mapTo(String.class).list());
    Set<String> entities = new TreeSet<>(ids);
    entities.addAll(calls);
    entities.addAll(
        of(handle.createQuery(ENTITIES), persons)
            .bind("calls", calls.toArray(String[]::new))
            .bind("id", id)
            .bind("most", MOST)
            .mapTo(String.class)
            .list());
    persons.addAll(handle.createQuery(ITS_PERSONS).bind("id", id).mapTo(Long.class).list());
    return new Named(id, List.copyOf(calls), List.copyOf(persons), List.copyOf(entities));
  }

  private static Query bound(Query query, String text, String id, List<String> sources) {
    return query
        .bind("text", text)
        .bind("id", id)
        .bind("sources", sources.toArray(String[]::new))
        .bind("most", MOST);
  }

  private static Query of(Query query, Set<Long> persons) {
    return query.bind("persons", persons.toArray(Long[]::new));
  }
}
