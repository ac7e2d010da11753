package dev.trunkline.store;

import static dev.trunkline.store.EventLog.texts;

import dev.trunkline.canonical.Reconciliation;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;

/** The statements on what vendors' own lists said of our rows. */
final class Reconciliations {

  /** Should two records of one day and reconciliation ever differ, the order decides nothing. */
  private static final String PUT =
      """
      insert into app.reconciliations as t (id, source, api, day, listed, missing, differing,
        contradicted, extra, healed, finished_at)
      select distinct on (r.source, r.day, r.api, r.id) r.*
      from (
        select r.id::uuid, r.source, r.api, r.day::date, r.listed, r.missing, r.differing,
          r.contradicted, r.extra, r.healed, r.finished::timestamptz
        from unnest(:id, :source, :api, :day, :listed, :missing, :differing, :contradicted, :extra,
            :healed, :finished)
          as r(id, source, api, day, listed, missing, differing, contradicted, extra, healed,
            finished)) r
      order by r.source, r.day, r.api, r.id, r.finished desc, r.listed desc, r.missing desc,
        r.differing desc, r.contradicted desc, r.extra desc, r.healed desc
      on conflict (source, day, api, id) do update
      set listed = excluded.listed, missing = excluded.missing, differing = excluded.differing,
        contradicted = excluded.contradicted, extra = excluded.extra, healed = excluded.healed,
        finished_at = excluded.finished_at
      where (excluded.finished_at, excluded.listed, excluded.missing, excluded.differing,
          excluded.contradicted, excluded.extra, excluded.healed)
        > (t.finished_at, t.listed, t.missing, t.differing, t.contradicted, t.extra, t.healed)
      """;

  private final Handle handle;

  Reconciliations(Handle handle) {
    this.handle = handle;
  }

  int put(List<Reconciliation> all) {
    return handle
        .createUpdate(PUT)
        .bind("id", texts(all, Reconciliation::id))
        .bind("source", texts(all, Reconciliation::source))
        .bind("api", texts(all, Reconciliation::api))
        .bind("day", texts(all, done -> done.day().toString()))
        .bind("listed", counts(all, Reconciliation::listed))
        .bind("missing", counts(all, Reconciliation::missing))
        .bind("differing", counts(all, Reconciliation::differing))
        .bind("contradicted", counts(all, Reconciliation::contradicted))
        .bind("extra", counts(all, Reconciliation::extra))
        .bind("healed", counts(all, Reconciliation::healed))
        .bind("finished", texts(all, done -> done.finishedAt().toString()))
        .execute();
  }

  private static Long[] counts(List<Reconciliation> all, ToLongFunction<Reconciliation> column) {
    return all.stream().map(column::applyAsLong).toArray(Long[]::new);
  }
}
