package dev.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What is asked often is looked up: no scan of a table that grows. */
class PlansTest {

  /** The partitions of no sane time are empty, and what the sources file says is small. */
  private static final Pattern SCAN =
      Pattern.compile("Seq Scan on (calls|leads|lead_\\w+|recordings|\\w+_\\d{4}_\\d\\d)");

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private static TestDatabase database;

  @BeforeAll
  static void aCrowd() {
    database = TestDatabase.fresh();
    Office.fill(database, "/crowd.sql");
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "analyze app.calls, app.leads, app.lead_facts, app.lead_keys, app.recordings, app.manifests, app.events, app.payloads, app.pulled"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "analytics.calls where call_id = 'onecom/7'",
        "analytics.calls where call_id = any(array['onecom/7', 'onecom/9'])",
        "analytics.calls where lead_id = md5('person 8')::uuid",
        "analytics.calls where customer_phone = '+12025550007'",
        "analytics.calls where source = 'onecom' and started_at between '2026-03-04' and '2026-03-04 01:00Z'",
        "analytics.interactions where source = 'onecom' and interaction_id = '7'",
        "analytics.leads where lead_id = md5('person 8')::uuid",
        "analytics.leads where phone = '+12025550007'",
        "analytics.lead_touches where lead_id = md5('person 9')::uuid",
        "analytics.lead_touches where event_id = md5('lead 8')::uuid",
        "analytics.lead_sources where lead_id = md5('person 9')::uuid",
        "analytics.lead_aliases where alias = md5('alias 8')::uuid",
        "analytics.agents where source = 'onecom' and agent = '7'",
        "analytics.recordings where call_id = 'onecom/7'",
        "app.events where entity = any(array['onecom/7', 'onecom/9']) and kind = 'call' and told",
        "app.call_days",
        "analytics.call_events where call_id = 'onecom/7'",
        "analytics.deliveries where delivery_id = app.month_start('2026-03-02')",
        "analytics.freshness",
        "analytics_masked.calls where call_id = 'onecom/7'",
        "analytics_masked.call_events where call_id = 'onecom/7'",
        "compat.leads_master where id = md5('person 8')::uuid",
        "compat.calls where id = 'onecom/7'"
      })
  void isLookedUp(String question) {
    assertThat(plan(question)).doesNotContainPattern(SCAN);
  }

  @Test
  void aScanWouldBeSeenAndEveryCallIsShownOnce() {
    assertThat(plan("analytics.calls where status = 'missed'")).containsPattern(SCAN);
    assertThat(
            database.query(
                "select count(*) as n, count(distinct lead_id) as persons from analytics.calls"))
        .containsExactly(Map.of("n", 24000L, "persons", 6000L));
  }

  /** A fifth of the crowd's deliveries was fetched. */
  @Test
  void whoDoesNotAskWhatWasOnlyPulledPaysNothingForIt() {
    String cheap = "select source, day, delivered, listed, healed from analytics.completeness";
    String dear = "select source, day, pull_only from analytics.completeness";

    assertThat(explained(cheap))
        .doesNotContainPattern("\\b(events_|lead_facts)")
        .doesNotContain("Seq Scan on calls");
    assertThat(explained(dear)).containsPattern("\\bevents_").contains("Seq Scan on calls");
  }

  @Test
  void aThousandCallsAreFoundTogether() {
    // given
    List<String> ids =
        database.store().callsBetween("onecom", START, START.plus(Duration.ofMinutes(2000)));

    // when
    List<ObjectNode> calls = database.store().calls(ids);
    Map<String, List<ObjectNode>> statements = database.store().callStatements(ids);

    // then
    assertThat(ids).hasSize(1000);
    assertThat(calls).hasSize(1000);
    assertThat(statements).hasSize(667);
  }

  private static String explained(String query) {
    return database.query("explain " + query).toString();
  }

  private static String plan(String question) {
    return database.query("explain select * from " + question).toString();
  }
}
