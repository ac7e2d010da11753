package dev.trunkline.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.Reconciliation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tables. Every write is one transaction and idempotent: the same records again, in any order,
 * by several writers at once, leave the same rows (P4).
 */
public final class Store {

  private final Jdbi jdbi;
  private final Months months;
  private final Consumer<Crowd> alarm;

  /**
   * The store behind a data source; connects when first used.
   *
   * @param dataSource connections of a role that owns the tables; it need not be a superuser
   */
  public Store(DataSource dataSource) {
    this(dataSource, crowd -> {});
  }

  /**
   * The store behind a data source; connects when first used.
   *
   * @param dataSource connections of a role that owns the tables; it need not be a superuser
   * @param alarm told after each write that leaves a lead with more than {@link Crowd#LIMIT} events
   */
  public Store(DataSource dataSource, Consumer<Crowd> alarm) {
    this.alarm = alarm;
    this.jdbi = Jdbi.create(dataSource);
    // Messages would quote statements with their values: phones do not belong into logs.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    jdbi.registerArrayType(String.class, "text");
    jdbi.registerArrayType(Integer.class, "int4");
    jdbi.registerArrayType(Long.class, "int8");
    jdbi.registerArrayType(Boolean.class, "bool");
    this.months = new Months(jdbi);
  }

  /**
   * Brings the schema up to date; safe to call from several processes at once.
   *
   * @throws org.flywaydb.core.api.FlywayException if a migration fails or was changed afterwards
   */
  public static void migrate(DataSource dataSource) {
    Migrations.of(dataSource).migrate();
    new Store(dataSource).settleAll();
  }

  /** Settles what a migration left unsettled: which copies count, and every row. */
  private void settleAll() {
    boolean more = true;
    while (more) {
      more = jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, Store::settleSome);
    }
  }

  /** A thousand deliveries; whether there may be more. */
  private static boolean settleSome(Handle handle) {
    planAnew(handle);
    String[] deliveries =
        handle
            .createQuery(
                """
                delete from app.unsettled where delivery_id in (
                  select delivery_id from app.unsettled order by delivery_id limit 1000 for update)
                returning delivery_id::text
                """)
            .mapTo(String.class)
            .list()
            .toArray(String[]::new);
    EventLog log = new EventLog(handle);
    new Settlement(handle, log).settle(log.judge(List.of(deliveries)));
    return deliveries.length > 0;
  }

  /**
   * Writes events and manifests, and rebuilds the rows that they concern. Infrastructure failures
   * and bad data alike throw; nothing of the batch is written then.
   *
   * @throws org.jdbi.v3.core.JdbiException with the {@link java.sql.SQLException} as its cause
   */
  public Written write(Batch batch) {
    List<Entry> entries = batch.events().stream().map(Entry::of).toList();
    Collection<Claim> claims = Claim.of(batch);
    if (claims.isEmpty()) {
      return new Written(0, 0, 0, 0);
    }
    months.make(claims.stream().map(Claim::deliveryId).toList());
    return write(claims, entries);
  }

  /** Tables grow from nothing: a plan made for empty ones must not be kept. */
  private static void planAnew(Handle handle) {
    handle.execute("set local plan_cache_mode = force_custom_plan");
  }

  private Written write(Collection<Claim> claims, List<Entry> entries) {
    List<Crowd> crowds = new ArrayList<>();
    Written written =
        jdbi.inTransaction(
            TransactionIsolationLevel.READ_COMMITTED,
            handle -> write(handle, claims, entries, crowds));
    crowds.forEach(alarm);
    return written;
  }

  private static Written write(
      Handle handle, Collection<Claim> claims, List<Entry> entries, List<Crowd> crowds) {
    planAnew(handle);
    EventLog log = new EventLog(handle);
    Suppression suppression = Suppression.of(handle, entries);
    EventLog.Claimed claimed = log.claim(claims);
    Judged judged = log.judge(claimed, suppression.kept());
    Settled settled = new Settlement(handle, log).settle(judged);
    crowds.addAll(settled.crowds());
    Removal removal = new Removal(handle, log);
    removal.elements(suppression.erased());
    removal.files(suppression.files());
    return new Written(
        judged.fresh().size(), claimed.manifests(), settled.rows(), suppression.leftOut().size());
  }

  /**
   * Throws what {@link #write} and {@link #reconciled} would throw, and leaves nothing. Of what was
   * written before, it finds nothing wrong.
   *
   * @throws org.jdbi.v3.core.JdbiException with the {@link java.sql.SQLException} as its cause
   */
  public void rehearse(Batch batch, List<Reconciliation> reconciliations) {
    List<Entry> entries = batch.events().stream().map(Entry::of).toList();
    Collection<Claim> claims = Claim.of(batch);
    jdbi.useTransaction(
        TransactionIsolationLevel.READ_COMMITTED,
        handle -> {
          if (!claims.isEmpty()) {
            write(handle, claims, entries, new ArrayList<>());
          }
          if (!reconciliations.isEmpty()) {
            new Reconciliations(handle).put(reconciliations);
          }
          handle.rollback();
        });
  }

  /**
   * Makes the tables go by these settings: which numbers never unite persons, what agents and
   * nameless leads are called. What is known of other sources stays.
   *
   * @throws org.jdbi.v3.core.JdbiException with the {@link java.sql.SQLException} as its cause
   */
  public void configure(List<SourceSettings> sources) {
    List<Crowd> crowds = new ArrayList<>();
    jdbi.useTransaction(
        TransactionIsolationLevel.READ_COMMITTED,
        handle -> {
          planAnew(handle);
          new Settings(handle).put(sources);
          Set<String> toggled = new Numbers(handle).configure();
          if (!toggled.isEmpty()) {
            Persons persons = new Persons(handle);
            persons.take();
            crowds.addAll(persons.settle(List.of(), toggled).crowds());
          }
        });
    crowds.forEach(alarm);
  }

  /**
   * Keeps payloads; one that is there already stays as it is.
   *
   * @return how many were new
   * @throws org.jdbi.v3.core.JdbiException with the {@link java.sql.SQLException} as its cause
   */
  public int archive(List<ArchivedPayload> payloads) {
    if (payloads.isEmpty()) {
      return 0;
    }
    months.make(payloads.stream().map(payload -> payload.delivery().id()).toList());
    return jdbi.inTransaction(
        TransactionIsolationLevel.READ_COMMITTED,
        handle -> new PayloadArchive(handle).add(payloads));
  }

  /**
   * Keeps what vendors' own lists said of our rows. The same records again, in any order, change
   * nothing.
   *
   * @return how many were new or said something else
   * @throws org.jdbi.v3.core.JdbiException with the {@link java.sql.SQLException} as its cause
   */
  public int reconciled(List<Reconciliation> reconciliations) {
    return reconciliations.isEmpty()
        ? 0
        : jdbi.inTransaction(
            TransactionIsolationLevel.READ_COMMITTED,
            handle -> new Reconciliations(handle).put(reconciliations));
  }

  /**
   * What is known about a delivery id, a call id, a lead id, a vendor's own id, an E.164 phone, or
   * else a name; at most 1,000 calls and 1,000 deliveries.
   *
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public Trace trace(String text) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          planAnew(handle);
          // What is looked up is found before helpers or compiled code would be ready.
          handle.execute("set local max_parallel_workers_per_gather = 0");
          handle.execute("set local jit = off");
          return new Tracing(handle).of(text);
        });
  }

  /**
   * Recordings of calls, as the contract's view shows them: those due first, then the newest.
   *
   * @param status as the contract writes it; null: any
   * @param source null: any
   * @param limit at least 1
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public List<ObjectNode> recordings(@Nullable String status, @Nullable String source, int limit) {
    return jdbi.withHandle(handle -> new Questions(handle).recordings(status, source, limit));
  }

  /**
   * What was told of a call's recordings, in the order of its happening.
   *
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public List<ObjectNode> recordingEvents(String callId) {
    return jdbi.withHandle(handle -> new Questions(handle).recordingEvents(callId));
  }

  /**
   * These calls, as the contract's view shows them; what is unknown is left out.
   *
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public List<ObjectNode> calls(List<String> callIds) {
    return jdbi.withHandle(handle -> new Questions(handle).calls(callIds));
  }

  /**
   * The newest events of the log, newest delivery first: the log's columns, {@code body} being the
   * event itself.
   *
   * @param limit at least 1
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public List<ObjectNode> latest(int limit) {
    return jdbi.withHandle(handle -> new Questions(handle).latest(limit));
  }

  /**
   * What these calls' reports that count say: each distinct event as its own JSON, in the order of
   * its receipt, by {@code call_id}; what is unknown is left out.
   *
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public Map<String, List<ObjectNode>> callStatements(Collection<String> callIds) {
    return jdbi.withHandle(handle -> new Holdings(handle).callStatements(callIds));
  }

  /**
   * What this source's reports that count say of these leads: each distinct event as its own JSON,
   * in the order of its receipt, by {@code vendor_lead_id}; what is unknown is left out.
   *
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public Map<String, List<ObjectNode>> leadStatements(
      String source, Collection<String> vendorLeadIds) {
    return jdbi.withHandle(handle -> new Holdings(handle).leadStatements(source, vendorLeadIds));
  }

  /**
   * {@code event_id} of those of these events that {@link #write} would leave out, because they
   * tell of an erased person.
   *
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public Set<String> keptAway(Collection<CanonicalEvent> events) {
    List<Entry> entries =
        events.stream()
            .map(
                event -> Entry.of(new Told(event, null, new String(EventJson.write(event), UTF_8))))
            .toList();
    Suppression found = jdbi.withHandle(handle -> Suppression.of(handle, entries));
    return found.leftOut().stream().map(entry -> entry.event().id()).collect(Collectors.toSet());
  }

  /**
   * Ids of a source's calls by their start, the first 100,000; tests of ours are left out, and so
   * are calls whose start nobody told.
   *
   * @param from included
   * @param to excluded
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public List<String> callsBetween(String source, Instant from, Instant to) {
    return jdbi.withHandle(handle -> new Holdings(handle).callsBetween(source, from, to));
  }

  /**
   * How these leads stand by this source alone: rows of the contract's view, one for each id that
   * is known. {@code vendor_lead_id} is the id that was asked for, also where the view would show a
   * later one of the same person.
   *
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public List<ObjectNode> leadSources(String source, Collection<String> vendorLeadIds) {
    return jdbi.withHandle(handle -> new Holdings(handle).leadSources(source, vendorLeadIds));
  }

  /**
   * How often every source delivers, against how often it does at this time of the week. A few
   * index look-ups a source and hour; what is older than four weeks is not read.
   *
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public List<Pace> pace(Instant now) {
    return jdbi.withHandle(handle -> new Paces(handle).at(now));
  }

  /**
   * What every source usually sends in a stretch like that since it last did, and what became of
   * the newest of what came. Index look-ups, each with an end; what is older than five weeks is not
   * read.
   *
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public List<Stretch> stretches(Instant now) {
    return jdbi.withHandle(handle -> new Stretches(handle).at(now));
  }

  /** For a rehearsal, which compares its rows with ours. */
  Jdbi jdbi() {
    return jdbi;
  }

  /** What replays are made of. */
  public Replays replays() {
    return new Replays(jdbi);
  }

  /** Which replays there were, and how they stand. */
  public ReplayBook replayBook() {
    return new ReplayBook(jdbi);
  }

  /** Who was erased, and what keeps them away. */
  public Erasures erasures() {
    return new Erasures(jdbi);
  }

  /** The index of the dead letters. */
  public Letters letters() {
    return new Letters(jdbi);
  }

  /**
   * How much the tables hold.
   *
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public Counts counts() {
    return jdbi.withHandle(handle -> new Questions(handle).counts());
  }
}
