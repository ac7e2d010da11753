package dev.trunkline.store;

import dev.trunkline.canonical.EventJson;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Erases persons: from log, rows, archive and dead letters, and keeps them away afterwards. An
 * erasure that was interrupted is gone on with by {@link #run}. Every method throws {@link
 * org.jdbi.v3.core.JdbiException} if the database does not answer.
 */
public final class Erasures {

  private static final String SUPPRESS =
      """
      insert into app.suppressed as s (digest, erasure_id, until)
      select distinct on (1) decode(t.digest, 'hex'), :id::uuid, t.until::timestamptz
      from unnest(:digests, :until) as t(digest, until)
      order by 1
      on conflict (digest) do update set erasure_id = excluded.erasure_id,
        until = case when s.until is null or excluded.until is null then null
          else greatest(s.until, excluded.until) end
      """;

  private static final String RECEIPTS =
      """
      select erasure_id::text as id, asked_at, asked_by, why, erased::text as erased, finished_at,
        (select count(*) from app.suppressed s where s.erasure_id = e.erasure_id) as kept_away
      from app.erasures e order by erasure_id desc limit :limit
      """;

  /** A file may be two calls' recording: silence is. */
  private static final String FILES =
      """
      select distinct sha256 from app.erased_elements e
      where sha256 is not null
        and not exists (select from app.recordings r where r.sha256 = e.sha256)
      order by 1
      """;

  private final Jdbi jdbi;

  Erasures(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Whether this number is ours, or shared by several persons: it names nobody. */
  public boolean isOurs(String phone) {
    return jdbi.withHandle(handle -> !new Numbers(handle).ours(Set.of(phone)).isEmpty());
  }

  /** What an erasure would take; writes nothing. */
  public ErasurePlan plan(Who who) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          handle.execute("set transaction read only");
          ErasureSearch search = new ErasureSearch(handle);
          Subject subject = search.subject(who);
          Mentions mentions = Mentions.of(subject);
          List<ElementPlace> elements = search.elements(subject);
          Set<String> deliveries = new HashSet<>(search.payloads(mentions));
          elements.forEach(place -> deliveries.add(place.delivery()));
          Set<String> own = new HashSet<>();
          elements.forEach(place -> own.add(place.delivery() + " " + place.index()));
          long extras =
              search.extras(Mentions.contacts(subject)).stream()
                  .filter(
                      id -> !own.contains(id.substring(0, id.indexOf(' ', id.indexOf(' ') + 1))))
                  .count();
          return new ErasurePlan(
              subject,
              search.rows(subject),
              elements.size(),
              search.archived(deliveries),
              search.letters(mentions).size(),
              extras);
        });
  }

  /**
   * Begins an erasure: from the commit on, nothing is taken in that tells of this person.
   *
   * @param erasureId a UUIDv7
   * @param now what came and happened later with the same number or address is not meant
   */
  public void begin(String erasureId, Subject subject, String by, String why, Instant now) {
    List<Name> names = Name.of(subject);
    jdbi.useTransaction(
        TransactionIsolationLevel.READ_COMMITTED,
        handle -> {
          // Waits for the batches that did not meet it, which the search then finds written.
          handle.execute("lock table app.suppressed in access exclusive mode");
          handle
              .createUpdate(
                  """
                  insert into app.erasures (erasure_id, asked_at, asked_by, why, subject, erased)
                  values (:id::uuid, :at::timestamptz, :by, :why, :subject::jsonb, :erased::jsonb)
                  """)
              .bind("id", erasureId)
              .bind("at", now.toString())
              .bind("by", Storable.text(by, 200))
              .bind("why", Storable.text(why, 2_000))
              .bind("subject", EventJson.mapper().writeValueAsString(subject))
              .bind("erased", EventJson.mapper().writeValueAsString(Erased.NOTHING))
              .execute();
          Digests digests = Digests.of(handle);
          handle
              .createUpdate(SUPPRESS)
              .bind("id", erasureId)
              .bind("digests", names.stream().map(digests::of).toArray(String[]::new))
              .bind(
                  "until",
                  names.stream()
                      .map(name -> name.kind().isForGood() ? null : now.toString())
                      .toArray(String[]::new))
              .execute();
        });
  }

  /** An erasure that has begun and is not finished; empty where there is none. */
  public Optional<String> unfinished() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select erasure_id::text from app.erasures where finished_at is null order by 1 limit 1")
                .mapTo(String.class)
                .findOne());
  }

  /** Who is meant, as long as it goes on; null: it is finished, or nobody asked for it. */
  public @Nullable Subject subject(String erasureId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select subject::text from app.erasures where erasure_id = :id::uuid and subject is not null")
                .bind("id", erasureId)
                .mapTo(String.class)
                .findOne()
                .map(json -> EventJson.mapper().readValue(json, Subject.class))
                .orElse(null));
  }

  /**
   * Takes out what there is of a person by now; again and again if need be.
   *
   * @return what it found
   */
  public Erased run(String erasureId, Subject subject) {
    Erased found = new Erasing(jdbi).run(subject);
    jdbi.useTransaction(
        handle -> {
          String so =
              handle
                  .createQuery(
                      "select erased::text from app.erasures where erasure_id = :id::uuid for update")
                  .bind("id", erasureId)
                  .mapTo(String.class)
                  .one();
          handle
              .createUpdate(
                  "update app.erasures set erased = :erased::jsonb where erasure_id = :id::uuid")
              .bind("id", erasureId)
              .bind(
                  "erased",
                  EventJson.mapper()
                      .writeValueAsString(
                          EventJson.mapper().readValue(so, Erased.class).plus(found)))
              .execute();
        });
    return found;
  }

  /** Hashes of stored recordings whose files are to be deleted: no call has them any more. */
  public List<String> files() {
    return jdbi.withHandle(handle -> handle.createQuery(FILES).mapTo(String.class).list());
  }

  /** The file is deleted. */
  public void deleted(String sha256) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update app.erased_elements set sha256 = null where sha256 = ?", sha256));
  }

  /** All is done: who it was is forgotten. */
  public void finish(String erasureId, Instant now) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update app.erasures set subject = null, finished_at = ?::timestamptz where erasure_id = ?::uuid",
                now.toString(),
                erasureId));
  }

  /**
   * Lets a person in again from now on; what was erased stays so.
   *
   * @return how many names kept them away
   */
  public int lift(String erasureId) {
    return jdbi.withHandle(
        handle ->
            handle.execute("delete from app.suppressed where erasure_id = ?::uuid", erasureId));
  }

  /** The latest ones, the latest first. */
  public List<ErasureReceipt> latest(int limit) {
    return jdbi.withHandle(handle -> receipts(handle, limit));
  }

  private static List<ErasureReceipt> receipts(Handle handle, int limit) {
    return handle
        .createQuery(RECEIPTS)
        .bind("limit", limit)
        .map(
            (row, context) -> {
              OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
              return new ErasureReceipt(
                  row.getString("id"),
                  row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                  row.getString("asked_by"),
                  row.getString("why"),
                  EventJson.mapper().readValue(row.getString("erased"), Erased.class),
                  row.getLong("kept_away"),
                  finished == null ? null : finished.toInstant());
            })
        .list();
  }
}
