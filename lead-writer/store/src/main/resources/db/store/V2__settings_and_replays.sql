-- Every replay that was asked for.
create table app.replays (
  replay_id   uuid        not null primary key,
  asked_at    timestamptz not null,
  selection   jsonb       not null,
  definitions jsonb       not null, -- the definition_hash that reads, by source
  deliveries  bigint      not null,
  duplicates  bigint      not null,
  finished_at timestamptz
);

-- What the sources file says that the tables must know. A source that is no longer configured stays.
create table app.sources (
  source            text not null primary key,
  vendor            text not null,
  default_lead_name text -- {phone} stands for the phone
);
create table app.guards (
  source text not null,
  phone  text not null,
  reason text not null, -- own, shared, agent
  primary key (source, phone, reason)
);
create index guards_phone on app.guards (phone);
create table app.known_agents (
  source      text not null,
  agent       text not null, -- its id, else its phone, else its name
  agent_id    text,
  agent_name  text,
  agent_phone text,
  primary key (source, agent)
);
