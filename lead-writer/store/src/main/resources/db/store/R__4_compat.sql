-- The tables of the systems that Trunkline replaced, as views: their queries go on working. Times,
-- phones and names are as in analytics, but where a guide says otherwise.
do $$
begin
  if to_regnamespace('compat') is null then -- even "if not exists" would need the right to create
    create schema compat;
  end if;
end
$$;
comment on schema compat is 'The tables of the replaced systems, as views; for new queries take analytics.';

-- What a vendor sent, as those systems kept it: JSON where it is JSON that Postgres can hold, else
-- its text, else (no UTF-8, a NUL) its bytes with escapes. A GET is its query.
create or replace function compat.payload(body bytea, query text) returns jsonb
language plpgsql immutable
as $$
begin
  if length(body) = 0 then
    return to_jsonb(query);
  end if;
  begin
    return convert_from(body, 'UTF8')::jsonb;
  exception when others then
    return to_jsonb(convert_from(body, 'UTF8'));
  end;
exception when others then
  return to_jsonb(encode(body, 'escape'));
end
$$;

create or replace view compat.leads_master as
select l.lead_id as id, l.full_name,
  nullif(right(regexp_replace(coalesce(l.phone, l.phone_raw), '\D', '', 'g'), 10), '')
    as phone_number_normalized,
  l.first_source as source_id, l.vendor_lead_id as external_lead_id,
  coalesce(l.vendor_status,
    replace(upper(left(nullif(l.status, 'unknown'), 1)) || substr(l.status, 2), '_', ' '), 'New')
    as status,
  (select compat.payload(p.body, p.headers->>'query')
   from analytics.lead_touches t
   join app.payloads p on p.delivery_id = t.delivery_id
   where t.lead_id = l.lead_id and t.is_primary) as raw_payload,
  l.first_seen_at as created_at
from analytics.leads l;
comment on view compat.leads_master is 'Knowlarity''s guide: one row a person; status is the vendor''s word, else ours with a capital, New where none was told; raw_payload is the delivery that told of it first.';

create or replace view compat.lead_sources_history as
select t.lead_id, t.source as source_id, t.vendor_lead_id as external_id,
  (select compat.payload(p.body, p.headers->>'query')
   from app.payloads p where p.delivery_id = t.delivery_id) as raw_payload,
  t.received_at, t.is_primary
from analytics.lead_touches t;
comment on view compat.lead_sources_history is 'Knowlarity''s guide: one row for each distinct report about a person, the first one included and primary.';

create or replace view compat."mg-digital-leads" as
select f.event_id as id,
  coalesce(e.body->>'full_name',
    nullif(concat_ws(' ', e.body->>'first_name', e.body->>'last_name'), ''),
    replace(s.default_lead_name, '{phone}', coalesce(f.phone, e.body->>'phone_raw'))) as name,
  coalesce(e.body->>'phone_raw', f.phone) as phone_number, 'Knowlarity'::text as platform,
  e.body->>'campaign' as campaign,
  (select compat.payload(p.body, p.headers->>'query')
   from app.payloads p where p.delivery_id = f.delivery_id) as payload,
  f.received_at as created_at
from app.lead_facts f
join app.events e on e.delivery_id = f.delivery_id and e.delivery_index = f.delivery_index
  and e.event_id = f.event_id and e.replay_id = f.replay_id
left join app.sources s on s.source = f.source
where e.body->>'vendor' = 'mg-digital-leads';
comment on view compat."mg-digital-leads" is 'MG Digital Leads'' guide: one row for each submission, repeated ones included; phone_number as submitted.';

create or replace view compat.contacts as
select lead_id as id, vendor_lead_id as lead_id, first_name, last_name,
  coalesce(phone, phone_raw) as phone_number, email, address, city, state, postal_code as zip,
  campaign, first_seen_at as created_at, changed_at as updated_at
from analytics.leads;
comment on view compat.contacts is 'Convoso''s guide: one row a person; lead_id is the vendor''s id of it.';

create or replace view compat.calls as
select call_id as id, vendor_call_id as call_id, vendor_lead_id as lead_id, agent_id, agent_name,
  coalesce(customer_phone, customer_phone_raw) as phone_number, campaign,
  coalesce(vendor_disposition, status) as disposition, direction, duration_s as duration,
  recording_url, started_at, ended_at, first_seen_at as created_at, changed_at as updated_at
from analytics.calls;
comment on view compat.calls is 'Convoso''s guide: one row a call; call_id and lead_id are the vendor''s, disposition its word, duration in seconds.';

create or replace view compat.agents as
select source || '/' || agent as id, coalesce(agent_id, agent) as agent_id, agent_name as name,
  agent_phone as phone_number, first_seen_at as created_at, last_seen_at as updated_at
from analytics.agents;
comment on view compat.agents is 'Convoso''s guide: one row for each agent of a source.';

create or replace view compat.call_events as
select e.event_id as id, e.call_id, e.event_type,
  (select compat.payload(p.body, p.headers->>'query')
   from app.payloads p where p.delivery_id = e.delivery_id) as payload,
  e.occurred_at, e.received_at as created_at
from analytics.call_events e;
comment on view compat.call_events is 'Convoso''s guide: one row for each distinct report about a call, with the delivery that brought it; call_id is the id of compat.calls.';

create or replace view compat.pending_recordings as
select call_id as id, vendor_call_id as call_id, vendor_lead_id as lead_id, status, attempts,
  next_attempt_at as scheduled_for, reason as last_error, first_seen_at as created_at
from analytics.recordings
where status in ('wanted', 'waiting');
comment on view compat.pending_recordings is 'Convoso''s guide: recordings that are still looked for; id is the id of compat.calls.';
