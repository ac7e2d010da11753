package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static dev.trunkline.store.Story.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What we hold of what a vendor lists. */
class HoldingsTest {

  private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

  private static TestDatabase database;

  @BeforeAll
  static void aStory() {
    database = TestDatabase.fresh();
    List<Told> all =
        List.of(
            second(1).call("1", "call.started", "status", "ringing", "started_at", at(0)),
            second(2).call("1", "call.completed", "status", "missed", "started_at", at(0)),
            second(3).call("1", "call.completed", "status", "missed", "started_at", at(0)),
            second(4).call("2", "call.completed", "status", "answered", "started_at", at(60)),
            second(5)
                .call(
                    "3", "call.completed", "status", "busy", "started_at", at(9), "is_test", true),
            second(6).call("4", "call.completed", "status", "busy"),
            second(7).lead("raam", "vendor_lead_id", "a", "phone", "+12025550143", "status", "new"),
            second(8)
                .lead(
                    "raam", "vendor_lead_id", "b", "phone", "+12025550143", "status", "qualified"),
            second(9).lead("onecom", "vendor_lead_id", "a", "phone", "+12025550144"));
    for (Told told : all) {
      database.store().write(new Batch(List.of(told), List.of(manifest(told))));
    }
  }

  @Test
  void aCallsDistinctReportsAreItsStatements() {
    Map<String, List<ObjectNode>> statements =
        database.store().callStatements(List.of("onecom/1", "onecom/4", "onecom/unknown"));

    assertThat(statements).containsOnlyKeys("onecom/1", "onecom/4");
    assertThat(statements.get("onecom/1"))
        .extracting(event -> event.get("status").asString())
        .as("one copy of what was told twice")
        .containsExactly("ringing", "missed");
  }

  @Test
  void aReportThatNoLongerCountsIsNoStatement() {
    // given
    Told wrong = second(20).call("20", "call.completed", "status", "missed");
    Told right = second(20).replay(1).call("20", "call.completed", "status", "answered");

    // when
    database.store().write(new Batch(List.of(wrong), List.of(manifest(wrong))));
    database.store().write(new Batch(List.of(right), List.of(manifest(right))));

    // then
    assertThat(database.store().callStatements(List.of("onecom/20")).get("onecom/20"))
        .extracting(event -> event.get("status").asString())
        .containsExactly("answered");
  }

  @Test
  void callsAreListedByTheirStartWithoutTests() {
    Store store = database.store();

    assertThat(store.callsBetween("onecom", START, START.plusSeconds(61)))
        .containsExactly("onecom/1", "onecom/2");
    assertThat(store.callsBetween("onecom", START, START.plusSeconds(60)))
        .containsExactly("onecom/1");
    assertThat(store.callsBetween("raam", START, START.plusSeconds(61))).isEmpty();
  }

  @Test
  void aLeadsStatementsAreThoseOfItsOwnSource() {
    assertThat(database.store().leadStatements("raam", List.of("a", "c")))
        .containsOnlyKeys("a")
        .hasEntrySatisfying(
            "a",
            events ->
                assertThat(events)
                    .singleElement()
                    .satisfies(
                        event -> assertThat(event.get("status").asString()).isEqualTo("new")));
  }

  @Test
  void everyIdOfOnePersonLeadsToHowItStands() {
    assertThat(database.store().leadSources("raam", List.of("b", "a", "c")))
        .extracting(
            row -> row.get("vendor_lead_id").asString() + " " + row.get("status").asString())
        .containsExactly("a qualified", "b qualified");
  }

  private static String at(long second) {
    return START.plusSeconds(second).toString();
  }
}
