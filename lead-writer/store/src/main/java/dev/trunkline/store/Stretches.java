package dev.trunkline.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What usually comes in a stretch. Each count ends at {@link Stretch#MOST}, so that a look stays a
 * look however much is there.
 */
final class Stretches {

  /**
   * Of a long silence the first week is looked at, for as long as it lasts: the weeks before now
   * would soon be silent themselves. With {@code offset 0} its begin is looked for once.
   */
  private static final String QUERY =
      """
      select s.source, greatest(f.last, :now - interval '168 hours') as since,
        (%s) as weeks, (%s) as days, w.waiting,
        coalesce(d.elements, 0) as elements, coalesce(d.dead, 0) as dead, d.dead_since
      from app.known_sources s
      cross join lateral (select %s as last offset 0) l
      cross join lateral (
        select l.last, least(:now, l.last + interval '168 hours') as till) f
      left join lateral (
        select min(newest.received_at) as waiting from (
          select delivery_id, received_at from app.payloads p
          where p.source = s.source and p.received_at <= :now - interval '2 minutes'
            and p.received_at > :now - interval '24 hours'
          order by p.received_at desc limit 1000) newest
        where not exists (select from app.manifests m
          where m.delivery_id = newest.delivery_id and m.elements is not null)) w on true
      left join lateral (
        select sum(jsonb_array_length(elements)) as elements, sum(dead) as dead,
          min(received_at) filter (where dead > 0) as dead_since
        from (
          select received_at, elements,
            jsonb_array_length(jsonb_path_query_array(elements, '$[*] ? (@.fate == "dead")'))
              as dead
          from app.manifests m
          where m.source = s.source and m.elements is not null
            and m.received_at > :now - interval '24 hours'
          order by m.received_at desc limit 20) newest) d on true
      order by s.source
      """
          .formatted(counts(168, Pace.WEEKS), counts(24, 13), Sent.LAST);

  private final Handle handle;

  Stretches(Handle handle) {
    this.handle = handle;
  }

  List<Stretch> at(Instant now) {
    return handle
        .createQuery(QUERY.replace(":now", ":now::timestamptz"))
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, context) -> stretch(row, now))
        .list();
  }

  /** How much was sent in a stretch so long ago, where the period before its end had anything. */
  private static String counts(int hours, int times) {
    return """
      select coalesce(array_agg(c.sent order by c.ago), '{}') from (
        select n as ago, (
          select count(*) from (
            select from app.payloads p where p.source = s.source
              and p.received_at > greatest(f.last, f.till - interval '%1$s') - n * interval '%1$s'
              and p.received_at <= f.till - n * interval '%1$s' %2$s limit %3$d) few) as sent
        from generate_series(1, %4$d) n
        where exists (
          select from app.payloads p where p.source = s.source
            and p.received_at > f.till - (n + 1) * interval '%1$s'
            and p.received_at <= f.till - n * interval '%1$s' %2$s)) c
      """
        .formatted(hours + " hours", Sent.IS_SENT, Stretch.MOST, times);
  }

  private static Stretch stretch(ResultSet row, Instant now) throws SQLException {
    Instant since = instant(row, "since");
    return new Stretch(
        row.getString("source"),
        since == null ? now.minus(Duration.ofDays(7)) : since,
        longs(row, "weeks"),
        longs(row, "days"),
        instant(row, "waiting"),
        row.getLong("elements"),
        row.getLong("dead"),
        instant(row, "dead_since"));
  }

  private static List<Long> longs(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return Arrays.asList((Long[]) array.getArray());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
