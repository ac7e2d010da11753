package dev.trunkline.store;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** What replays are made of, and the book of those that were asked for. */
public final class Replays {

  /**
   * The deliveries that a selection means, and with them, step by step, every other that shares a
   * live event with one of them: left as it is, it would keep the old event in force.
   */
  private static final String TAKEN =
      """
      with recursive meant as (%s),
      taken as (
        select delivery_id from meant
        union
        select copy.delivery_id
        from taken t
        join app.events e on e.delivery_id = t.delivery_id and e.live
        join app.events copy
          on copy.entity = e.entity and copy.event_id = e.event_id and copy.live)
      """;

  /**
   * A delivery whose payload is gone is named, too: what is left out must be said, unless it was
   * erased. What the recording fetcher told is no delivery: it has no manifest.
   */
  private static final String MEANT_BY_RANGE =
      """
      select delivery_id from app.payloads
      where (source = :source or vendor = :vendor)
        and received_at >= :from::timestamptz and received_at < :to::timestamptz
      union
      select delivery_id from app.manifests
      where (source = :source
          or source in (select source from app.payloads where vendor = :vendor))
        and elements is not null and received_at >= :from::timestamptz and received_at < :to::timestamptz
        and not exists (
          select from app.erased_payloads x where x.delivery_id = app.manifests.delivery_id)
      """;

  private static final String MEANT_BY_IDS =
      """
      select delivery_id from app.payloads where delivery_id = any(:ids::uuid[])
      union
      select delivery_id from app.manifests where delivery_id = any(:ids::uuid[])
      """;

  private static final String GROUPS =
      """
      select coalesce(p.source, m.source) as source, p.vendor,
        n.delivery_id is null as alongside, p.delivery_id is not null as archived,
        case when m.elements is not null then m.definition_hash end as definition_hash,
        count(*) as deliveries, coalesce(sum(length(p.body)), 0) as bytes,
        min(coalesce(p.received_at, m.received_at)) as first,
        max(coalesce(p.received_at, m.received_at)) as last,
        max(m.replay_id::text) as latest_replay
      from taken t
      left join meant n using (delivery_id)
      left join app.payloads p using (delivery_id)
      left join app.manifests m using (delivery_id)
      group by 1, 2, 3, 4, 5
      order by 1, 2, 3, 4, 5
      """;

  private static final String UNKNOWN =
      """
      select i.id from unnest(:ids::uuid[]) as i(id)
      where not exists (select from app.payloads p where p.delivery_id = i.id)
        and not exists (select from app.manifests m where m.delivery_id = i.id)
      order by 1
      """;

  private static final String PAYLOADS =
      """
      select p.headers::text as headers, p.body
      from taken t
      join app.payloads p using (delivery_id)
      order by p.delivery_id
      """;

  private static final String LEFT =
      """
      select p.delivery_id
      from taken t
      join app.payloads p using (delivery_id)
      left join app.manifests m using (delivery_id)
      where m.replay_id is null or m.replay_id < :replay::uuid
      order by p.delivery_id
      """;

  /** Lengths are known without reading a body: only what is given is read. */
  private static final String THESE =
      """
      select p.headers::text as headers, p.body
      from (
        select delivery_id, row_number() over so_far as nth, sum(length(body)) over so_far as bytes
        from app.payloads
        where delivery_id = any(:ids::uuid[])
        window so_far as (order by delivery_id)) fitting
      join app.payloads p using (delivery_id)
      where fitting.nth = 1 or fitting.bytes <= :most
      order by p.delivery_id
      """;

  private static final String WAS_READ =
      """
      select exists (
          select from app.manifests where source = :source and definition_hash = :hash)
        or exists (
          select from app.events where source = :source and body->>'definition_hash' = :hash)
      """;

  private static final String ASKED =
      """
      insert into app.replays
        (replay_id, asked_at, selection, definitions, deliveries, duplicates)
      values (:id::uuid, :asked::timestamptz, :selection::jsonb, :definitions::jsonb, :deliveries,
        :duplicates)
      """;

  /** Bodies of a chunk are in memory at once: at most a megabyte each. */
  private static final int CHUNK = 32;

  private static final TypeReference<LinkedHashMap<String, String>> HEADERS =
      new TypeReference<>() {};

  private final Jdbi jdbi;

  Replays(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * The deliveries that are meant by what is known of them now; letters are as they were settled
   * last.
   *
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public Set<UUID> find(Sought sought) {
    return jdbi.withHandle(handle -> new SoughtDeliveries(handle).of(sought));
  }

  /**
   * Looks at a selection in one snapshot that cannot write: what is counted is what is read,
   * however much comes in meanwhile.
   *
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public <T> T look(Selection selection, Function<Look, T> work) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          handle.execute("set transaction read only");
          return work.apply(new Look(handle, selection));
        });
  }

  /**
   * The payloads of the first of these deliveries, in the order of their ids: as many as fit, at
   * least one. What is not in the archive is left out.
   *
   * @param most bytes of their bodies
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public List<Delivery> payloads(Collection<UUID> ids, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(THESE)
                .bind("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .bind("most", most)
                .map((row, context) -> delivery(row))
                .list());
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return Delivery.of(
        EventJson.mapper().readValue(row.getString("headers"), HEADERS), row.getBytes("body"));
  }

  /** Writes down that a replay was asked for; may be called in the midst of a look. */
  public void asked(Chosen.Asked asked) {
    write(
        handle ->
            handle
                .createUpdate(ASKED)
                .bind("id", asked.replayId())
                .bind("asked", asked.askedAt().toString())
                .bind("selection", EventJson.mapper().writeValueAsString(asked.selection()))
                .bind("definitions", EventJson.mapper().writeValueAsString(asked.definitions()))
                .bind("deliveries", asked.deliveries())
                .bind("duplicates", asked.duplicates())
                .execute());
  }

  /** Writes down that all of a replay's deliveries are in its lane; as {@link #asked}. */
  public void finished(String replayId, Instant at) {
    write(
        handle ->
            handle.execute(
                "update app.replays set finished_at = ?::timestamptz where replay_id = ?::uuid",
                at.toString(),
                replayId));
  }

  /** With a connection of its own: Jdbi would hand out that of the look, which cannot write. */
  private void write(Consumer<Handle> work) {
    try (Handle handle = jdbi.open()) {
      work.accept(handle);
    }
  }

  /** A selection as it stands in one snapshot; not to be kept. */
  public static final class Look {

    private final Handle handle;
    private final Selection selection;

    private Look(Handle handle, Selection selection) {
      this.handle = handle;
      this.selection = selection;
    }

    /** Of this snapshot. */
    Handle handle() {
      return handle;
    }

    /** What is taken. */
    public Chosen chosen() {
      Latest latest = new Latest();
      latest.see(
          handle
              .createQuery("select max(replay_id::text) from app.replays")
              .mapTo(String.class)
              .findOne()
              .orElse(null));
      List<Chosen.Group> groups =
          query(GROUPS)
              .map(
                  (row, context) -> {
                    latest.see(row.getString("latest_replay"));
                    return new Chosen.Group(
                        row.getString("source"),
                        row.getString("vendor"),
                        row.getBoolean("alongside"),
                        row.getBoolean("archived"),
                        row.getString("definition_hash"),
                        row.getLong("deliveries"),
                        row.getLong("bytes"),
                        row.getObject("first", OffsetDateTime.class).toInstant(),
                        row.getObject("last", OffsetDateTime.class).toInstant());
                  })
              .list();
      return new Chosen(groups, unknown(), latest.id);
    }

    /** Gives every delivery that is taken and archived, a chunk at a time in memory. */
    public void deliveries(Consumer<Delivery> each) {
      query(PAYLOADS)
          .setFetchSize(CHUNK)
          .map((row, context) -> delivery(row))
          .useIterator(deliveries -> deliveries.forEachRemaining(each));
    }

    /**
     * What is taken and archived and has not been read by this replay or a later one, in the order
     * of the ids.
     */
    public List<UUID> left(String replayId) {
      return query(LEFT).bind("replay", replayId).mapTo(UUID.class).list();
    }

    /** Whether deliveries of this source were ever read by this definition. */
    public boolean wasReadBy(String source, String definitionHash) {
      return handle
          .createQuery(WAS_READ)
          .bind("source", source)
          .bind("hash", definitionHash)
          .mapTo(Boolean.class)
          .one();
    }

    private List<UUID> unknown() {
      return switch (selection) {
        case Selection.Range range -> List.of();
        case Selection.Ids(var ids) ->
            handle.createQuery(UNKNOWN).bind("ids", texts(ids)).mapTo(UUID.class).list();
      };
    }

    private Query query(String rest) {
      return switch (selection) {
        case Selection.Range range ->
            handle
                .createQuery(TAKEN.formatted(MEANT_BY_RANGE) + rest)
                .bind("source", range.source())
                .bind("vendor", range.vendor())
                .bind("from", range.from().toString())
                .bind("to", range.to().toString());
        case Selection.Ids(var ids) ->
            handle.createQuery(TAKEN.formatted(MEANT_BY_IDS) + rest).bind("ids", texts(ids));
      };
    }

    private static String[] texts(Set<UUID> ids) {
      return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
  }

  /** The greatest replay id seen; the live processing is none. */
  private static final class Latest {

    private @Nullable String id;

    private void see(@Nullable String other) {
      if (other != null
          && !other.equals(EventLog.LIVE)
          && (id == null || other.compareTo(id) > 0)) {
        id = other;
      }
    }
  }
}
