-- Where is my call? By a name: the whole one, in any case. Only rows that have one are in the index,
-- and a name that stays the same costs an update nothing.
create index calls_name on app.calls (lower(customer_name)) where customer_name is not null;
create index leads_name
  on app.leads (lower(coalesce(full_name, first_name || ' ' || last_name, first_name, last_name)))
  where coalesce(full_name, first_name || ' ' || last_name, first_name, last_name) is not null;

-- From a person's keys to its conversations, as calls_lead to its calls.
create index conversations_lead on app.conversations (('i:' || source || '/' || vendor_lead_id))
  where vendor_lead_id is not null;

-- When the broker took the record; null for what was archived before.
alter table app.payloads add column raw_at timestamptz;
