package dev.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tables of the replaced systems. */
class CompatTest {

  private static TestDatabase database;

  @BeforeAll
  static void anOffice() {
    database = Office.open();
  }

  @Test
  void theTablesHaveExactlyTheColumnsThatTheirSystemsUsed() {
    Map<String, String> tables =
        database
            .query(
                "select table_name as t, string_agg(column_name, ', ' order by ordinal_position) as c from information_schema.columns where table_schema = 'compat' group by 1")
            .stream()
            .collect(
                Collectors.toMap(row -> row.get("t").toString(), row -> row.get("c").toString()));
    assertThat(tables)
        .containsEntry(
            "leads_master",
            "id, full_name, phone_number_normalized, source_id, external_lead_id, status, raw_payload, created_at")
        .containsEntry(
            "lead_sources_history",
            "lead_id, source_id, external_id, raw_payload, received_at, is_primary")
        .containsEntry(
            "mg-digital-leads", "id, name, phone_number, platform, campaign, payload, created_at")
        .containsOnlyKeys(
            "leads_master",
            "lead_sources_history",
            "mg-digital-leads",
            "contacts",
            "calls",
            "agents",
            "call_events",
            "pending_recordings");
  }

  @Test
  void aPersonIsOneMasterAndItsReportsAreItsHistory() {
    assertThat(
            database.query(
                "select full_name, phone_number_normalized as phone, source_id, external_lead_id as id, status, raw_payload->>'uuid' as uuid from compat.leads_master where full_name = 'Jordan Lee'"))
        .containsExactly(
            Map.of(
                "full_name",
                "Jordan Lee",
                "phone",
                "2025550143",
                "source_id",
                "knowlarity",
                "id",
                "k1",
                "status",
                "New",
                "uuid",
                "k1"));
    assertThat(
            database.query(
                "select source_id, external_id, is_primary from compat.lead_sources_history order by received_at"))
        .containsExactly(
            Map.of("source_id", "knowlarity", "external_id", "k1", "is_primary", true),
            Map.of("source_id", "raam", "external_id", "form-1", "is_primary", false),
            Map.of("source_id", "raam", "external_id", "form-2", "is_primary", false));
  }

  @Test
  void everySubmissionIsARowWithANameAndItsPayload() {
    assertThat(
            database.query(
                "select name, phone_number, platform, payload::text as payload from compat.\"mg-digital-leads\" order by created_at"))
        .containsExactly(
            Map.of(
                "name",
                "Jordan Lee",
                "phone_number",
                "2025550143",
                "platform",
                "Knowlarity",
                "payload",
                "\"phone_number=2025550143\""),
            Map.of(
                "name",
                "Knowlarity Lead +12025550143",
                "phone_number",
                "2025550143",
                "platform",
                "Knowlarity",
                "payload",
                "\"phone_number=2025550143\""));
  }

  @Test
  void aPayloadThatIsNoJsonFailsNoQuery() {
    for (String hex : List.of("7b00", "ff41", "7b2261223a225c7530303030227d", "c3a9")) {
      assertThat(
              database.query("select jsonb_typeof(compat.payload('\\x" + hex + "', null)) as type"))
          .as(hex)
          .containsExactly(Map.of("type", "string"));
    }
    assertThat(database.query("select payload from compat.call_events")).hasSize(4);
  }

  @Test
  void onlyWhatIsStillLookedForIsPending() {
    assertThat(database.query("select id, attempts, last_error from compat.pending_recordings"))
        .containsExactly(Map.of("id", "onecom/o1", "attempts", 2, "last_error", "not there yet"));
  }

  @Test
  void callsAgentsAndContactsAreThere() {
    assertThat(
            database.query(
                "select c.call_id, a.name from compat.calls c join compat.agents a using (agent_id) where c.agent_id = '101'"))
        .containsExactly(Map.of("call_id", "o1", "name", "Dana Katz"));
    assertThat(database.query("select lead_id from compat.contacts where email is not null"))
        .containsExactly(Map.of("lead_id", "k1"));
  }
}
