package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static dev.trunkline.store.Story.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ViewsTest {

  private static TestDatabase database;
  private static final Told CALL =
      second(1)
          .call(
              "1",
              "call.completed",
              "vendor_lead_id",
              "9",
              "customer_phone",
              "+12025550143",
              "agent_id",
              "a7");
  private static final Told NOTICE =
      second(2).call("1", "call.notify", "occurred_at", "2026-03-01T10:00:00Z");
  private static final Told LEAD =
      second(3).lead("knowrithm", "phone", "+12025550143", "full_name", "Jordan Lee");
  private static final Told TOUCH =
      second(4).lead("knowrithm", "phone", "+12025550143", "city", "Springfield");
  private static final Told MESSAGE =
      second(5)
          .other(
              EventKind.CONVERSATION,
              "knowrithm",
              "message.received",
              "conversation_id",
              "c",
              "text",
              "Hi");
  private static final Told AGENT =
      second(6)
          .other(
              EventKind.ACTIVITY,
              "knowrithm",
              "agent.created",
              "subject_id",
              "a",
              "subject_name",
              "Desk");

  @BeforeAll
  static void aStory() {
    database = TestDatabase.fresh();
    for (Told told : List.of(CALL, NOTICE, LEAD, TOUCH, MESSAGE, AGENT)) {
      database.store().write(new Batch(List.of(told), List.of(manifest(told))));
    }
  }

  @Test
  void aCallNamesTheLeadWithItsPhone() {
    assertThat(
            database.query(
                "select count(*) as n from analytics.calls join analytics.leads using (lead_id)"))
        .containsExactly(Map.of("n", 1L));
  }

  @Test
  void anAnnouncementIsAnEventAndNoCall() {
    assertThat(database.query("select event_type from analytics.call_events order by received_at"))
        .extracting(row -> row.get("event_type"))
        .containsExactly("call.completed", "call.notify");
    assertThat(database.query("select * from analytics.calls")).hasSize(1);
  }

  @Test
  void theFirstTouchIsPrimary() {
    assertThat(database.query("select is_primary from analytics.lead_touches order by received_at"))
        .extracting(row -> row.get("is_primary"))
        .containsExactly(true, false);
    assertThat(database.query("select full_name, city, first_source from analytics.leads"))
        .containsExactly(
            Map.of("full_name", "Jordan Lee", "city", "Springfield", "first_source", "knowrithm"));
  }

  @Test
  void conversationsAndActivityAreSeen() {
    assertThat(database.query("select conversation_id, text from analytics.conversations"))
        .containsExactly(Map.of("conversation_id", "c", "text", "Hi"));
    assertThat(database.query("select subject_id, subject_name from analytics.activity"))
        .containsExactly(Map.of("subject_id", "a", "subject_name", "Desk"));
  }

  @Test
  void aRecordingIsKeptInTheLogAndCounts() {
    // given
    TestDatabase own = TestDatabase.fresh();
    Told found =
        second(1)
            .other(EventKind.RECORDING, "convoso", "recording.found", "vendor_recording_id", "r1");
    Told again =
        second(2)
            .other(EventKind.RECORDING, "convoso", "recording.found", "vendor_recording_id", "r1");
    Told ofCall =
        second(3)
            .other(
                EventKind.RECORDING,
                "convoso",
                "recording.stored",
                "call_id",
                "convoso/1",
                "vendor_recording_id",
                "r1",
                "bytes",
                Integer.MAX_VALUE);

    // when
    for (Told told : List.of(found, again, ofCall)) {
      own.store().write(new Batch(List.of(told), List.of(manifest(told))));
    }

    // then
    assertThat(own.query("select kind, entity, live from app.events order by received_at"))
        .containsExactly(
            Map.of("kind", "recording", "entity", "convoso/r1", "live", true),
            Map.of("kind", "recording", "entity", "convoso/r1", "live", true),
            Map.of("kind", "recording", "entity", "convoso/1", "live", true));
    assertThat(own.query("select fate from analytics.deliveries order by received_at"))
        .extracting(row -> row.get("fate"))
        .containsExactly("canonical", "duplicate", "canonical");
    assertThat(own.query("select call_id from analytics.calls")).isEmpty();
  }

  @Test
  void sourcesAreCounted() {
    assertThat(
            database.query(
                "select source, deliveries, calls, leads_first_seen, leads_touched from analytics.sources order by 1"))
        .containsExactly(
            Map.of(
                "source",
                "knowrithm",
                "deliveries",
                4L,
                "calls",
                0L,
                "leads_first_seen",
                1L,
                "leads_touched",
                1L),
            Map.of(
                "source",
                "onecom",
                "deliveries",
                2L,
                "calls",
                1L,
                "leads_first_seen",
                0L,
                "leads_touched",
                0L));
  }

  @Test
  void everyViewAndColumnSaysWhatItIs() {
    assertThat(
            database.query(
                """
                select c.relname || '.' || a.attname as it from pg_class c
                join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'analytics'
                join pg_attribute a on a.attrelid = c.oid and a.attnum >= 0 and not a.attisdropped
                where col_description(c.oid, a.attnum) is null
                  or obj_description(c.oid, 'pg_class') is null
                """))
        .isEmpty();
  }

  @Test
  void aColumnSaysWhatItsSchemaSays() {
    assertThat(
            database.query(
                "select col_description('analytics.calls'::regclass, attnum) as said from pg_attribute where attrelid = 'analytics.calls'::regclass and attname = 'talk_s'"))
        .containsExactly(
            Map.of("said", EventSchema.of(EventKind.CALL).field("talk_s").description()));
  }

  @Test
  void migratingAgainChangesNothing() {
    Store.migrate(database.dataSource());
    assertThat(database.query("select * from app.flyway_schema_history where not success"))
        .isEmpty();
    assertThat(database.query("select * from analytics.calls")).hasSize(1);
  }

  @Test
  void aTraceFindsTheWholeWay() {
    for (String text : List.of("+12025550143", "onecom/1", "1", CALL.event().deliveryId())) {
      Trace trace = database.store().trace(text);
      assertThat(trace.calls()).as(text).hasSize(1);
      assertThat(trace.deliveries()).as(text).isNotEmpty();
      assertThat(trace.events()).as(text).isNotEmpty();
    }
    assertThat(database.store().trace("nobody").isEmpty()).isTrue();
  }

  @Test
  void theLatestEventsComeFirst() {
    assertThat(database.store().latest(2))
        .extracting(event -> event.get("event_type").asString())
        .containsExactly("agent.created", "message.received");
    assertThat(database.store().counts())
        .isEqualTo(new Counts(6, 0, 6, 1, 1, 1, 1, 0, Story.START.plusSeconds(6)));
  }
}
