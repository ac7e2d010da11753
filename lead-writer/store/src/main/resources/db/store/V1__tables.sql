-- Private tables. The contract is the views in schema analytics.
comment on schema app is 'Private tables of the lead-writer; read the views in analytics instead.';
comment on schema analytics is 'The contract: views for analysts.';

-- One row a delivery: the manifest of its latest processing. A row without elements stands for a
-- delivery of which events have arrived and no manifest yet; whoever writes about a delivery holds
-- its row, so two writers never judge the liveness of its events at the same time.
create table app.manifests (
  delivery_id     uuid        not null primary key,
  replay_id       uuid        not null,
  source          text        not null,
  received_at     timestamptz not null,
  definition_hash text,
  elements        jsonb
) with (fillfactor = 85);

-- The event log: every canonical record once. The zero replay_id is the live processing, the least.
-- delivery_id is a UUIDv7, so the key grows at its right edge, serves look-ups by delivery, and can
-- become the range of monthly partitions.
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
  live           boolean     not null default true,
  body           jsonb       not null,
  primary key (delivery_id, delivery_index, event_id, replay_id)
) with (fillfactor = 95);

-- Finds an entity's events and, within them, the copies of one event.
create index events_entity on app.events (entity, event_id);

create table app.calls (
  call_id               text        not null primary key,
  source                text,
  vendor                text,
  is_test               boolean,
  vendor_call_id        text,
  interaction_id        text,
  direction             text,
  status                text,
  vendor_disposition    text,
  started_at            timestamptz,
  answered_at           timestamptz,
  ended_at              timestamptz,
  duration_s            int,
  talk_s                int,
  customer_phone        text,
  customer_phone_raw    text,
  customer_phone_status text,
  customer_name         text,
  business_phone        text,
  agent_id              text,
  agent_name            text,
  agent_phone           text,
  campaign              text,
  queue                 text,
  vendor_lead_id        text,
  recording_url         text,
  vendor_recording_id   text,
  occurred_at           timestamptz,
  first_seen_at         timestamptz,
  changed_at            timestamptz,
  event_count           int
) with (fillfactor = 85);
create index calls_customer_phone on app.calls (customer_phone) where customer_phone is not null;

create table app.leads (
  entity         text        not null primary key,
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
create index leads_phone on app.leads (phone) where phone is not null;

create table app.conversations (
  entity          text        not null primary key,
  source          text,
  vendor          text,
  is_test         boolean,
  conversation_id text,
  vendor_lead_id  text,
  agent_id        text,
  channel         text,
  rating          int,
  flagged         boolean,
  message_id      text,
  sender          text,
  text            text,
  started_at      timestamptz,
  ended_at        timestamptz,
  occurred_at     timestamptz,
  first_seen_at   timestamptz,
  changed_at      timestamptz,
  event_count     int
) with (fillfactor = 85);

-- The payload archive: what a vendor sent, byte for byte, and where it stands in Kafka.
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
);
