-- The index of the dead letters: every record of dead.<stage>.v1 once, with its own bytes. Reading a
-- topic again changes nothing.
create table app.dead_letters (
  stage           text        not null, -- normalizer, writer, recordings: the topic's
  dead_partition  int         not null,
  dead_offset     bigint      not null,
  dead_at         timestamptz not null, -- the broker's time
  group_id        text        not null, -- fingerprint of stage, cause and field
  cause           text        not null, -- the reason without what differs from letter to letter
  field           text,
  reason          text        not null,
  origin          text        not null, -- topic-partition@offset of the record it was part of
  source          text,
  vendor          text,
  delivery_id     uuid,
  delivery_index  int         not null,
  event_id        uuid, -- of a reconciliation its id
  definition_hash text,
  replay_id       uuid        not null, -- zero: the live processing
  attempts        int         not null,
  redriven        text, -- the letter that this one was when it was put back
  record_key      text,
  body            bytea       not null,
  closed          text, -- resolved, superseded or discarded, each for good; null: open, as far as known
  closed_at       timestamptz,
  closed_by       text, -- who discarded or retried it; null: it was found so
  closed_why      text,
  primary key (dead_offset, dead_partition, stage) -- not by stage first: of three no index is of use
) with (fillfactor = 90);
create index dead_letters_open on app.dead_letters (group_id, dead_at) where closed is null;
create index dead_letters_element on app.dead_letters (delivery_id, delivery_index)
  where delivery_id is not null;
create index dead_letters_redriven on app.dead_letters (redriven) where redriven is not null;
