package dev.trunkline.store;

import dev.trunkline.store.Letters.LetterAct;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What operators do to dead letters; who, when and why stay with them. */
final class LetterActs {

  private static final String CLOSE =
      """
      update app.dead_letters l
      set closed = :how, closed_at = :at::timestamptz, closed_by = :by, closed_why = :why
      where l.closed is null and
      """
          + LetterScope.SQL;

  private static final String FAILED_AGAIN =
      "update app.dead_letters l set attempts = attempts + 1 where " + LetterScope.SQL;

  private static final String PROCESSED =
      """
      select count(*) from app.manifests
      where delivery_id = any(:deliveries::uuid[]) and replay_id >= :replay::uuid
        and elements is not null
      """;

  private static final int LONG = 2_000;

  private final Handle handle;

  LetterActs(Handle handle) {
    this.handle = handle;
  }

  int discard(LetterScope scope, LetterAct act) {
    return close(scope, act, "discarded");
  }

  int resolve(LetterScope scope, LetterAct act) {
    return close(scope, act, "resolved");
  }

  private int close(LetterScope scope, LetterAct act, String how) {
    return scope
        .bind(handle.createUpdate(CLOSE))
        .bind("how", how)
        .bind("at", act.at().toString())
        .bind("by", Storable.text(act.by(), LONG))
        .bind("why", Storable.text(act.why(), LONG))
        .execute();
  }

  void failedAgain(LetterScope scope) {
    scope.bind(handle.createUpdate(FAILED_AGAIN)).execute();
  }

  int processed(List<String> deliveries, String replayId) {
    return handle
        .createQuery(PROCESSED)
        .bind("deliveries", deliveries.toArray(String[]::new))
        .bind("replay", replayId)
        .mapTo(Integer.class)
        .one();
  }
}
