package dev.trunkline.store;

import dev.trunkline.canonical.EventJson;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * The book of replays: what was asked for, by whom and why, and whether it goes on. Every method
 * throws {@link org.jdbi.v3.core.JdbiException} if the database does not answer.
 */
public final class ReplayBook {

  private static final String PAGES =
      """
      select replay_id::text as replay_id, asked_at, finished_at, selection::text as selection,
        definitions::text as definitions, deliveries, duplicates
      from app.replays
      """;

  private static final TypeReference<TreeMap<String, String>> READERS = new TypeReference<>() {};

  private final Jdbi jdbi;

  ReplayBook(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What whoever fills its lane is to do. */
  public enum Mark {
    /** End for now. */
    PAUSED,
    /** End for good. */
    CANCELLED
  }

  /**
   * A replay that was asked for.
   *
   * @param finishedAt when all of it was in the lane; null: it is not
   * @param selection which deliveries were meant
   * @param told the selection in words, with who asked ({@code by}) and why ({@code reason})
   * @param readers the {@code definition_hash} that reads, by source
   * @param deliveries that were asked for
   * @param duplicates that came along
   * @param mark null: it goes on, or may
   */
  public record Page(
      String replayId,
      Instant askedAt,
      @Nullable Instant finishedAt,
      @Nullable Selection selection,
      JsonNode told,
      Map<String, String> readers,
      long deliveries,
      long duplicates,
      @Nullable Mark mark) {}

  /** The latest ones, the latest first. */
  public List<Page> latest(int limit) {
    return pages(" order by replay_id desc limit " + limit, null);
  }

  /** This one; null if nobody asked for it. */
  public @Nullable Page find(String replayId) {
    List<Page> found = pages(" where replay_id = :id::uuid", replayId);
    return found.isEmpty() ? null : found.getFirst();
  }

  /**
   * Marks a replay that is not finished; one that was cancelled stays so.
   *
   * @param mark null: it may go on
   * @return whether there is one that is neither finished nor cancelled
   */
  public boolean mark(String replayId, @Nullable Mark mark) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        "update app.replays set selection = (selection - 'mark') || :mark::jsonb where replay_id = :id::uuid and finished_at is null and selection->>'mark' is distinct from 'CANCELLED'")
                    .bind("mark", mark == null ? "{}" : "{\"mark\":\"" + mark + "\"}")
                    .bind("id", replayId)
                    .execute())
        > 0;
  }

  /** How a replay is marked now; null: it goes on, or may. A page may hold very many ids. */
  public @Nullable Mark mark(String replayId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select selection->>'mark' from app.replays where replay_id = :id::uuid and selection->>'mark' is not null")
                .bind("id", replayId)
                .mapTo(String.class)
                .findOne()
                .map(Mark::valueOf)
                .orElse(null));
  }

  private List<Page> pages(String rest, @Nullable String id) {
    return jdbi.withHandle(
        handle -> {
          var query = handle.createQuery(PAGES + rest);
          if (id != null) {
            query.bind("id", id);
          }
          return query
              .map(
                  (row, context) -> {
                    JsonNode told = EventJson.mapper().readTree(row.getString("selection"));
                    OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
                    String mark = told.path("mark").asString("");
                    return new Page(
                        row.getString("replay_id"),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                        finished == null ? null : finished.toInstant(),
                        selection(told),
                        told,
                        EventJson.mapper().readValue(row.getString("definitions"), READERS),
                        row.getLong("deliveries"),
                        row.getLong("duplicates"),
                        mark.isEmpty() ? null : Mark.valueOf(mark));
                  })
              .list();
        });
  }

  /**
   * The ids where they were kept, though they may have been found by something else. Of replays by
   * ids that were asked for before ids were kept, null.
   */
  private static @Nullable Selection selection(JsonNode told) {
    if (told.has("delivery_ids")) {
      Set<UUID> ids = new LinkedHashSet<>();
      told.path("delivery_ids").forEach(id -> ids.add(UUID.fromString(id.asString())));
      return new Selection.Ids(ids);
    }
    if (!told.has("from") || !told.has("to")) {
      return null;
    }
    return new Selection.Range(
        told.path("source").asString(null),
        told.path("vendor").asString(null),
        Instant.parse(told.path("from").asString()),
        Instant.parse(told.path("to").asString()));
  }
}
