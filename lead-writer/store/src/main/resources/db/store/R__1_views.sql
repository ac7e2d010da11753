-- The contract. Columns may be added at the end of a view, never renamed, moved or removed.

-- One row for each event that counts: of the copies of one event_id the least receipt.
create or replace view app.told as
select e.*
from app.events e
where e.live
  and not exists (
    select from app.events c
    where c.entity = e.entity
      and c.event_id = e.event_id
      and c.kind = e.kind
      and c.live
      and (c.received_at, c.delivery_id, c.delivery_index, e.replay_id)
        < (e.received_at, e.delivery_id, e.delivery_index, c.replay_id));

create or replace view analytics.leads as
select lead_id, first_source, source, vendor, vendor_lead_id, phone, phone_raw, phone_status, email,
  full_name, first_name, last_name, status, vendor_status, campaign, channel, company_id, address,
  city, state, postal_code, country, vendor_call_id, is_test, occurred_at, first_seen_at, changed_at
from app.leads;

create or replace view analytics.calls as
select c.call_id, c.source, c.vendor, c.vendor_call_id, c.interaction_id, c.direction, c.status,
  c.vendor_disposition, c.started_at, c.answered_at, c.ended_at, c.duration_s, c.talk_s,
  c.customer_phone, c.customer_phone_raw, c.customer_phone_status, c.customer_name,
  c.business_phone, c.agent_id, c.agent_name, c.agent_phone, c.campaign, c.queue, c.vendor_lead_id,
  c.recording_url, c.vendor_recording_id, c.is_test, c.occurred_at,
  coalesce(
    (select l.lead_id from app.leads l where l.entity = c.source || '/' || c.vendor_lead_id),
    (select l.lead_id from app.leads l where l.phone = c.customer_phone
     order by l.first_seen_at, l.first_event_id limit 1)) as lead_id,
  c.first_seen_at, c.changed_at
from app.calls c;

create or replace view analytics.lead_touches as
select l.lead_id, t.event_id, t.event_type, t.source, t.body->>'vendor' as vendor,
  t.body->>'vendor_lead_id' as vendor_lead_id, t.body->>'vendor_call_id' as vendor_call_id,
  t.occurred_at, t.received_at, t.event_id = l.first_event_id as is_primary, t.delivery_id,
  t.delivery_index
from app.told t
join app.leads l on l.entity = t.entity
where t.kind = 'lead' and t.entity <> '';

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
from app.told
where kind = 'activity';

create or replace view analytics.call_events as
select event_id, event_type, source, body->>'vendor' as vendor, delivery_id, delivery_index,
  occurred_at, received_at, body->>'definition_hash' as definition_hash,
  (body->>'is_test')::boolean as is_test, body->>'extras' as extras,
  body->>'call_id' as call_id, body->>'vendor_call_id' as vendor_call_id,
  body->>'interaction_id' as interaction_id, body->>'direction' as direction,
  body->>'status' as status, body->>'vendor_disposition' as vendor_disposition,
  (body->>'started_at')::timestamptz as started_at,
  (body->>'answered_at')::timestamptz as answered_at,
  (body->>'ended_at')::timestamptz as ended_at,
  (body->>'duration_s')::int as duration_s, (body->>'talk_s')::int as talk_s,
  body->>'customer_phone' as customer_phone, body->>'customer_phone_raw' as customer_phone_raw,
  body->>'customer_phone_status' as customer_phone_status, body->>'customer_name' as customer_name,
  body->>'business_phone' as business_phone, body->>'agent_id' as agent_id,
  body->>'agent_name' as agent_name, body->>'agent_phone' as agent_phone,
  body->>'campaign' as campaign, body->>'queue' as queue, body->>'vendor_lead_id' as vendor_lead_id,
  body->>'recording_url' as recording_url, body->>'vendor_recording_id' as vendor_recording_id
from app.told
where kind = 'call';

create or replace view analytics.deliveries as
select m.delivery_id, (el->>'index')::int as delivery_index, m.source, m.received_at,
  case when el->>'fate' = 'canonical' and (
    select bool_and(exists (
      select from app.events c
      where c.entity = e.entity and c.event_id = e.event_id and c.kind = e.kind and c.live
        and (c.received_at, c.delivery_id, c.delivery_index)
          < (e.received_at, e.delivery_id, e.delivery_index)))
    from app.events e
    where e.delivery_id = m.delivery_id and e.delivery_index = (el->>'index')::int and e.live)
  then 'duplicate' else el->>'fate' end as fate,
  el->>'reason' as reason,
  array(select jsonb_array_elements_text(el->'event_ids')::uuid) as event_ids,
  nullif(m.replay_id, '00000000-0000-0000-0000-000000000000') as replay_id, m.definition_hash
from app.manifests m
cross join lateral jsonb_array_elements(m.elements) el;

create or replace view analytics.sources as
select m.source, m.deliveries, coalesce(c.calls, 0) as calls,
  coalesce(l.leads_first_seen, 0) as leads_first_seen, coalesce(t.leads_touched, 0) as leads_touched,
  m.last_delivery_at
from (select source, count(*) as deliveries, max(received_at) as last_delivery_at
      from app.manifests group by source) m
left join (select source, count(*) as calls from app.calls group by source) c using (source)
left join (select first_source as source, count(*) as leads_first_seen
           from app.leads group by first_source) l using (source)
left join (select source, count(distinct entity) as leads_touched from app.events
           where kind = 'lead' and live and entity <> '' group by source) t using (source);
