-- What a vendor's own list of a day said of our rows: each time it was compared.
create table app.reconciliations (
  id           uuid        not null, -- a UUIDv7: the greatest of a day tells how it stands
  source       text        not null,
  api          text        not null,
  day          date        not null, -- UTC
  listed       bigint      not null,
  missing      bigint      not null,
  differing    bigint      not null,
  contradicted bigint      not null,
  extra        bigint      not null,
  healed       bigint      not null,
  finished_at  timestamptz not null,
  primary key (source, day, api, id)
);

-- Deliveries that we fetched. Few, and kept when the payloads of old months are gone: which rows no
-- webhook told of stays known. Nothing was fetched before this migration.
create table app.pulled (
  delivery_id uuid        not null primary key,
  source      text        not null,
  received_at timestamptz not null
);
create index pulled_source on app.pulled (source, received_at);
