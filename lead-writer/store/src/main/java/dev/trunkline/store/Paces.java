package dev.trunkline.store;

import static java.util.stream.Collectors.groupingBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * How often sources deliver. Of every source ten hours are counted in the archive's index and
 * nothing else of the four weeks is read.
 */
final class Paces {

  /** Of each source the hour that has begun and the one before, now and in the weeks before. */
  private static final String HOURS =
      """
      select s.source, h.ago, h.week,
        (select count(*) from app.payloads p where p.source = s.source
          and p.received_at >= h.at and p.received_at < h.at + interval '1 hour') as arrived,
        (select count(*) from app.pulled p where p.source = s.source
          and p.received_at >= h.at and p.received_at < h.at + interval '1 hour') as pulled
      from app.known_sources s
      cross join (
        select ago, week, :hour::timestamptz - ago * interval '1 hour' - week * interval '168 hours' as at
        from generate_series(0, 1) ago, generate_series(0, :weeks) week) h
      where h.week = 0 or exists (
        select from app.payloads p where p.source = s.source
          and p.received_at >= h.at - interval '167 hours'
          and p.received_at < h.at + interval '1 hour')
      order by s.source, h.ago, h.week
      """;

  private static final String STANDS =
      """
      select s.source, a.received_at as arrived, (%s) as pushed, j.received_at as judged,
        coalesce(d.elements, 0) as elements, coalesce(d.dead, 0) as dead
      from app.known_sources s
      left join lateral (
        select received_at from app.payloads p
        where p.source = s.source order by received_at desc limit 1) a on true
      left join lateral (
        select received_at from app.manifests m
        where m.source = s.source and elements is not null
        order by received_at desc limit 1) j on true
      left join lateral (
        select sum(jsonb_array_length(elements)) as elements,
          sum(jsonb_array_length(jsonb_path_query_array(elements, '$[*] ? (@.fate == "dead")')))
            as dead
        from (
          select elements from app.manifests m
          where m.source = s.source and elements is not null
            and m.received_at > :now - interval '24 hours'
          order by received_at desc limit :most) newest) d on true
      order by s.source
      """
          .formatted(Sent.LAST)
          .replace(":now", ":now::timestamptz");

  private record Counted(String source, int ago, int week, Pace.Arrived arrived) {}

  private final Handle handle;

  Paces(Handle handle) {
    this.handle = handle;
  }

  List<Pace> at(Instant now) {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    Map<String, List<Counted>> hours =
        handle
            .createQuery(HOURS)
            .bind("hour", utc(hour))
            .bind("weeks", Pace.WEEKS)
            .map((row, context) -> counted(row))
            .collect(groupingBy(Counted::source));
    return handle
        .createQuery(STANDS)
        .bind("now", utc(now))
        .bind("most", Pace.MOST)
        .map(
            (row, context) ->
                pace(row, hour, hours.getOrDefault(row.getString("source"), List.of())))
        .list();
  }

  private static Pace pace(ResultSet row, Instant hour, List<Counted> hours) throws SQLException {
    return new Pace(
        row.getString("source"),
        hour(hour, 0, hours),
        hour(hour.minus(Duration.ofHours(1)), 1, hours),
        instant(row, "arrived"),
        instant(row, "pushed"),
        instant(row, "judged"),
        row.getLong("elements"),
        row.getLong("dead"));
  }

  private static Pace.Hour hour(Instant from, int ago, List<Counted> hours) {
    List<Counted> same = hours.stream().filter(counted -> counted.ago() == ago).toList();
    return new Pace.Hour(
        from,
        same.stream()
            .filter(counted -> counted.week() == 0)
            .findFirst()
            .map(Counted::arrived)
            .orElse(new Pace.Arrived(0, 0)),
        same.stream().filter(counted -> counted.week() > 0).map(Counted::arrived).toList());
  }

  private static Counted counted(ResultSet row) throws SQLException {
    long pulled = row.getLong("pulled");
    return new Counted(
        row.getString("source"),
        row.getInt("ago"),
        row.getInt("week"),
        new Pace.Arrived(row.getLong("arrived") - pulled, pulled));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
