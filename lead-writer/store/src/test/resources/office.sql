-- A small company's tables, as the writer would leave them. Delivery n is received n minutes after ten.
select app.make_month('2026-03-01');

insert into app.sources values
  ('knowlarity', 'knowlarity', 'Knowlarity Lead {phone}'),
  ('raam', 'mg-digital-leads', 'Knowlarity Lead {phone}'),
  ('onecom', 'onecom', null),
  ('idle', 'convoso', null);
insert into app.known_agents values
  ('onecom', '101', '101', 'Dana Katz', null),
  ('onecom', '199', '199', 'Noam Peretz', '+12025550199');

create function pg_temp.delivery(n int) returns uuid language sql as $$
  select (lpad(to_hex((extract(epoch from timestamptz '2026-03-01 10:00Z') * 1000)::bigint + n), 12, '0')
    || '70008' || lpad(n::text, 15, '0'))::uuid
$$;
create function pg_temp.at(n int) returns timestamptz language sql as $$
  select timestamptz '2026-03-01 10:00Z' + n * interval '1 minute'
$$;
create function pg_temp.event(n int, i int) returns uuid language sql as $$
  select md5(n || '/' || i)::uuid
$$;

create temp table told (
  n int, i int, kind text, source text, entity text, event_type text, told boolean, body jsonb);
insert into told values
  -- a missed call, and the lead that it makes
  (1, 0, 'call', 'knowlarity', 'knowlarity/k1', 'call.completed', true, '{"vendor": "knowlarity", "call_id": "knowlarity/k1", "customer_phone": "+12025550143", "customer_phone_raw": "(202) 555-0143", "extras": "{\"note\": \"ask for Jordan Lee at jordan@example.com\"}", "recording_url": "https://example.com/12025550143.mp3"}'),
  (1, 0, 'lead', 'knowlarity', 'knowlarity/k1', 'lead.created', true, '{"vendor": "knowlarity", "vendor_lead_id": "k1", "vendor_call_id": "k1", "phone": "+12025550143"}'),
  -- the same person fills a form twice, with a name
  (2, 0, 'lead', 'raam', '+12025550143', 'lead.created', true, '{"vendor": "mg-digital-leads", "phone": "+12025550143", "phone_raw": "2025550143", "full_name": "Jordan Lee", "campaign": "Spring"}'),
  (3, 0, 'lead', 'raam', '+12025550143', 'lead.created', true, '{"vendor": "mg-digital-leads", "phone": "+12025550143", "phone_raw": "2025550143"}'),
  -- a transfer of two legs, the first reported again, and its announcement
  (4, 0, 'call', 'onecom', 'onecom/o1', 'call.completed', true, '{"vendor": "onecom", "call_id": "onecom/o1", "agent_name": "Rina Levi"}'),
  (4, 1, 'call', 'onecom', 'onecom/o2', 'call.completed', true, '{"vendor": "onecom", "call_id": "onecom/o2"}'),
  (5, 0, 'call', 'onecom', 'onecom/o1', 'call.completed', false, '{"vendor": "onecom", "call_id": "onecom/o1"}'),
  (6, 0, 'call', 'onecom', '', 'call.notify', true, '{"vendor": "onecom", "call_id": "onecom/o1"}'),
  -- what somebody wrote, and an agent made
  (7, 0, 'activity', 'onecom', 'onecom/a', 'agent.created', true, '{"vendor": "onecom", "subject_id": "a", "subject_name": "Rina Levi"}');

insert into app.events
select pg_temp.delivery(n), i,
  case when n = 5 then pg_temp.event(4, 0) else md5(n || '/' || i || kind)::uuid end,
  '00000000-0000-0000-0000-000000000000', kind, entity, source, event_type, pg_temp.at(n),
  pg_temp.at(n), pg_temp.at(n) + interval '1 second', true, told, body
from told;
update app.events set event_id = pg_temp.event(4, 0) where delivery_id = pg_temp.delivery(4) and delivery_index = 0;

insert into app.manifests
select pg_temp.delivery(n), '00000000-0000-0000-0000-000000000000', min(source), pg_temp.at(n), 'hash',
  jsonb_agg(distinct jsonb_build_object('index', i, 'fate', 'canonical'))
from told group by n;
insert into app.manifests values
  (pg_temp.delivery(8), '00000000-0000-0000-0000-000000000000', 'onecom', pg_temp.at(8), null,
   '[{"index": 0, "fate": "dead", "reason": "uniqueid is missing"}, {"index": 1, "fate": "ignored", "reason": "a sign of life"}]');

-- the last delivery has only arrived in the archive
insert into app.payloads
select pg_temp.delivery(n), source, source, 'call', pg_temp.at(n), headers::jsonb, body, 'raw', 0, n
from (values
  (1, 'knowlarity', '{}', convert_to('{"uuid": "k1", "customer": "+12025550143"}', 'UTF8')),
  (2, 'raam', '{}', convert_to('phone_number=2025550143', 'UTF8')),
  (3, 'raam', '{"query": "phone_number=2025550143"}', ''),
  (4, 'onecom', '{}', '\x7b00'),
  (5, 'onecom', '{}', convert_to('{"name": "\u0000"}', 'UTF8')),
  (9, 'onecom', '{}', '')) p(n, source, headers, body);

insert into app.calls (call_id, source, vendor, vendor_call_id, interaction_id, direction, status,
  started_at, ended_at, duration_s, talk_s, customer_phone, customer_phone_raw, customer_phone_status,
  customer_name, business_phone, agent_id, agent_name, agent_phone, vendor_lead_id, recording_url,
  occurred_at, first_seen_at, changed_at)
values
  ('knowlarity/k1', 'knowlarity', 'knowlarity', 'k1', null, 'inbound', 'missed', pg_temp.at(0),
   pg_temp.at(1), 60, 0, '+12025550143', '(202) 555-0143', 'valid', null, '+12025550100', null, null,
   null, 'k1', null, pg_temp.at(1), pg_temp.at(1), pg_temp.at(1)),
  ('knowlarity/k2', 'knowlarity', 'knowlarity', 'k2', null, 'inbound', 'answered', pg_temp.at(1),
   pg_temp.at(2), 60, 50, '+12025550155', '(202) 555-0155', 'valid', null, '+12025550100', null, null,
   '+12025550188', null, null, pg_temp.at(2), pg_temp.at(2), pg_temp.at(2)),
  ('onecom/o1', 'onecom', 'onecom', 'o1', 'o1', 'inbound', 'missed', pg_temp.at(3), pg_temp.at(4), 60,
   null, '+12025550143', '2025550143', 'valid', null, null, '101', 'Rina Levi', null, null, null,
   pg_temp.at(4), pg_temp.at(4), pg_temp.at(4)),
  ('onecom/o2', 'onecom', 'onecom', 'o2', 'o1', 'internal', 'answered', pg_temp.at(4), pg_temp.at(5),
   60, 45, null, null, null, 'Jordan at the desk', null, '102', 'Rina Levi', null, null,
   'https://example.com/o2?caller=12025550143', pg_temp.at(4), pg_temp.at(4), pg_temp.at(4));

insert into app.leads (person, lead_id, first_event_id, first_source, source, vendor, vendor_lead_id,
  phone, phone_raw, phone_status, email, first_name, last_name, status, address, occurred_at,
  first_seen_at, changed_at)
values
  (1, md5('jordan')::uuid, md5('1/0lead')::uuid, 'knowlarity', 'raam', 'mg-digital-leads', 'k1',
   '+12025550143', '2025550143', 'valid', 'jordan@example.com', 'Jordan', 'Lee', 'new',
   '12 Hillside Road', pg_temp.at(3), pg_temp.at(1), pg_temp.at(3)),
  (2, md5('nameless')::uuid, md5('nameless event')::uuid, 'knowlarity', 'knowlarity', 'knowlarity',
   '+12025550177', '+12025550177', '2025550177', 'valid', null, null, null, null, null, pg_temp.at(4),
   pg_temp.at(4), pg_temp.at(4));

insert into app.lead_facts
select md5(n || '/0lead')::uuid, 1, md5('alias ' || n)::uuid, source, id, '+12025550143', status,
  vendor_status, 'lead.created', pg_temp.at(occurred), pg_temp.at(n), pg_temp.delivery(n), 0,
  '00000000-0000-0000-0000-000000000000'
from (values
  (1, 1, 'knowlarity', 'k1', 'new', 'Fresh'),
  (2, 2, 'raam', 'form-1', 'qualified', 'Warm'),
  (3, 900, 'raam', 'form-2', 'unknown', 'Odd')) f(n, occurred, source, id, status, vendor_status);
update app.lead_facts set alias = md5('jordan')::uuid where received_at = pg_temp.at(1);
insert into app.lead_keys values
  ('i:knowlarity/k1', 1), ('i:raam/form-1', 1), ('i:raam/form-2', 1), ('p:+12025550143', 1),
  ('p:+12025550177', 2);

insert into app.conversations (entity, source, vendor, conversation_id, vendor_lead_id, sender, text,
  occurred_at, first_seen_at, changed_at)
values ('knowrithm/c', 'knowrithm', 'knowrithm', 'c', 'l-9', 'jordan@example.com',
  'Jordan Lee here, ring me on 202 555 0143', pg_temp.at(1), pg_temp.at(1), pg_temp.at(1));

insert into app.recordings (entity, state, source, vendor, call_id, vendor_call_id, recording_url,
  attempt, next_attempt_at, reason, occurred_at, first_seen_at, changed_at)
values
  ('onecom/o1', 'waiting', 'onecom', 'onecom', 'onecom/o1', 'o1', null, 2, pg_temp.at(30),
   'not there yet', pg_temp.at(6), pg_temp.at(4), pg_temp.at(4)),
  ('knowlarity/k1', 'found', 'knowlarity', 'knowlarity', 'knowlarity/k1', 'k1',
   'https://example.com/12025550143.mp3', 1, pg_temp.at(9), 'not there yet', pg_temp.at(6),
   pg_temp.at(1), pg_temp.at(1));
