package dev.trunkline.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tables. Every write is one transaction and idempotent: the same records again, in any order,
 * by several writers at once, leave the same rows (P4).
 */
public final class Store {

  private final Jdbi jdbi;

  /**
   * The store behind a data source; connects when first used.
   *
   * @param dataSource connections of a role that owns the tables; it need not be a superuser
   */
  public Store(DataSource dataSource) {
    this.jdbi = Jdbi.create(dataSource);
    // Messages would quote statements with their values: phones do not belong into logs.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    jdbi.registerArrayType(String.class, "text");
    jdbi.registerArrayType(Integer.class, "int4");
    jdbi.registerArrayType(Long.class, "int8");
  }

  /**
   * Brings the schema up to date; safe to call from several processes at once.
   *
   * @throws org.flywaydb.core.api.FlywayException if a migration fails or was changed afterwards
   */
  public static void migrate(DataSource dataSource) {
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/store")
        .javaMigrations(new SchemaComments())
        .defaultSchema("app")
        .schemas("app", "analytics")
        .connectRetries(6)
        .load()
        .migrate();
  }

  /**
   * Writes events and manifests, and rebuilds the rows that they concern. Infrastructure failures
   * and bad data alike throw; nothing of the batch is written then. {@link Fault} tells them apart.
   *
   * @throws org.jdbi.v3.core.JdbiException with the {@link java.sql.SQLException} as its cause
   */
  public Written write(Batch batch) {
    List<Entry> entries = batch.events().stream().map(Entry::of).toList();
    Collection<Claim> claims = Claim.of(batch);
    if (claims.isEmpty()) {
      return new Written(0, 0, 0);
    }
    return jdbi.inTransaction(
        TransactionIsolationLevel.READ_COMMITTED, handle -> write(handle, claims, entries));
  }

  private static Written write(Handle handle, Collection<Claim> claims, List<Entry> entries) {
    // Tables grow from nothing: a plan made for empty ones must not be kept.
    handle.execute("set local plan_cache_mode = force_custom_plan");
    EventLog log = new EventLog(handle);
    int manifests = log.claim(claims);
    Set<String> added = log.insert(entries);
    List<Liveness.Logged> turned = log.settle(claims.stream().map(Claim::deliveryId).toList());
    Rows rows = new Rows(handle, log);
    int changed = 0;
    for (EntityTable table : EntityTable.values()) {
      changed += rows.rebuild(table, fresh(table, entries, added), turned(table, turned));
    }
    return new Written(added.size(), manifests, changed);
  }

  private static Map<String, List<LoggedEvent>> fresh(
      EntityTable table, List<Entry> entries, Set<String> added) {
    return entries.stream()
        .filter(entry -> entry.kind() == table.kind() && !entry.entity().equals(EntityTable.NONE))
        .filter(entry -> added.contains(entry.position()))
        .collect(groupingBy(Entry::entity, mapping(Entry::event, toList())));
  }

  private static Set<String> turned(EntityTable table, List<Liveness.Logged> turned) {
    return turned.stream()
        .filter(event -> event.kind().equals(EventLog.wire(table.kind())))
        .map(Liveness.Logged::entity)
        .filter(entity -> !entity.equals(EntityTable.NONE))
        .collect(toSet());
  }

  /**
   * Makes the tables go by these settings: which numbers never unite persons, what agents and
   * nameless leads are called. What is known of other sources stays.
   *
   * @throws org.jdbi.v3.core.JdbiException with the {@link java.sql.SQLException} as its cause
   */
  public void configure(List<SourceSettings> sources) {
    jdbi.useTransaction(
        TransactionIsolationLevel.READ_COMMITTED, handle -> new Settings(handle).put(sources));
  }

  /**
   * Keeps payloads; one that is there already stays as it is.
   *
   * @return how many were new
   * @throws org.jdbi.v3.core.JdbiException with the {@link java.sql.SQLException} as its cause
   */
  public int archive(List<ArchivedPayload> payloads) {
    return payloads.isEmpty()
        ? 0
        : jdbi.inTransaction(
            TransactionIsolationLevel.READ_COMMITTED,
            handle -> new PayloadArchive(handle).add(payloads));
  }

  /**
   * What is known about a delivery id, a call id, a lead id, a vendor's own id or an E.164 phone;
   * at most 1,000 entities and 1,000 deliveries.
   *
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public Trace trace(String idOrPhone) {
    return jdbi.withHandle(handle -> new Questions(handle).trace(idOrPhone));
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

  /** What replays are made of. */
  public Replays replays() {
    return new Replays(jdbi);
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
