package dev.trunkline.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are meant; what is null is not asked about.
 *
 * @param group as {@link Cause#group()} calls it
 * @param places these very ones
 * @param since when the broker took them, or later
 */
public record LetterScope(
    @Nullable String group,
    @Nullable List<LetterPlace> places,
    @Nullable String source,
    @Nullable String stage,
    @Nullable Instant since) {

  /** All of them. */
  public static final LetterScope ALL = new LetterScope(null, null, null, null, null);

  /** Those of one group. */
  public static LetterScope group(String group) {
    return new LetterScope(group, null, null, null, null);
  }

  /** These very ones. */
  public static LetterScope places(List<LetterPlace> places) {
    return new LetterScope(null, List.copyOf(places), null, null, null);
  }

  /** As a condition on the letters {@code l}. */
  static final String SQL =
      """
       (:group::text is null or l.group_id = :group)
        and (:source::text is null or l.source = :source)
        and (:of_stage::text is null or l.stage = :of_stage)
        and (:since::timestamptz is null or l.dead_at >= :since::timestamptz)
        and (not :named or (l.stage, l.dead_partition, l.dead_offset) in (
          select * from unnest(:stages::text[], :parts::int[], :offsets::bigint[])))
      """;

  <T extends SqlStatement<T>> T bind(T statement) {
    List<LetterPlace> named = places == null ? List.of() : places;
    return statement
        .bind("group", group)
        .bind("source", source)
        .bind("of_stage", stage)
        .bind("since", since == null ? null : since.toString())
        .bind("named", places != null)
        .bind("stages", named.stream().map(LetterPlace::stage).toArray(String[]::new))
        .bind("parts", named.stream().map(LetterPlace::partition).toArray(Integer[]::new))
        .bind("offsets", named.stream().map(LetterPlace::offset).toArray(Long[]::new));
  }
}
