-- What is said here is what no schema says; the rest: SchemaComments.java.
comment on view analytics.calls is 'One row for each call: the fold of every report about it that counts.';
comment on column analytics.calls.customer_name is 'The name that the call''s own reports give, else that of its person, else its source''s default name with customer_phone.';
comment on column analytics.calls.lead_id is 'The person of analytics.leads with this call''s (source, vendor_lead_id), else with its phone; absent if none.';
comment on column analytics.calls.recording_url is 'Where the recording is, by the call''s own reports, else by what was found later; parameters that the definition declares secret are removed.';
comment on column analytics.calls.vendor_recording_id is 'The vendor''s id of the recording, by the call''s own reports, else by what was found later.';
comment on column analytics.calls.occurred_at is 'When the latest report that counts happened.';
comment on column analytics.calls.first_seen_at is 'Receipt of the earliest report that counts.';
comment on column analytics.calls.changed_at is 'Receipt of the newest report that counts; a redelivery changes nothing.';
comment on column analytics.calls.recording_status is 'The status of its row in analytics.recordings; absent where no recording was looked for.';

comment on view analytics.interactions is 'One row for each interaction: calls of one source that share an interaction_id (legs, transfers). A call without one stands for itself.';
comment on column analytics.interactions.interaction_id is 'What its calls share; the vendor_call_id of a call that has none.';
comment on column analytics.interactions.legs is 'Its rows in analytics.calls.';
comment on column analytics.interactions.started_at is 'The first start of a leg.';
comment on column analytics.interactions.ended_at is 'The last end of a leg.';
comment on column analytics.interactions.status is 'The best of its legs: answered, voicemail, in_progress, ringing, busy, missed, cancelled, failed, unknown. A customer who reached somebody at last was answered.';
comment on column analytics.interactions.direction is 'Of the first leg with one that is neither unknown nor internal, else of the first internal leg, else unknown.';
comment on column analytics.interactions.talk_s is 'Talking on all legs, in seconds; a transfer that two legs count is counted twice.';
comment on column analytics.interactions.customer_phone is 'The customer''s number in E.164, of the first leg that has one.';
comment on column analytics.interactions.agents is 'Every agent of its legs once, by the key of analytics.agents.';
comment on column analytics.interactions.lead_id is 'The person of the first leg that has one.';
comment on column analytics.interactions.is_test is 'Whether a leg is a test of ours.';
comment on column analytics.interactions.first_seen_at is 'Receipt of the earliest report about a leg.';
comment on column analytics.interactions.changed_at is 'Receipt of the newest report about a leg.';

comment on view analytics.leads is 'One row for each person: the fold of every lead report about it that counts. Reports belong to one person that share a valid phone or a (source, vendor_lead_id).';
comment on column analytics.leads.lead_id is 'UUIDv5 of the earliest-received report that counts; earlier ids resolve through analytics.lead_aliases.';
comment on column analytics.leads.first_source is 'The source that told of it first.';
comment on column analytics.leads.source is 'The source of the latest report.';
comment on column analytics.leads.full_name is 'The whole name as told, else first and last name, else the default name of first_source with the phone.';
comment on column analytics.leads.occurred_at is 'When the latest report that counts happened.';
comment on column analytics.leads.first_seen_at is 'Receipt of the earliest report that counts.';
comment on column analytics.leads.changed_at is 'Receipt of the newest report that counts; a redelivery changes nothing.';

comment on view analytics.lead_touches is 'One row for each distinct lead report that counts.';
comment on column analytics.lead_touches.lead_id is 'The person of analytics.leads that it is about.';
comment on column analytics.lead_touches.is_primary is 'Whether it is the person''s earliest-received report.';

comment on view analytics.lead_sources is 'One row for each person and source that told of it: what this source alone says.';
comment on column analytics.lead_sources.lead_id is 'The person of analytics.leads.';
comment on column analytics.lead_sources.vendor_lead_id is 'The source''s own id of the person: the latest, where it gave several.';
comment on column analytics.lead_sources.status is 'How the lead stands by this source: its latest known status.';
comment on column analytics.lead_sources.vendor_status is 'The source''s own word that came with that status, verbatim.';
comment on column analytics.lead_sources.first_touch_at is 'Receipt of this source''s earliest report.';
comment on column analytics.lead_sources.last_touch_at is 'Receipt of this source''s newest report.';
comment on column analytics.lead_sources.touches is 'Rows of analytics.lead_touches.';

comment on view analytics.lead_aliases is 'One row for each id that a person has or could have had: whoever kept one finds the person by it.';
comment on column analytics.lead_aliases.alias is 'An id, the present one included.';
comment on column analytics.lead_aliases.lead_id is 'The person of analytics.leads that it now means.';

comment on view analytics.agents is 'One row for each agent of a source, from its calls and from agents: in the sources file.';
comment on column analytics.agents.agent is 'What tells it from the source''s others: its id, else its phone, else its name.';
comment on column analytics.agents.agent_name is 'The name that the sources file gives, else the latest that a call told.';
comment on column analytics.agents.agent_phone is 'The latest number that a call told, else the sources file''s.';
comment on column analytics.agents.first_seen_at is 'Receipt of the earliest report about a call of its; absent where it has none.';
comment on column analytics.agents.last_seen_at is 'Receipt of the newest report about a call of its; absent where it has none.';
comment on column analytics.agents.calls is 'Its rows in analytics.calls.';

comment on view analytics.conversations is 'One row for each conversation: the fold of every report about it that counts; the message is its latest.';
comment on column analytics.conversations.occurred_at is 'When the latest report that counts happened.';
comment on column analytics.conversations.first_seen_at is 'Receipt of the earliest report that counts.';
comment on column analytics.conversations.changed_at is 'Receipt of the newest report that counts; a redelivery changes nothing.';

comment on view analytics.activity is 'One row for each distinct activity report that counts.';
comment on view analytics.call_events is 'One row for each distinct call report that counts, announcements (call.notify) included.';

comment on view analytics.deliveries is 'One row for each element of each delivery, by its latest processing. Ask by delivery_id, or by source and received_at: a fate is looked up for each element.';
comment on column analytics.deliveries.fate is 'canonical; duplicate: all its events were first brought by an earlier delivery or element; ignored; dead.';
comment on column analytics.deliveries.reason is 'Why it was ignored or dead-lettered; erased: its events were removed with the person that they told of; absent for canonical otherwise.';
comment on column analytics.deliveries.replay_id is 'The replay that processed it last; absent: the live processing.';

comment on view analytics.erased is 'One row for each element of a delivery that told of an erased person: its events are in no view, and whatever comes of it again is left out. And one for each delivery whose payload named one.';
comment on column analytics.erased.delivery_index is 'The element; absent: the payload of the delivery. Its other elements stay; their extras may be gone.';
comment on column analytics.erased.erased_at is 'When it was removed, or first left out.';

comment on view analytics.recordings is 'One row for each recording that was looked for or found, normally one for a call.';
comment on column analytics.recordings.source is 'The source of its call.';
comment on column analytics.recordings.status is 'wanted: not tried yet; waiting: tried, and tried again at next_attempt_at; found: the vendor has it; stored: we have a copy; absent: the vendor says there is none; given_up: not found in time.';
comment on column analytics.recordings.attempts is 'Attempts made so far.';
comment on column analytics.recordings.next_attempt_at is 'When it is tried again; only while waiting.';
comment on column analytics.recordings.reason is 'Why the latest attempt failed, or why there is none or no further attempt; only while waiting, absent or given_up.';
comment on column analytics.recordings.occurred_at is 'When the latest report that counts happened.';
comment on column analytics.recordings.first_seen_at is 'Receipt of the delivery that the earliest report belongs to.';
comment on column analytics.recordings.changed_at is 'Receipt of the delivery that the newest report belongs to.';

comment on view analytics.sources is 'One row for each source that is configured or has delivered anything. Counts whole tables: seconds, not milliseconds, where there are millions of rows.';
comment on column analytics.sources.deliveries is 'Deliveries accepted, redeliveries included.';
comment on column analytics.sources.refused is 'Always absent: refused requests never reach Postgres. They are on the topic rejected.v1 and in the gateway''s metrics.';
comment on column analytics.sources.calls is 'Rows of analytics.calls.';
comment on column analytics.sources.leads_first_seen is 'Persons that this source told of first.';
comment on column analytics.sources.leads_touched is 'Persons that this source told of at all.';
comment on column analytics.sources.last_delivery_at is 'Receipt of its latest delivery.';

comment on view analytics.freshness is 'One row for each source: how far each stage has come, at the time of asking. A few index look-ups a source.';
comment on column analytics.freshness.archived_receipt is 'Receipt of the newest delivery whose payload is archived.';
comment on column analytics.freshness.judged_receipt is 'Receipt of the newest delivery whose manifest is written.';
comment on column analytics.freshness.written_receipt is 'Receipt of the newest delivery of which an event is written.';
comment on column analytics.freshness.written_at is 'When that event was written; less written_receipt, how long it took from door to row.';
comment on column analytics.freshness.archived_age_s is 'Age of archived_receipt in seconds.';
comment on column analytics.freshness.judged_age_s is 'Age of judged_receipt in seconds.';
comment on column analytics.freshness.written_age_s is 'Age of written_receipt in seconds.';

comment on view analytics.completeness is 'One row for each source and day: delivered against written, and what the vendor''s own list said of our rows. Ask for one source; delivered and what was listed are cheap, missing and events cost a look-up for each delivery, pull_only one for each call of a source that is polled, the rest reads the manifests.';
comment on column analytics.completeness.day is 'The UTC day of the receipt; of what a vendor lists and of pull_only the day of the call or lead.';
comment on column analytics.completeness.delivered is 'Deliveries whose payload is archived, or was until a person was erased; payloads are kept for 400 days unless configured otherwise.';
comment on column analytics.completeness.written is 'Deliveries whose manifest is written.';
comment on column analytics.completeness.missing is 'Delivered and not written: 0 a few seconds after the last delivery, unless something is stuck.';
comment on column analytics.completeness.canonical is 'Elements that became events, redeliveries included.';
comment on column analytics.completeness.ignored is 'Elements that tell of nothing we keep.';
comment on column analytics.completeness.dead is 'Elements that could not be read.';
comment on column analytics.completeness.events is 'Events of the latest processings that are in the log, redeliveries included.';
comment on column analytics.completeness.listed is 'Rows on the vendor''s own list of this day, by the latest comparison of each of its histories; absent, like what follows from it, where none was made.';
comment on column analytics.completeness.listed_missing is 'Of these, how many we did not have when the comparison began.';
comment on column analytics.completeness.differing is 'Of these, of how many our row said something else when the comparison began.';
comment on column analytics.completeness.contradicted is 'Of these, of how many our row says something else although the vendor''s statement is among our events: its reports contradict each other.';
comment on column analytics.completeness.extra is 'Our rows of this day that the vendor did not list.';
comment on column analytics.completeness.healed is 'Missing and differing rows that agreed after they were fetched, by all comparisons of this day together.';
comment on column analytics.completeness.reconciled_at is 'When the latest comparison was done.';
comment on column analytics.completeness.pull_only is 'Calls (leads by the vendor''s id, where the source has no calls) that only fetched pages told of: what the webhooks lost, or everything where there are none. Counted on the day of the call''s start, else of the first receipt.';
