package dev.trunkline.load.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.store.Batch;
import dev.trunkline.store.Erasures;
import dev.trunkline.store.KnownAgent;
import dev.trunkline.store.SourceSettings;
import dev.trunkline.store.Store;
import dev.trunkline.store.Written;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Database;
import java.net.URLEncoder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.node.ObjectNode;

/** The real writer over a real database of its own, and what its views show. */
final class Writer implements Shown {

  private final Store store;
  private final Jdbi jdbi;
  private final String truncate;
  private final String jdbcUrl;

  Writer() {
    Database database = Backbone.shared().freshDatabase();
    DataSource dataSource = database.pool();
    jdbcUrl =
        database.jdbcUrl()
            + "?user="
            + URLEncoder.encode(database.user(), UTF_8)
            + "&password="
            + URLEncoder.encode(database.password(), UTF_8);
    Store.migrate(dataSource);
    store = new Store(dataSource);
    jdbi = Jdbi.create(dataSource);
    truncate =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select 'truncate '"
                            + " || string_agg(format('%I.%I', schemaname, tablename), ', ')"
                            + " from pg_tables"
                            + " where schemaname = 'app' and tablename not in ('flyway_schema_history', 'masking')")
                    .mapTo(String.class)
                    .one());
  }

  /** Forgets everything, and goes by these settings from now on. */
  void begin(Settings settings) {
    jdbi.useHandle(handle -> handle.execute(truncate));
    store.configure(
        settings.sources().stream()
            .map(
                s ->
                    new SourceSettings(
                        s.source(),
                        s.source() + "-vendor",
                        s.defaultLeadName(),
                        s.ownNumbers(),
                        s.sharedPhones(),
                        s.agentPhones().stream()
                            .map(phone -> new KnownAgent(null, null, phone))
                            .toList()))
            .toList());
  }

  /** Writes the batches one after the other; what each changed is added up. */
  Written write(List<Batch> batches) {
    int events = 0;
    int manifests = 0;
    int rows = 0;
    for (Batch batch : batches) {
      Written written = store.write(batch);
      events += written.events();
      manifests += written.manifests();
      rows += written.rows();
    }
    return new Written(events, manifests, rows);
  }

  /** Two writers share the batches, as two instances share partitions. */
  void writeByTwo(List<Batch> batches) {
    List<Batch> even = new ArrayList<>();
    List<Batch> odd = new ArrayList<>();
    for (int i = 0; i < batches.size(); i++) {
      (i % 2 == 0 ? even : odd).add(batches.get(i));
    }
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      Future<Written> first = two.submit(() -> write(even));
      Future<Written> second = two.submit(() -> write(odd));
      first.get();
      second.get();
    } catch (ExecutionException failed) {
      throw new AssertionError("a writer failed", failed.getCause());
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** What the views show now. */
  Tables views() {
    Map<View, Map<String, ObjectNode>> views = new EnumMap<>(View.class);
    for (View view : View.values()) {
      Map<String, ObjectNode> rows = new TreeMap<>();
      rows(
          view,
          row -> {
            if (rows.put(view.key(row), row) != null) {
              throw new AssertionError(view.wire() + " has two rows of " + view.key(row));
            }
          });
      views.put(view, rows);
    }
    return new Tables(views);
  }

  @Override
  public void rows(View view, Consumer<ObjectNode> visitor) {
    jdbi.useHandle(
        handle -> {
          try (var statement = handle.getConnection().createStatement();
              ResultSet result = statement.executeQuery("select * from analytics." + view.wire())) {
            while (result.next()) {
              visitor.accept(ViewRow.of(result));
            }
          } catch (SQLException failed) {
            throw new AssertionError("a view cannot be read", failed);
          }
        });
  }

  Erasures erasures() {
    return store.erasures();
  }

  /** What the views say of erasures. */
  Erased erased() {
    Map<String, Instant> elements = new TreeMap<>();
    Set<String> payloads = new TreeSet<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "select delivery_id::text as delivery, delivery_index from analytics.erased")
                .mapToMap()
                .forEach(
                    row -> {
                      String delivery = row.get("delivery").toString();
                      if (row.get("delivery_index") instanceof Integer index) {
                        elements.put(Erased.element(delivery, index), Instant.EPOCH);
                      } else {
                        payloads.add(delivery);
                      }
                    }));
    return new Erased(elements, payloads);
  }

  /** What somebody does to the tables behind the writer's back. */
  void execute(String sql) {
    assertThat(jdbi.<Integer, RuntimeException>withHandle(handle -> handle.execute(sql)))
        .as(sql)
        .isPositive();
  }

  /** Of its database, with user and password. */
  String jdbcUrl() {
    return jdbcUrl;
  }
}
