-- The contract. Columns may be added at the end of a view, never renamed, moved or removed.

-- Every source that is configured or has delivered: from one to the next in the index, as Postgres
-- does not skip by itself.
create or replace view app.known_sources as
with recursive delivered(source) as (
  select min(source) from app.manifests
  union all
  select (select min(source) from app.manifests m where m.source > d.source)
  from delivered d
  where d.source is not null
)
select source from delivered where source is not null
union
select source from app.sources;

-- A time as events tell it, cut to the microsecond as the fold cuts it; a cast would round it.
create or replace function app.instant(text) returns timestamptz language sql stable strict
as $$ select regexp_replace($1, '(\.\d{6})\d+', '\1')::timestamptz $$;

-- A call belongs to the person that its (source, vendor_lead_id) leads to, else to that of its
-- phone. Two branches, so that the calls of one person are found from the person's keys.
create or replace view analytics.calls as
select c.call_id, c.source, c.vendor, c.vendor_call_id, c.interaction_id, c.direction, c.status,
  c.vendor_disposition, c.started_at, c.answered_at, c.ended_at, c.duration_s, c.talk_s,
  c.customer_phone, c.customer_phone_raw, c.customer_phone_status,
  coalesce(c.customer_name, c.person_name, replace(s.default_lead_name, '{phone}', c.customer_phone))
    as customer_name,
  c.business_phone, c.agent_id, c.agent_name, c.agent_phone, c.campaign, c.queue, c.vendor_lead_id,
  case when c.recording_url is null and c.vendor_recording_id is null then r.recording_url
    else c.recording_url end as recording_url,
  case when c.recording_url is null and c.vendor_recording_id is null then r.vendor_recording_id
    else c.vendor_recording_id end as vendor_recording_id,
  c.is_test, c.occurred_at, c.lead_id, c.first_seen_at, c.changed_at, r.state as recording_status
from (
  select c.*, l.lead_id,
    coalesce(l.full_name, nullif(concat_ws(' ', l.first_name, l.last_name), '')) as person_name
  from app.calls c
  join app.lead_keys k on k.key = 'i:' || c.source || '/' || c.vendor_lead_id
  join app.leads l on l.person = k.person
  union all
  select c.*, l.lead_id,
    coalesce(l.full_name, nullif(concat_ws(' ', l.first_name, l.last_name), '')) as person_name
  from app.calls c
  left join app.lead_keys k on k.key = 'p:' || c.customer_phone
  left join app.leads l on l.person = k.person
  where not exists (
    select from app.lead_keys i where i.key = 'i:' || c.source || '/' || c.vendor_lead_id)
) c
left join app.sources s on s.source = c.source
left join app.recordings r on r.entity = c.call_id;

create or replace view analytics.interactions as
select source, coalesce(interaction_id, vendor_call_id) as interaction_id, count(*) as legs,
  min(started_at) as started_at, max(ended_at) as ended_at,
  (array['answered', 'voicemail', 'in_progress', 'ringing', 'busy', 'missed', 'cancelled', 'failed',
    'unknown'])[min(array_position(array['answered', 'voicemail', 'in_progress', 'ringing', 'busy',
    'missed', 'cancelled', 'failed', 'unknown'], status))] as status,
  (array_agg(direction order by direction = 'unknown', direction = 'internal', started_at, call_id)
    filter (where direction is not null))[1] as direction,
  sum(talk_s) as talk_s,
  (array_agg(customer_phone order by started_at, call_id)
    filter (where customer_phone is not null))[1] as customer_phone,
  coalesce(array_agg(distinct coalesce(agent_id, agent_phone, agent_name))
    filter (where coalesce(agent_id, agent_phone, agent_name) is not null), '{}') as agents,
  (array_agg(lead_id order by started_at, call_id) filter (where lead_id is not null))[1]
    as lead_id,
  bool_or(is_test) as is_test, min(first_seen_at) as first_seen_at, max(changed_at) as changed_at
from analytics.calls
group by source, coalesce(interaction_id, vendor_call_id);

create or replace view analytics.leads as
select l.lead_id, l.first_source, l.source, l.vendor, l.vendor_lead_id, l.phone, l.phone_raw,
  l.phone_status, l.email,
  coalesce(l.full_name, nullif(concat_ws(' ', l.first_name, l.last_name), ''),
    replace(s.default_lead_name, '{phone}', l.phone)) as full_name,
  l.first_name, l.last_name, l.status, l.vendor_status, l.campaign, l.channel, l.company_id,
  l.address, l.city, l.state, l.postal_code, l.country, l.vendor_call_id, l.is_test, l.occurred_at,
  l.first_seen_at, l.changed_at
from app.leads l
left join app.sources s on s.source = l.first_source;

create or replace view analytics.lead_touches as
select l.lead_id, f.event_id, f.event_type, f.source, e.body->>'vendor' as vendor, f.vendor_lead_id,
  e.body->>'vendor_call_id' as vendor_call_id, f.occurred_at, f.received_at,
  f.event_id = l.first_event_id as is_primary, f.delivery_id, f.delivery_index
from app.lead_facts f
join app.leads l on l.person = f.person
left join app.events e on e.delivery_id = f.delivery_id and e.delivery_index = f.delivery_index
  and e.event_id = f.event_id and e.replay_id = f.replay_id;

-- The fold's order and worth (README, The fold) over the reports of one person by one source.
create or replace view analytics.lead_sources as
select l.lead_id, t.source, t.vendor_lead_id, t.outcome[1][1] as status,
  t.outcome[1][2] as vendor_status, t.first_touch_at, t.last_touch_at, t.touches
from app.leads l
cross join lateral (
  select f.source, min(f.received_at) as first_touch_at, max(f.received_at) as last_touch_at,
    count(*) as touches,
    (array_agg(f.vendor_lead_id
      order by least(f.occurred_at, f.received_at + interval '5 minutes') desc, f.received_at desc,
        f.event_id desc) filter (where f.vendor_lead_id is not null))[1] as vendor_lead_id,
    array_agg(array[f.status, f.vendor_status]
      order by case when f.status <> 'unknown' then 3 when f.vendor_status is not null then 2
          else 1 end desc,
        least(f.occurred_at, f.received_at + interval '5 minutes') desc, f.received_at desc,
        f.event_id desc) filter (where f.status is not null or f.vendor_status is not null)
      as outcome
  from app.lead_facts f
  where f.person = l.person
  group by f.source
) t;

create or replace view analytics.lead_aliases as
select f.alias, l.lead_id
from app.lead_facts f
join app.leads l on l.person = f.person;

create or replace view analytics.agents as
select source, agent, max(agent_id) as agent_id,
  coalesce(max(agent_name) filter (where listed),
    (array_agg(agent_name order by changed_at desc, call_id desc)
      filter (where not listed and agent_name is not null))[1]) as agent_name,
  coalesce((array_agg(agent_phone order by changed_at desc, call_id desc)
      filter (where not listed and agent_phone is not null))[1],
    max(agent_phone) filter (where listed)) as agent_phone,
  min(first_seen_at) as first_seen_at, max(changed_at) as last_seen_at,
  count(*) filter (where not listed) as calls
from (
  select source, coalesce(agent_id, agent_phone, agent_name) as agent, agent_id, agent_name,
    agent_phone, first_seen_at, changed_at, call_id, false as listed
  from app.calls
  where coalesce(agent_id, agent_phone, agent_name) is not null
  union all
  select source, agent, agent_id, agent_name, agent_phone, null, null, null, true
  from app.known_agents
) a
group by source, agent;

create or replace view analytics.conversations as
select conversation_id, source, vendor, vendor_lead_id, agent_id, channel, rating, flagged,
  message_id, sender, text, started_at, ended_at, is_test, occurred_at, first_seen_at, changed_at
from app.conversations;

create or replace view analytics.activity as
select event_id, event_type, source, body->>'vendor' as vendor, delivery_id, delivery_index,
  occurred_at, received_at, body->>'definition_hash' as definition_hash,
  (body->>'is_test')::boolean as is_test, body->>'extras' as extras,
  body->>'subject_id' as subject_id, body->>'subject_name' as subject_name,
  body->>'status' as status
from app.events
where kind = 'activity' and told;

-- A call's entity is its call_id, by which it is found; only announcements have none.
create or replace view analytics.call_events as
select event_id, event_type, source, body->>'vendor' as vendor, delivery_id, delivery_index,
  occurred_at, received_at, body->>'definition_hash' as definition_hash,
  (body->>'is_test')::boolean as is_test, body->>'extras' as extras,
  call_id, body->>'vendor_call_id' as vendor_call_id,
  body->>'interaction_id' as interaction_id, body->>'direction' as direction,
  body->>'status' as status, body->>'vendor_disposition' as vendor_disposition,
  app.instant(body->>'started_at') as started_at,
  app.instant(body->>'answered_at') as answered_at,
  app.instant(body->>'ended_at') as ended_at,
  (body->>'duration_s')::int as duration_s, (body->>'talk_s')::int as talk_s,
  body->>'customer_phone' as customer_phone, body->>'customer_phone_raw' as customer_phone_raw,
  body->>'customer_phone_status' as customer_phone_status, body->>'customer_name' as customer_name,
  body->>'business_phone' as business_phone, body->>'agent_id' as agent_id,
  body->>'agent_name' as agent_name, body->>'agent_phone' as agent_phone,
  body->>'campaign' as campaign, body->>'queue' as queue, body->>'vendor_lead_id' as vendor_lead_id,
  body->>'recording_url' as recording_url, body->>'vendor_recording_id' as vendor_recording_id
from (
  select event_id, event_type, source, delivery_id, delivery_index, occurred_at, received_at, body,
    entity as call_id
  from app.events
  where kind = 'call' and told and entity <> ''
  union all
  select event_id, event_type, source, delivery_id, delivery_index, occurred_at, received_at, body,
    body->>'call_id'
  from app.events
  where kind = 'call' and told and entity = ''
) e;

create or replace view analytics.deliveries as
select m.delivery_id, (el->>'index')::int as delivery_index, m.source, m.received_at,
  case when el->>'fate' = 'canonical' and (
    select not bool_or(e.told)
    from app.events e
    where e.delivery_id = m.delivery_id and e.delivery_index = (el->>'index')::int and e.live)
  then 'duplicate' else el->>'fate' end as fate,
  coalesce(el->>'reason', case when x.delivery_id is not null then 'erased' end) as reason,
  array(select jsonb_array_elements_text(el->'event_ids')::uuid) as event_ids,
  nullif(m.replay_id, '00000000-0000-0000-0000-000000000000') as replay_id, m.definition_hash
from app.manifests m
cross join lateral jsonb_array_elements(m.elements) el
left join app.erased_elements x
  on x.delivery_id = m.delivery_id and x.delivery_index = (el->>'index')::int;

create or replace view analytics.erased as
select delivery_id, delivery_index, erased_at
from app.erased_elements
union all
select delivery_id, null, erased_at
from app.erased_payloads;

create or replace view analytics.recordings as
select call_id, source, vendor, vendor_call_id, vendor_lead_id, vendor_recording_id,
  state as status, coalesce(attempt, 0) as attempts,
  case when state = 'waiting' then next_attempt_at end as next_attempt_at,
  case when state in ('waiting', 'absent', 'given_up') then reason end as reason, recording_url,
  started_at, duration_s, expires_at, stored_at, sha256, bytes, media_type, is_test, occurred_at,
  first_seen_at, changed_at, part
from app.recordings;

create or replace view analytics.sources as
select s.source, coalesce(m.deliveries, 0) as deliveries, coalesce(c.calls, 0) as calls,
  coalesce(l.leads_first_seen, 0) as leads_first_seen, coalesce(t.leads_touched, 0) as leads_touched,
  m.last_delivery_at, null::bigint as refused
from app.known_sources s
-- What the recording fetcher tells has a delivery_id, and is no delivery of a vendor's.
left join (select source, count(*) as deliveries, max(received_at) as last_delivery_at
           from app.manifests where elements is not null group by source) m using (source)
left join (select source, count(*) as calls from app.calls group by source) c using (source)
left join (select first_source as source, count(*) as leads_first_seen
           from app.leads group by first_source) l using (source)
left join (select source, count(distinct person) as leads_touched
           from app.lead_facts group by source) t using (source);

create or replace view analytics.freshness as
select s.source, p.received_at as archived_receipt, m.received_at as judged_receipt,
  e.received_at as written_receipt, e.written_at,
  round(extract(epoch from clock_timestamp() - p.received_at))::bigint as archived_age_s,
  round(extract(epoch from clock_timestamp() - m.received_at))::bigint as judged_age_s,
  round(extract(epoch from clock_timestamp() - e.received_at))::bigint as written_age_s
from app.known_sources s
left join lateral (
  select received_at from app.payloads
  where source = s.source order by received_at desc limit 1) p on true
left join lateral (
  select received_at from app.manifests
  where source = s.source and elements is not null order by received_at desc limit 1) m on true
left join lateral (
  select m.received_at, e.written_at
  from app.manifests m
  join app.events e on e.delivery_id = m.delivery_id
  where m.source = s.source
  order by m.received_at desc limit 1) e on true;

-- Every source of which anything was fetched, in the same way.
create or replace view app.pulled_sources as
with recursive pulled(source) as (
  select min(source) from app.pulled
  union all
  select (select min(source) from app.pulled p where p.source > d.source)
  from pulled d
  where d.source is not null
)
select source from pulled where source is not null;

-- The days on which calls of fetched sources began: from one to the next in the index. A history
-- that was fetched later tells of days on which nothing was received.
create or replace view app.call_days as
with recursive days(source, day) as (
  select s.source, (
    select (c.started_at at time zone 'UTC')::date from app.calls c
    where c.source = s.source and c.started_at is not null
    order by c.started_at limit 1)
  from app.pulled_sources s
  union all
  select d.source, (
    select (c.started_at at time zone 'UTC')::date from app.calls c
    where c.source = d.source and c.started_at >= (d.day + 1)::timestamp at time zone 'UTC'
    order by c.started_at limit 1)
  from days d
  where d.day is not null
)
select source, day from days where day is not null;

-- Calls that no webhook told of, whatever order and repetition deliveries came in: of all copies
-- that count, not only of the one that came first. Leads, where a source has no calls.
create or replace view app.pull_only as
select t.source, t.day, count(*) as entities
from (
  select source, (coalesce(c.started_at, c.first_seen_at) at time zone 'UTC')::date as day,
    'call' as kind, c.call_id as entity
  from app.calls c
  join app.pulled_sources using (source)
  union all
  select source, (min(f.received_at) at time zone 'UTC')::date, 'lead',
    source || '/' || f.vendor_lead_id
  from app.lead_facts f
  join app.pulled_sources using (source)
  where f.vendor_lead_id is not null
    and not exists (select from app.calls c where c.source = f.source)
  group by source, f.vendor_lead_id
) t
where not exists (
  select from app.events e
  where e.entity = t.entity and e.kind = t.kind and e.live
    and not exists (select from app.pulled p where p.delivery_id = e.delivery_id))
group by t.source, t.day;

-- What nobody asks for is not computed: each sum is left out where its column is, and the join of
-- what was only pulled too, as it has one row for each source and day. It takes branches whose
-- columns have one type: a 0 beside a bigint would have everything computed.
create or replace view analytics.completeness as
select d.source, d.day, d.delivered, d.written, d.missing, d.canonical, d.ignored, d.dead, d.events,
  d.listed, d.listed_missing, d.differing, d.contradicted, d.extra, d.healed, d.reconciled_at,
  coalesce(p.entities, 0) as pull_only
from (
  select source, day, coalesce(sum(delivered), 0)::bigint as delivered,
    coalesce(sum(written), 0)::bigint as written, coalesce(sum(missing), 0)::bigint as missing,
    coalesce(sum(canonical), 0)::bigint as canonical, coalesce(sum(ignored), 0)::bigint as ignored,
    coalesce(sum(dead), 0)::bigint as dead, coalesce(sum(events), 0)::bigint as events,
    sum(listed)::bigint as listed, sum(listed_missing)::bigint as listed_missing,
    sum(differing)::bigint as differing, sum(contradicted)::bigint as contradicted,
    sum(extra)::bigint as extra, sum(healed)::bigint as healed, max(reconciled_at) as reconciled_at
  from (
    select p.source, (p.received_at at time zone 'UTC')::date as day, 1 as delivered, 0 as written,
      case when exists (select from app.manifests m
        where m.delivery_id = p.delivery_id and m.elements is not null) then 0 else 1 end as missing,
      0 as canonical, 0 as ignored, 0 as dead, 0::bigint as events,
      null::bigint as listed, null::bigint as listed_missing, null::bigint as differing,
      null::bigint as contradicted, null::bigint as extra, null::bigint as healed,
      null::timestamptz as reconciled_at
    from (
      select delivery_id, source, received_at from app.payloads
      union all
      -- What the recording fetcher tells is erased too, and is no delivery.
      select delivery_id, source, received_at from app.erased_payloads x
      where not exists (select from app.manifests m
        where m.delivery_id = x.delivery_id and m.elements is null)) p
    union all
    select m.source, (m.received_at at time zone 'UTC')::date, 0,
      case when m.elements is null then 0 else 1 end, 0,
      jsonb_array_length(jsonb_path_query_array(m.elements, '$[*] ? (@.fate == "canonical")')),
      jsonb_array_length(jsonb_path_query_array(m.elements, '$[*] ? (@.fate == "ignored")')),
      jsonb_array_length(jsonb_path_query_array(m.elements, '$[*] ? (@.fate == "dead")')),
      (select count(*) from app.events e where e.delivery_id = m.delivery_id and e.live),
      null, null, null, null, null, null, null
    from app.manifests m
    union all
    select source, day, 0, 0, 0, 0, 0, 0, 0::bigint,
      case when nth = 1 then listed end, case when nth = 1 then missing end,
      case when nth = 1 then differing end, case when nth = 1 then contradicted end,
      case when nth = 1 then extra end, healed, finished_at
    from (
      select *, row_number() over (partition by source, day, api order by id desc) as nth
      from app.reconciliations) r
    union all
    select source, day, 0, 0, 0, 0, 0, 0, 0::bigint, null, null, null, null, null, null, null
    from app.call_days
  ) told
  group by source, day
) d
left join app.pull_only p on p.source = d.source and p.day = d.day;
