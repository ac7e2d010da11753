-- 24,000 deliveries of two sources, each a call; every second one also a lead of 6,000 persons. A fifth
-- was fetched.
select app.make_month('2026-03-01');

create temp table d as
select i, case when i % 2 = 0 then 'knowlarity' else 'onecom' end as source,
  (lpad(to_hex((extract(epoch from timestamptz '2026-03-01 00:00Z') * 1000)::bigint + i * 60000), 12, '0')
    || '70008' || lpad(i::text, 15, '0'))::uuid as delivery_id,
  timestamptz '2026-03-01 00:00Z' + i * interval '1 minute' as at,
  '+1202555' || lpad((i % 6000)::text, 4, '0') as phone, 1 + i % 6000 as person
from generate_series(1, 24000) i;

insert into app.manifests
select delivery_id, '00000000-0000-0000-0000-000000000000', source, at, 'hash',
  '[{"index": 0, "fate": "canonical"}]'
from d;
insert into app.payloads select delivery_id, source, source, 'call', at, '{}', '{}', 'raw', 0, i from d;
insert into app.events
select delivery_id, 0, md5('call ' || i)::uuid, '00000000-0000-0000-0000-000000000000', 'call',
  case when i % 3 = 0 then '' else source || '/' || i end, source,
  case when i % 3 = 0 then 'call.notify' else 'call.completed' end, at, at, at, true, true,
  jsonb_build_object('vendor', source, 'call_id', source || '/' || i)
from d;
insert into app.events
select delivery_id, 0, md5('lead ' || i)::uuid, '00000000-0000-0000-0000-000000000000', 'lead',
  source || '/' || i, source, 'lead.created', at, at, at, true, true,
  jsonb_build_object('vendor', source)
from d where i % 2 = 0;
insert into app.calls (call_id, source, vendor, vendor_call_id, interaction_id, customer_phone,
  agent_id, vendor_lead_id, started_at, first_seen_at, changed_at)
select source || '/' || i, source, source, i::text, case when i % 4 = 0 then (i / 8) || 'x' end, phone,
  (i % 500)::text, case when i % 2 = 0 then i::text end, at, at, at
from d;
insert into app.leads (person, lead_id, first_event_id, first_source, source, phone)
select person, md5('person ' || person)::uuid, md5('lead ' || min(i))::uuid, min(source), min(source), phone
from d group by person, phone;
insert into app.lead_facts
select md5('lead ' || i)::uuid, person, md5('alias ' || i)::uuid, source, i::text, phone, 'new', null,
  'lead.created', at, at, delivery_id, 0, '00000000-0000-0000-0000-000000000000'
from d where i % 2 = 0;
insert into app.lead_keys
select 'i:' || source || '/' || i, person from d where i % 2 = 0
union all select distinct 'p:' || phone, person from d;
insert into app.recordings (entity, call_id, state)
select source || '/' || i, source || '/' || i, 'found' from d;
insert into app.pulled select delivery_id, source, at from d where i % 10 < 2;
