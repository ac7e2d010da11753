-- What is said here is what no schema says; the rest: SchemaComments.java.
comment on view analytics.calls is 'One row for each call: the fold of every report about it that counts.';
comment on column analytics.calls.lead_id is 'The person of analytics.leads with this call''s (source, vendor_lead_id), else with its phone; absent if none.';
comment on column analytics.calls.occurred_at is 'When the latest report that counts happened.';
comment on column analytics.calls.first_seen_at is 'Receipt of the earliest report that counts.';
comment on column analytics.calls.changed_at is 'Receipt of the newest report that counts; a redelivery changes nothing.';

comment on view analytics.leads is 'One row for each lead: the fold of every report about it that counts.';
comment on column analytics.leads.lead_id is 'UUIDv5 of the earliest-received report that counts.';
comment on column analytics.leads.first_source is 'The source that told of it first.';
comment on column analytics.leads.source is 'The source of the latest report.';
comment on column analytics.leads.occurred_at is 'When the latest report that counts happened.';
comment on column analytics.leads.first_seen_at is 'Receipt of the earliest report that counts.';
comment on column analytics.leads.changed_at is 'Receipt of the newest report that counts; a redelivery changes nothing.';

comment on view analytics.lead_touches is 'One row for each distinct lead report that counts.';
comment on column analytics.lead_touches.lead_id is 'The lead of analytics.leads that it is about.';
comment on column analytics.lead_touches.is_primary is 'Whether it is the lead''s earliest-received report.';

comment on view analytics.conversations is 'One row for each conversation: the fold of every report about it that counts; the message is its latest.';
comment on column analytics.conversations.occurred_at is 'When the latest report that counts happened.';
comment on column analytics.conversations.first_seen_at is 'Receipt of the earliest report that counts.';
comment on column analytics.conversations.changed_at is 'Receipt of the newest report that counts; a redelivery changes nothing.';

comment on view analytics.activity is 'One row for each distinct activity report that counts.';
comment on view analytics.call_events is 'One row for each distinct call report that counts, announcements (call.notify) included.';

comment on view analytics.deliveries is 'One row for each element of each delivery, by its latest processing.';
comment on column analytics.deliveries.fate is 'canonical; duplicate: all its events were first brought by an earlier delivery or element; ignored; dead.';
comment on column analytics.deliveries.replay_id is 'The replay that processed it last; absent: the live processing.';

comment on view analytics.sources is 'One row for each source that has delivered anything.';
comment on column analytics.sources.deliveries is 'Deliveries accepted, redeliveries included.';
comment on column analytics.sources.calls is 'Rows of analytics.calls.';
comment on column analytics.sources.leads_first_seen is 'Leads that this source told of first.';
comment on column analytics.sources.leads_touched is 'Leads that this source told of at all.';
comment on column analytics.sources.last_delivery_at is 'Receipt of its latest delivery.';
