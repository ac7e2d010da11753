package dev.trunkline.store;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** The read queries on the index of dead letters. */
final class LetterQuestions {

  private static final String GROUPS =
      """
      select l.group_id, l.stage, l.cause, l.field, count(*) as open, min(l.dead_at) as first,
        max(l.dead_at) as last,
        array(select distinct s from unnest(array_agg(l.source)) s where s is not null order by s)
          as sources,
        (array_agg(l.stage || '-' || l.dead_partition || '@' || l.dead_offset
          order by l.dead_at desc, l.dead_partition, l.dead_offset desc))[1] as sample,
        (array_agg(l.delivery_id::text order by l.dead_at desc, l.dead_partition, l.dead_offset desc)
          filter (where l.delivery_id is not null))[1] as delivery
      from app.dead_letters l
      where l.closed is null and
      """
          + LetterScope.SQL
          + """
            group by l.group_id, l.stage, l.cause, l.field
            order by open desc, l.group_id
            limit :limit
            """;

  private static final String COUNT =
      "select count(*) as letters, count(distinct l.group_id) as groups from app.dead_letters l where l.closed is null and "
          + LetterScope.SQL;

  /** A normalizer's letter was tried by every processing before its own, too. */
  private static final String LETTERS =
      """
      select l.stage, l.dead_partition, l.dead_offset, l.dead_at, l.group_id, l.cause, l.field,
        l.reason, l.origin, l.source, l.vendor, l.delivery_id, l.delivery_index, l.event_id,
        l.definition_hash, l.replay_id, l.redriven, l.record_key, length(l.body) as bytes,
        l.closed, l.closed_at, l.closed_by, l.closed_why,
        l.attempts + case when l.stage = 'normalizer' then (
          select count(distinct e.replay_id) from app.dead_letters e
          where e.stage = 'normalizer' and e.delivery_id = l.delivery_id
            and e.delivery_index = l.delivery_index and e.replay_id < l.replay_id)
        else 0 end as tried
      from app.dead_letters l
      where (:closed or l.closed is null) and
      """
          + LetterScope.SQL
          + " order by l.dead_at %s, l.stage, l.dead_partition, l.dead_offset limit :limit";

  private static final String BODY =
      "select body from app.dead_letters where stage = :stage and dead_partition = :part and dead_offset = :offset";

  /** One look-up in the archive for each delivery: joined, payloads would be sorted or hashed. */
  private static final String FILED =
      """
      with meant as materialized (
        select l.delivery_id, array_agg(l.delivery_index order by l.delivery_index, l.group_id) as indexes,
          array_agg(l.group_id order by l.delivery_index, l.group_id) as groups
        from app.dead_letters l
        where l.closed is null and l.stage = 'normalizer' and l.delivery_id is not null and
      """
          + LetterScope.SQL
          + """
            group by l.delivery_id
            order by l.delivery_id
            limit :limit)
          select m.delivery_id::text as delivery, m.indexes, m.groups, p.headers, p.body
          from meant m
          left join lateral (
            select p.headers::text as headers, p.body from app.payloads p
            where p.delivery_id = m.delivery_id limit 1) p on true
          order by m.delivery_id
          """;

  /** Bodies of a chunk are in memory at once: at most a megabyte each. */
  private static final int CHUNK = 32;

  private static final TypeReference<LinkedHashMap<String, String>> HEADERS =
      new TypeReference<>() {};

  private final Handle handle;

  LetterQuestions(Handle handle) {
    this.handle = handle;
  }

  List<LetterGroup> groups(LetterScope scope, int limit) {
    return scope
        .bind(handle.createQuery(GROUPS))
        .bind("limit", limit)
        .map(
            (row, context) ->
                new LetterGroup(
                    row.getString("group_id"),
                    cause(row),
                    List.of((String[]) row.getArray("sources").getArray()),
                    row.getLong("open"),
                    time(row, "first"),
                    time(row, "last"),
                    LetterPlace.of(row.getString("sample")).orElseThrow(),
                    row.getString("delivery")))
        .list();
  }

  Letters.Open open(LetterScope scope) {
    return scope
        .bind(handle.createQuery(COUNT))
        .map((row, context) -> new Letters.Open(row.getLong("letters"), row.getLong("groups")))
        .one();
  }

  List<Letter> letters(LetterScope scope, boolean closedToo, boolean newestFirst, int limit) {
    return scope
        .bind(handle.createQuery(LETTERS.formatted(newestFirst ? "desc" : "asc")))
        .bind("closed", closedToo)
        .bind("limit", limit)
        .map((row, context) -> letter(row))
        .list();
  }

  Optional<byte[]> body(LetterPlace place) {
    return handle
        .createQuery(BODY)
        .bind("stage", place.stage())
        .bind("part", place.partition())
        .bind("offset", place.offset())
        .mapTo(byte[].class)
        .findOne();
  }

  void filed(LetterScope scope, int limit, Consumer<Letters.Filed> each) {
    scope
        .bind(handle.createQuery(FILED))
        .bind("limit", limit)
        .setFetchSize(CHUNK)
        .map((row, context) -> filed(row))
        .useIterator(rows -> rows.forEachRemaining(each));
  }

  private static Letters.Filed filed(ResultSet row) throws SQLException {
    String headers = row.getString("headers");
    return new Letters.Filed(
        row.getString("delivery"),
        headers == null
            ? null
            : Delivery.of(EventJson.mapper().readValue(headers, HEADERS), row.getBytes("body")),
        List.of((Integer[]) array(row, "indexes")),
        List.of((String[]) array(row, "groups")));
  }

  private static Object array(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return array.getArray();
  }

  private static Letter letter(ResultSet row) throws SQLException {
    String replay = row.getString("replay_id");
    return new Letter(
        new LetterPlace(
            row.getString("stage"), row.getInt("dead_partition"), row.getLong("dead_offset")),
        time(row, "dead_at"),
        row.getString("group_id"),
        cause(row),
        row.getString("reason"),
        row.getString("origin"),
        row.getString("source"),
        row.getString("vendor"),
        row.getString("delivery_id"),
        row.getInt("delivery_index"),
        row.getString("event_id"),
        row.getString("definition_hash"),
        EventLog.LIVE.equals(replay) ? null : replay,
        row.getInt("tried"),
        row.getString("redriven"),
        row.getString("record_key"),
        row.getLong("bytes"),
        row.getString("closed"),
        optionalTime(row, "closed_at"),
        row.getString("closed_by"),
        row.getString("closed_why"));
  }

  private static Cause cause(ResultSet row) throws SQLException {
    return new Cause(row.getString("stage"), row.getString("cause"), row.getString("field"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant optionalTime(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
