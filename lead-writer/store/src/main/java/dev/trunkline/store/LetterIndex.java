package dev.trunkline.store;

import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/** Puts dead letters into the index. */
final class LetterIndex {

  private static final String INSERT =
      """
      insert into app.dead_letters (stage, dead_partition, dead_offset, dead_at, group_id, cause,
        field, reason, origin, source, vendor, delivery_id, delivery_index, event_id,
        definition_hash, replay_id, attempts, redriven, record_key, body)
      select l.stage, l.part, l.place, l.at::timestamptz, l.group_id, l.cause, l.field, l.reason,
        l.origin, l.source, l.vendor, l.delivery::uuid, l.index, l.event::uuid, l.hash,
        l.replay::uuid, l.attempts, l.redriven, l.key, l.body
      from unnest(:stage, :part, :place, :at, :group, :cause, :field, :reason, :origin, :source,
          :vendor, :delivery, :index, :event, :hash, :replay, :attempts, :redriven, :key, :body)
        as l(stage, part, place, at, group_id, cause, field, reason, origin, source, vendor,
          delivery, index, event, hash, replay, attempts, redriven, key, body)
      order by 1, 2, 3
      on conflict do nothing
      """;

  private static final int NAME = 200;
  private static final int LONG = 2_000;

  private final Handle handle;

  LetterIndex(Handle handle) {
    this.handle = handle;
  }

  /** Returns how many were new. */
  int add(List<KeptLetter> letters) {
    List<Filed> filed = letters.stream().map(Filed::of).toList();
    return handle
        .createUpdate(INSERT)
        .bind("stage", texts(filed, one -> one.cause().stage()))
        .bind("part", filed.stream().map(one -> one.place().partition()).toArray(Integer[]::new))
        .bind("place", filed.stream().map(one -> one.place().offset()).toArray(Long[]::new))
        .bind("at", texts(filed, one -> one.letter().at().toString()))
        .bind("group", texts(filed, one -> one.cause().group()))
        .bind("cause", texts(filed, one -> one.cause().cause()))
        .bind("field", texts(filed, one -> one.cause().field()))
        .bind("reason", texts(filed, one -> one.reason()))
        .bind("origin", texts(filed, one -> Storable.text(one.letter().origin(), NAME)))
        .bind("source", texts(filed, one -> Storable.optional(one.letter().source(), NAME)))
        .bind("vendor", texts(filed, one -> Storable.optional(one.letter().vendor(), NAME)))
        .bind("delivery", texts(filed, one -> one.letter().deliveryId()))
        .bind("index", filed.stream().map(one -> one.letter().index()).toArray(Integer[]::new))
        .bind("event", texts(filed, one -> one.letter().eventId()))
        .bind("hash", texts(filed, one -> Storable.optional(one.letter().definitionHash(), NAME)))
        .bind("replay", texts(filed, Filed::replayId))
        .bind(
            "attempts", filed.stream().map(one -> one.letter().attempts()).toArray(Integer[]::new))
        .bind("redriven", texts(filed, one -> Storable.optional(one.letter().redriven(), NAME)))
        .bind("key", texts(filed, one -> Storable.optional(one.letter().key(), LONG)))
        .bind("body", bodies(letters))
        .execute();
  }

  private record Filed(KeptLetter letter, String reason, Cause cause) {

    static Filed of(KeptLetter letter) {
      String reason = Storable.text(letter.reason(), LONG);
      String source = Storable.optional(letter.source(), NAME);
      return new Filed(letter, reason, Cause.of(letter.place().stage(), reason, source));
    }

    LetterPlace place() {
      return letter.place();
    }

    String replayId() {
      String replay = letter.replayId();
      return replay == null ? EventLog.LIVE : replay;
    }
  }

  /** Jdbi would hand over an {@code Object[]}, which the driver refuses to nest bytes in. */
  private static Argument bodies(List<KeptLetter> letters) {
    byte[][] bodies = letters.stream().map(KeptLetter::body).toArray(byte[][]::new);
    return (position, statement, context) ->
        statement.setArray(position, statement.getConnection().createArrayOf("bytea", bodies));
  }

  private static @Nullable String[] texts(
      List<Filed> letters, Function<Filed, @Nullable String> column) {
    return EventLog.texts(letters, column);
  }
}
