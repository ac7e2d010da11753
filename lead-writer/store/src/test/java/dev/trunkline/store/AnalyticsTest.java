package dev.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the views make of the rows. */
class AnalyticsTest {

  private static TestDatabase database;

  @BeforeAll
  static void anOffice() {
    database = Office.open();
  }

  @Test
  void aCallFindsItsPersonByTheSourcesIdElseByItsPhone() {
    rows("select call_id, lead_id = md5('jordan')::uuid as its from analytics.calls order by 1")
        .containsExactly(
            tuple("knowlarity/k1", true),
            tuple("knowlarity/k2", null),
            tuple("onecom/o1", true),
            tuple("onecom/o2", null));
    rows("select call_id from analytics.calls where lead_id = md5('jordan')::uuid order by 1")
        .containsExactly(tuple("knowlarity/k1"), tuple("onecom/o1"));
  }

  @Test
  void aNameIsTheCallsOwnElseThePersonsElseTheSourcesDefault() {
    rows("select call_id, customer_name from analytics.calls order by 1")
        .containsExactly(
            tuple("knowlarity/k1", "Jordan Lee"),
            tuple("knowlarity/k2", "Knowlarity Lead +12025550155"),
            tuple("onecom/o1", "Jordan Lee"),
            tuple("onecom/o2", "Jordan at the desk"));
    rows("select full_name from analytics.leads order by first_seen_at")
        .containsExactly(tuple("Jordan Lee"), tuple("Knowlarity Lead +12025550177"));
  }

  @Test
  void aCallSaysHowItsRecordingStands() {
    rows("select call_id, recording_status, recording_url from analytics.calls order by 1")
        .containsExactly(
            tuple("knowlarity/k1", "found", "https://example.com/12025550143.mp3"),
            tuple("knowlarity/k2", null, null),
            tuple("onecom/o1", "waiting", null),
            tuple("onecom/o2", null, "https://example.com/o2?caller=12025550143"));
    rows("select call_id, status, attempts, next_attempt_at is not null as due, reason from analytics.recordings order by 1")
        .containsExactly(
            tuple("knowlarity/k1", "found", 1, false, null),
            tuple("onecom/o1", "waiting", 2, true, "not there yet"));
  }

  @Test
  void legsAndTransfersAreOneInteraction() {
    rows("select source, interaction_id, legs, status, direction, talk_s, customer_phone, agents::text as agents, extract(epoch from ended_at - started_at)::int as s, lead_id = md5('jordan')::uuid as its from analytics.interactions order by 1, 2")
        .containsExactly(
            tuple("knowlarity", "k1", 1L, "missed", "inbound", 0L, "+12025550143", "{}", 60, true),
            tuple(
                "knowlarity",
                "k2",
                1L,
                "answered",
                "inbound",
                50L,
                "+12025550155",
                "{+12025550188}",
                60,
                null),
            tuple(
                "onecom",
                "o1",
                2L,
                "answered",
                "inbound",
                45L,
                "+12025550143",
                "{101,102}",
                120,
                true));
  }

  @Test
  void everyReportIsATouchAndTheFirstIsPrimary() {
    rows("select source, vendor, vendor_lead_id, vendor_call_id, is_primary from analytics.lead_touches order by received_at")
        .containsExactly(
            tuple("knowlarity", "knowlarity", "k1", "k1", true),
            tuple("raam", "mg-digital-leads", "form-1", null, false),
            tuple("raam", "mg-digital-leads", "form-2", null, false));
  }

  @Test
  void aSourcesOwnViewOfAPersonKeepsItsLatestIdAndItsKnownStatus() {
    rows("select source, vendor_lead_id, status, vendor_status, touches, extract(epoch from last_touch_at - first_touch_at)::int as s from analytics.lead_sources order by 1")
        .containsExactly(
            tuple("knowlarity", "k1", "new", "Fresh", 1L, 0),
            tuple("raam", "form-2", "qualified", "Warm", 2L, 60));
  }

  @Test
  void everyIdThatAPersonHadLeadsToIt() {
    rows("select alias = lead_id as own, lead_id = md5('jordan')::uuid as its from analytics.lead_aliases order by 1")
        .containsExactly(tuple(false, true), tuple(false, true), tuple(true, true));
  }

  @Test
  void agentsAreThoseOfCallsAndThoseOfTheSourcesFile() {
    rows("select source, agent, agent_id, agent_name, agent_phone, calls, first_seen_at is not null as seen from analytics.agents order by 1, 2")
        .containsExactly(
            tuple("knowlarity", "+12025550188", null, null, "+12025550188", 1L, true),
            tuple("onecom", "101", "101", "Dana Katz", null, 1L, true),
            tuple("onecom", "102", "102", "Rina Levi", null, 1L, true),
            tuple("onecom", "199", "199", "Noam Peretz", "+12025550199", 0L, false));
  }

  @Test
  void anAnnouncementIsFoundByItsCallToo() {
    rows("select event_type from analytics.call_events where call_id = 'onecom/o1' order by received_at")
        .containsExactly(tuple("call.completed"), tuple("call.notify"));
  }

  @Test
  void aRedeliveryIsADuplicate() {
    rows("select delivery_index, fate, count(*) as n from analytics.deliveries where source = 'onecom' group by 1, 2 order by 1, 2")
        .containsExactly(
            tuple(0, "canonical", 3L),
            tuple(0, "dead", 1L),
            tuple(0, "duplicate", 1L),
            tuple(1, "canonical", 1L),
            tuple(1, "ignored", 1L));
  }

  @Test
  void aSourceThatNeverDeliveredIsSeen() {
    rows("select source, deliveries, calls, leads_first_seen, leads_touched, refused from analytics.sources order by 1")
        .containsExactly(
            tuple("idle", 0L, 0L, 0L, 0L, null),
            tuple("knowlarity", 1L, 2L, 2L, 1L, null),
            tuple("onecom", 5L, 2L, 0L, 0L, null),
            tuple("raam", 2L, 0L, 0L, 1L, null));
  }

  @Test
  void freshnessSaysHowFarEachStageHasCome() {
    rows("select source, minutes(archived_receipt) as a, minutes(judged_receipt) as j, minutes(written_receipt) as w, extract(epoch from written_at - written_receipt)::int as took, archived_age_s > 0 and judged_age_s >= archived_age_s as aged from analytics.freshness order by 1"
            .replaceAll("minutes\\((\\w+)\\)", "(extract(minute from $1 at time zone 'UTC')::int)"))
        .containsExactly(
            tuple("idle", null, null, null, null, null),
            tuple("knowlarity", 1, 1, 1, 1, true),
            tuple("onecom", 9, 8, 7, 1, true),
            tuple("raam", 3, 3, 3, 1, true));
  }

  @Test
  void completenessShowsWhatWasDeliveredAndNotWritten() {
    rows("select source, day::text as day, delivered, written, missing, canonical, ignored, dead, events from analytics.completeness order by 1")
        .containsExactly(
            tuple("knowlarity", "2026-03-01", 1L, 1L, 0L, 1L, 0L, 0L, 2L),
            tuple("onecom", "2026-03-01", 3L, 5L, 1L, 5L, 1L, 1L, 5L),
            tuple("raam", "2026-03-01", 2L, 2L, 0L, 2L, 0L, 0L, 2L));
  }

  @Test
  void everyViewOfEverySchemaSaysWhatItIs() {
    rows("select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('analytics', 'analytics_masked', 'compat') and c.relkind = 'v' and obj_description(c.oid, 'pg_class') is null")
        .isEmpty();
  }

  private static AbstractListAssert<?, List<? extends Tuple>, Tuple, ObjectAssert<Tuple>> rows(
      String sql) {
    List<Tuple> rows = database.query(sql).stream().map(AnalyticsTest::row).toList();
    return assertThat(rows);
  }

  private static Tuple row(Map<String, Object> columns) {
    return new Tuple(Arrays.copyOf(columns.values().toArray(), columns.size()));
  }
}
