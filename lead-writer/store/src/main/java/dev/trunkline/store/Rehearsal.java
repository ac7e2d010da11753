package dev.trunkline.store;

import dev.trunkline.canonical.EventJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A replay that is tried out: what its rows hang on is copied into a database of its own, and there
 * the replay is written as the lead-writer would write it. The running system is only read, so
 * nobody waits for it, however long it takes.
 *
 * <p>First {@link #begin}, then {@link #copy} of all deliveries, {@link #copied}, {@link #write} of
 * all of them, and {@link #forecast}. Every method throws {@link org.jdbi.v3.core.JdbiException} if
 * a database does not answer.
 */
public final class Rehearsal {

  private static final int PORTION = 1_000;
  private static final int NAMED = 10;

  private final Jdbi scratch;
  private final Store store;

  /**
   * In this database.
   *
   * @param scratch migrated and empty; of this rehearsal alone
   */
  public Rehearsal(DataSource scratch) {
    this.scratch = Jdbi.create(scratch);
    this.scratch.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    this.scratch.registerArrayType(String.class, "text");
    this.store = new Store(scratch);
  }

  /** Copies what all rows depend on. */
  public void begin(Replays.Look look) {
    new Borrowing(look.handle(), scratch).settings();
  }

  /**
   * Copies what the rows hang on that these deliveries tell of.
   *
   * @param told what the replay makes of them
   */
  public void copy(Replays.Look look, Collection<String> deliveries, List<Told> told) {
    Handle live = look.handle();
    new Borrowing(live, scratch).copy(Neighbours.of(live, deliveries, told));
  }

  /** All deliveries have been copied: the rows are what they are in the running system. */
  public void copied() {
    scratch.useTransaction(
        handle -> {
          handle.execute("create schema rehearsal");
          for (Forecast forecast : Forecast.values()) {
            handle.execute(forecast.keep());
          }
          handle
              .createQuery(
                  "select setval('app.persons', (select coalesce(max(person), 0) + 1 from app.leads))")
              .mapTo(Long.class)
              .one();
        });
    scratch.useHandle(handle -> handle.execute("analyze"));
  }

  /** Writes a part of the replay. */
  public void write(Batch batch) {
    var unused = store.write(batch);
  }

  /**
   * What becomes of the rows.
   *
   * @param samples at most so many that change, that are added, and that are removed, of each view
   */
  public List<RowsForecast> forecast(int samples) {
    return scratch.withHandle(
        handle ->
            Arrays.stream(Forecast.values())
                .map(forecast -> forecast(handle, forecast, samples))
                .toList());
  }

  private static RowsForecast forecast(Handle handle, Forecast of, int samples) {
    Map<String, Long> fields = new LinkedHashMap<>();
    handle
        .createQuery(of.fields())
        .map((row, context) -> fields.put(row.getString("name"), row.getLong("rows")))
        .forEach(previous -> {});
    List<RowDiff> some =
        handle
            .createQuery(of.samples())
            .bind("samples", samples)
            .map(
                (row, context) ->
                    new RowDiff(
                        row.getString("key"),
                        json(row.getString("before")),
                        json(row.getString("after"))))
            .list();
    return handle
        .createQuery(of.counts())
        .map(
            (row, context) ->
                new RowsForecast(
                    of.view(),
                    row.getLong("added"),
                    row.getLong("changed"),
                    row.getLong("unchanged"),
                    row.getLong("removed"),
                    fields,
                    some))
        .one();
  }

  /** Compares what the running system's rows are by now with what was foretold. */
  public List<Arrived> compare(Store running) {
    return running.jdbi().withHandle(live -> scratch.withHandle(handle -> compare(handle, live)));
  }

  private static List<Arrived> compare(Handle scratch, Handle live) {
    List<Arrived> arrived = new ArrayList<>();
    for (Forecast forecast : Forecast.values()) {
      Tally tally = new Tally(forecast, live);
      // Within a transaction, or the driver would read all of it at once.
      scratch.useTransaction(
          handle ->
              handle
                  .createQuery(forecast.ends())
                  .setFetchSize(PORTION)
                  .map(
                      (row, context) -> {
                        tally.add(row.getString("key"), row.getString("digest"));
                        return 1;
                      })
                  .useIterator(each -> each.forEachRemaining(one -> {})));
      arrived.add(tally.end());
    }
    return arrived;
  }

  private static @Nullable JsonNode json(@Nullable String text) {
    return text == null ? null : EventJson.mapper().readTree(text);
  }

  /** Compares one view's rows, a portion at a time. */
  private static final class Tally {

    private final Forecast forecast;
    private final Handle live;
    private final Map<String, @Nullable String> foretold = new HashMap<>();
    private final List<String> keys = new ArrayList<>();
    private long asForecast;
    private long otherwise;

    Tally(Forecast forecast, Handle live) {
      this.forecast = forecast;
      this.live = live;
    }

    void add(String key, @Nullable String digest) {
      foretold.put(key, digest);
      if (foretold.size() == PORTION) {
        look();
      }
    }

    Arrived end() {
      if (!foretold.isEmpty()) {
        look();
      }
      return new Arrived(forecast.view(), asForecast, otherwise, keys);
    }

    private void look() {
      Map<String, String> there = new HashMap<>();
      live.createQuery(forecast.named())
          .bind("keys", foretold.keySet().toArray(String[]::new))
          .map((row, context) -> there.put(row.getString("key"), row.getString("digest")))
          .forEach(previous -> {});
      foretold.forEach(
          (key, digest) -> {
            if (Objects.equals(there.get(key), digest)) {
              asForecast++;
            } else {
              otherwise++;
              if (keys.size() < NAMED) {
                keys.add(key);
              }
            }
          });
      foretold.clear();
    }
  }
}
