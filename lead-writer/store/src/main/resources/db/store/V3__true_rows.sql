-- Views are made anew by the repeatable migrations that follow.
drop view if exists analytics.calls, analytics.leads, analytics.lead_touches, analytics.conversations,
  analytics.activity, analytics.call_events, analytics.deliveries, analytics.sources, app.told;

-- The tables that grow with every delivery are cut by month. delivery_id is a UUIDv7, so a month is
-- a range of it, and whoever asks by delivery asks one partition.
create function app.month_start(month date) returns uuid language sql immutable strict
as $$
  select (lpad(to_hex((extract(epoch from month) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

alter table app.manifests rename to manifests_v1;
create table app.manifests (
  delivery_id     uuid        not null primary key,
  replay_id       uuid        not null,
  source          text        not null,
  received_at     timestamptz not null,
  definition_hash text,
  elements        jsonb
) partition by range (delivery_id);
create index manifests_source on app.manifests (source, received_at);

alter table app.events rename to events_v1;
create table app.events (
  delivery_id    uuid        not null,
  delivery_index int         not null,
  event_id       uuid        not null,
  replay_id      uuid        not null,
  kind           text        not null,
  entity         text        not null, -- '' for an announcement: it tells of nothing itself
  source         text        not null,
  event_type     text        not null,
  occurred_at    timestamptz not null,
  received_at    timestamptz not null,
  written_at     timestamptz not null default clock_timestamp(),
  live           boolean     not null, -- the delivery's latest processing lists it
  told           boolean     not null, -- of the live copies of one event_id the one that counts
  body           jsonb       not null,
  primary key (delivery_id, delivery_index, event_id, replay_id)
) partition by range (delivery_id);

-- The copies of one event, the one that counts first.
create index events_copies on app.events (entity, event_id, live, received_at);
-- The distinct events of one entity, in ranges of event_id.
create index events_told on app.events (entity, event_id) where told;
-- The announcements of one call: they have no entity.
create index events_announced on app.events ((body->>'call_id'))
  where told and kind = 'call' and entity = '';

alter table app.payloads rename to payloads_v1;
create table app.payloads (
  delivery_id   uuid        not null primary key,
  source        text        not null,
  vendor        text        not null,
  door          text        not null,
  received_at   timestamptz not null,
  headers       jsonb       not null,
  body          bytea       not null,
  raw_topic     text        not null,
  raw_partition int         not null,
  raw_offset    bigint      not null
) partition by range (delivery_id);
create index payloads_source on app.payloads (source, received_at);

-- What names no sane time. Two ranges and no default partition: beside one, attaching a month would
-- take it exclusively, and so wait for whoever looks for an entity's events, an analyst's long query
-- or a replay that is being written.
create table app.manifests_early partition of app.manifests
  for values from (minvalue) to (app.month_start('2020-01-01')) with (fillfactor = 85);
create table app.manifests_late partition of app.manifests
  for values from (app.month_start('2100-01-01')) to (maxvalue) with (fillfactor = 85);
create table app.events_early partition of app.events
  for values from (minvalue) to (app.month_start('2020-01-01')) with (fillfactor = 95);
create table app.events_late partition of app.events
  for values from (app.month_start('2100-01-01')) to (maxvalue) with (fillfactor = 95);
create table app.payloads_early partition of app.payloads
  for values from (minvalue) to (app.month_start('2020-01-01'));
create table app.payloads_late partition of app.payloads
  for values from (app.month_start('2100-01-01')) to (maxvalue);

-- Makes the partitions of a month, where they are missing. Made beside its parent and attached
-- then, a partition waits for no reader of the others.
create function app.make_month(month date) returns void language plpgsql
as $$
declare
  parent text;
  part text;
begin
  perform pg_advisory_xact_lock(hashtext('app.make_month'));
  foreach parent in array array['manifests', 'events', 'payloads'] loop
    part := parent || to_char(month, '_YYYY_MM');
    continue when to_regclass('app.' || part) is not null;
    execute format('create table app.%I (like app.%I including defaults) with (fillfactor = %s)',
      part, parent, case parent when 'manifests' then 85 when 'events' then 95 else 100 end);
    execute format('alter table app.%I attach partition app.%I for values from (%L) to (%L)',
      parent, part, app.month_start(month), app.month_start((month + interval '1 month')::date));
  end loop;
end
$$;

-- The month that a UUIDv7 was made in, where it is one of this century.
create function app.month_of(id uuid) returns date language sql immutable strict
as $$
  select date_trunc('month', to_timestamp(ms / 1000.0) at time zone 'UTC')::date
  from (select ('x' || lpad(left(replace(id::text, '-', ''), 12), 16, '0'))::bit(64)::bigint as ms) t
  where ms >= 1577836800000 and ms < 4102444800000
$$;

do $$
declare
  month date;
begin
  for month in
    select distinct app.month_of(delivery_id) from (
      select delivery_id from app.manifests_v1 union all select delivery_id from app.payloads_v1) d
    where app.month_of(delivery_id) is not null
  loop
    perform app.make_month(month);
  end loop;
end
$$;

insert into app.manifests select * from app.manifests_v1;
insert into app.events
select delivery_id, delivery_index, event_id, replay_id, kind, entity, source, event_type,
  occurred_at, received_at, written_at, false, false, body
from app.events_v1;
insert into app.payloads select * from app.payloads_v1;
drop table app.manifests_v1, app.events_v1, app.payloads_v1;

-- Which events count is judged anew, and every row folded, right after the migration.
create table app.unsettled (delivery_id uuid not null primary key);
insert into app.unsettled select distinct delivery_id from app.events;
truncate app.calls, app.conversations;

-- The fold of an entity with many events is a tree of partial folds: each node holds the events
-- among those below it that decide a row. event_id is a hash, so its hexadecimal digits spread the
-- events evenly, and a change reads the events of one leaf instead of all.
create table app.fold_nodes (
  kind      text   not null,
  entity    text   not null, -- for leads the person
  prefix    text   not null, -- of event_id's digits; '' is the root
  leaf      boolean not null,
  events    int    not null,
  witnesses uuid[] not null,
  primary key (kind, entity, prefix)
);

-- One row a person.
drop table app.leads;
create sequence app.persons;
create table app.leads (
  person         bigint      not null primary key, -- ours alone: what it is called outside is lead_id
  lead_id        uuid,
  first_event_id uuid,
  first_source   text,
  source         text,
  vendor         text,
  is_test        boolean,
  vendor_lead_id text,
  phone          text,
  phone_raw      text,
  phone_status   text,
  email          text,
  full_name      text,
  first_name     text,
  last_name      text,
  status         text,
  vendor_status  text,
  campaign       text,
  channel        text,
  company_id     text,
  address        text,
  city           text,
  state          text,
  postal_code    text,
  country        text,
  vendor_call_id text,
  occurred_at    timestamptz,
  first_seen_at  timestamptz,
  changed_at     timestamptz,
  event_count    int
) with (fillfactor = 85);
create index leads_lead_id on app.leads (lead_id);
create index leads_phone on app.leads (phone) where phone is not null;
create index leads_first_source on app.leads (first_source);

-- One row for each distinct lead event that counts: whose person it is, and what says so.
create table app.lead_facts (
  event_id       uuid        not null primary key,
  person         bigint      not null,
  alias          uuid        not null, -- the lead_id that it gives if it is its person's earliest
  source         text        not null,
  vendor_lead_id text,
  phone          text,
  status         text,
  vendor_status  text,
  event_type     text        not null,
  occurred_at    timestamptz not null,
  received_at    timestamptz not null,
  delivery_id    uuid        not null, -- of the copy that counts, as are the next two
  delivery_index int         not null,
  replay_id      uuid        not null
) with (fillfactor = 90);
create index lead_facts_person on app.lead_facts (person, event_id);
create index lead_facts_id on app.lead_facts (source, vendor_lead_id) where vendor_lead_id is not null;
create index lead_facts_phone on app.lead_facts (phone) where phone is not null;
create index lead_facts_alias on app.lead_facts (alias);

-- What unites: 'i:<source>/<vendor_lead_id>' and 'p:<phone>', each with the person it leads to.
create table app.lead_keys (
  key    text   not null primary key,
  person bigint not null
) with (fillfactor = 90);
create index lead_keys_person on app.lead_keys (person);

-- Numbers that are ours and never unite: those that live call events name as an agent's or the
-- company's (uses counts these), and configured ones.
create table app.numbers (
  phone      text    not null primary key,
  uses       bigint  not null default 0,
  configured boolean not null default false
) with (fillfactor = 85);
-- Known before the rows are settled: or persons would be united by them first, only to come apart.
insert into app.numbers (phone, configured) select distinct phone, true from app.guards;

-- One row for each recording that is looked for or was found.
create table app.recordings (
  entity              text not null primary key,
  state               text,
  source              text,
  vendor              text,
  is_test             boolean,
  call_id             text,
  vendor_call_id      text,
  vendor_lead_id      text,
  vendor_recording_id text,
  recording_url       text,
  started_at          timestamptz,
  duration_s          int,
  expires_at          timestamptz,
  attempt             int,
  next_attempt_at     timestamptz,
  reason              text,
  stored_at           timestamptz,
  sha256              text,
  bytes               int,
  media_type          text,
  occurred_at         timestamptz,
  first_seen_at       timestamptz,
  changed_at          timestamptz,
  event_count         int
) with (fillfactor = 85);
create index recordings_call on app.recordings (call_id) where call_id is not null;

create index calls_source_started on app.calls (source, started_at);
create index calls_interaction on app.calls (source, (coalesce(interaction_id, vendor_call_id)));
-- From a person's keys to its calls.
create index calls_lead on app.calls (('i:' || source || '/' || vendor_lead_id))
  where vendor_lead_id is not null;
create index calls_customer on app.calls (('p:' || customer_phone)) where customer_phone is not null;
create index calls_agent on app.calls (source, (coalesce(agent_id, agent_phone, agent_name)))
  where coalesce(agent_id, agent_phone, agent_name) is not null;

-- The key that masks phones and names: made here, known to nobody, never sent. HMAC-SHA-256's inner
-- and outer key (RFC 2104).
create table app.masking (
  inner_key bytea not null,
  outer_key bytea not null
);
insert into app.masking
select string_agg(set_byte('\x00'::bytea, 0, get_byte(key, i % 32) # 54), ''::bytea order by i),
  string_agg(set_byte('\x00'::bytea, 0, get_byte(key, i % 32) # 92), ''::bytea order by i)
from (select sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) as key) k,
  generate_series(0, 63) i;
