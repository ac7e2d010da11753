package dev.trunkline.store;

/** SQL that tells what a source's vendor sent from what we fetched; {@code s} is the source. */
final class Sent {

  /** Whether the payload {@code p} was sent. */
  static final String IS_SENT =
      " and not exists (select from app.pulled q where q.delivery_id = p.delivery_id) ";

  /**
   * Receipt of the newest that was sent, null if nothing was in the year up to {@code :now}. Behind
   * the last week, the weeks are counted in the indexes until one has more than was fetched: what a
   * silent source goes on being polled for is not looked through one by one, every minute.
   */
  static final String LAST =
      """
      coalesce(
        (select p.received_at from app.payloads p
         where p.source = s.source and p.received_at > :now - interval '168 hours' %1$s
         order by p.received_at desc limit 1),
        (with recursive back(week, found) as (
           select 0, false
           union all
           select week + 1,
             (select count(*) from app.payloads p where p.source = s.source
               and p.received_at > :now - (week + 2) * interval '168 hours'
               and p.received_at <= :now - (week + 1) * interval '168 hours')
             > (select count(*) from app.pulled p where p.source = s.source
               and p.received_at > :now - (week + 2) * interval '168 hours'
               and p.received_at <= :now - (week + 1) * interval '168 hours')
           from back where not found and week < 51)
         select (
           select p.received_at from app.payloads p
           where p.source = s.source
             and p.received_at > :now - (week + 1) * interval '168 hours'
             and p.received_at <= :now - week * interval '168 hours' %1$s
           order by p.received_at desc limit 1)
         from back where found))
      """
          .formatted(IS_SENT);

  private Sent() {}
}
