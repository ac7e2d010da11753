package dev.trunkline.store;

import org.jdbi.v3.core.Handle;

/**
 * Finds out which open letters are none any more. Each answer is for good: what makes a letter
 * resolved or superseded is never undone, and a later processing that fails makes a letter of its
 * own.
 */
final class LetterEnds {

  /**
   * What a delivery's latest manifest says of a letter that an earlier processing left. Each
   * manifest is unfolded once, however many letters it has; {@code offset 0} keeps it so. Its
   * letters are found by their delivery and by nothing else: while the table has no statistics yet,
   * the index of what is open would be read for each delivery, too (measured: 225 s for 100,000).
   */
  private static final String READ_AGAIN =
      """
      update app.dead_letters l
      set closed = case when l.delivery_index = any(f.dead) then 'superseded' else 'resolved' end,
        closed_at = now()
      from (
        select o.delivery_id, m.replay_id,
          array(
            select (e->>'index')::int from jsonb_array_elements(m.elements) e
            where e->>'fate' = 'dead') as dead
        from (
          select delivery_id, min(replay_id::text)::uuid as replay_id
          from app.dead_letters
          where closed is null and stage = 'normalizer' and delivery_id is not null
          group by delivery_id) o
        join app.manifests m on m.delivery_id = o.delivery_id and m.replay_id > o.replay_id
        where m.elements is not null
        offset 0) f
      where l.delivery_id = f.delivery_id and f.replay_id > l.replay_id
        and l.stage = 'normalizer' and coalesce(l.closed, '') = ''
      """;

  /** A delivery kept twice dies twice; its letters have one partition. */
  private static final String TWICE =
      """
      update app.dead_letters l set closed = 'superseded', closed_at = now()
      where l.closed is null and l.stage = 'normalizer' and l.delivery_id is not null
        and exists (
          select from app.dead_letters first
          where first.stage = 'normalizer' and first.delivery_id = l.delivery_id
            and first.delivery_index = l.delivery_index and first.replay_id = l.replay_id
            and (first.dead_partition, first.dead_offset) < (l.dead_partition, l.dead_offset))
      """;

  /** What the writer could not write is there by now. */
  private static final String WRITTEN =
      """
      update app.dead_letters l set closed = 'resolved', closed_at = now()
      where l.closed is null and l.stage = 'writer' and (
        case
          when l.origin like 'raw.%' then exists (
            select from app.payloads p where p.delivery_id = l.delivery_id)
          when l.origin like 'fates.v1-%' then exists (
            select from app.manifests m
            where m.delivery_id = l.delivery_id and m.replay_id = l.replay_id
              and m.elements is not null)
          when l.origin like 'reconciled.v1-%' then exists (
            select from app.reconciliations r where r.id = l.event_id and r.source = l.source)
          else exists (
            select from app.events e
            where e.delivery_id = l.delivery_id and e.delivery_index = l.delivery_index
              and e.event_id = l.event_id and e.replay_id = l.replay_id)
        end)
      """;

  /** What a later processing replaced need not be written any more. */
  private static final String REPLACED =
      """
      update app.dead_letters l set closed = 'superseded', closed_at = now()
      where l.closed is null and l.stage = 'writer' and l.origin not like 'raw.%'
        and exists (
          select from app.manifests m
          where m.delivery_id = l.delivery_id and m.replay_id > l.replay_id
            and m.elements is not null)
      """;

  /** It was put back and has died again: the later letter says how often. */
  private static final String DIED_AGAIN =
      """
      update app.dead_letters l set closed = 'superseded', closed_at = now()
      where l.closed is null and exists (
        select from app.dead_letters again
        where again.redriven = l.stage || '-' || l.dead_partition || '@' || l.dead_offset)
      """;

  /** An element that somebody discarded is discarded for as long as it fails in the same way. */
  private static final String DISCARDED_BEFORE =
      """
      update app.dead_letters l set closed = 'discarded', closed_at = now(),
        closed_by = before.closed_by, closed_why = before.closed_why
      from app.dead_letters before
      where l.closed is null and l.delivery_id is not null and before.closed = 'discarded'
        and before.stage = l.stage and before.delivery_id = l.delivery_id
        and before.delivery_index = l.delivery_index and before.group_id = l.group_id
        and before.event_id is not distinct from l.event_id
        and before.replay_id < l.replay_id
      """;

  private LetterEnds() {}

  /** Closes what has ended. */
  static int find(Handle handle) {
    return handle.execute(READ_AGAIN)
        + handle.execute(TWICE)
        + handle.execute(WRITTEN)
        + handle.execute(REPLACED)
        + handle.execute(DIED_AGAIN)
        + handle.execute(DISCARDED_BEFORE);
  }
}
