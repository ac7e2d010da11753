-- Every erasure of a person that was asked for: its receipt.
create table app.erasures (
  erasure_id  uuid        not null primary key, -- a UUIDv7
  asked_at    timestamptz not null,
  asked_by    text        not null,
  why         text        not null,
  subject     jsonb, -- who is meant, for as long as it takes; null as soon as all is done
  erased      jsonb       not null, -- how much of what was erased so far
  finished_at timestamptz
);

-- What keeps an erased person away, whoever tells of them again: keyed hashes of their phones,
-- addresses and ids (app.masking has the key).
create table app.suppressed (
  digest     bytea       not null primary key, -- HMAC-SHA-256 of 'kind:value'
  erasure_id uuid        not null,
  until      timestamptz -- what came and happened later is not meant; null: for good
);
create index suppressed_erasure on app.suppressed (erasure_id);

-- Elements of deliveries that told of an erased person. What comes of them again, by a replay or
-- because a topic is read again, is left out.
create table app.erased_elements (
  delivery_id    uuid        not null,
  delivery_index int         not null,
  sha256         text, -- of a stored recording whose file is still to be deleted
  erased_at      timestamptz not null default clock_timestamp(),
  primary key (delivery_id, delivery_index)
);
create index erased_elements_file on app.erased_elements (sha256) where sha256 is not null;

-- Deliveries whose payload is erased, and never archived again: one of their elements told of an
-- erased person, or their bytes name one.
create table app.erased_payloads (
  delivery_id uuid        not null primary key,
  source      text        not null,
  received_at timestamptz not null,
  erased_at   timestamptz not null default clock_timestamp()
);
