package dev.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the views say of elements and payloads that an erasure took. */
class ErasedViewsTest {

  private static TestDatabase database;

  @BeforeAll
  static void anOfficeThatErasedWhatRaamTold() {
    database = Office.open();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createScript(
                        """
                        insert into app.erased_elements (delivery_id, delivery_index)
                        select delivery_id, 0 from app.manifests where source = 'raam';
                        delete from app.events where source = 'raam';
                        insert into app.erased_payloads (delivery_id, source, received_at)
                        select delivery_id, source, received_at from app.payloads
                        where source = 'raam';
                        delete from app.payloads where source = 'raam';
                        """)
                    .execute());
  }

  @Test
  void anErasedElementKeepsItsFate() {
    assertThat(deliveries("source in ('raam', 'knowlarity') or fate = 'dead'"))
        .containsExactly(
            tuple("knowlarity", "canonical", null),
            tuple("onecom", "dead", "uniqueid is missing"),
            tuple("raam", "canonical", "erased"),
            tuple("raam", "canonical", "erased"));
  }

  @Test
  void whoMayNotSeePersonsSeesWhatIsErased() {
    assertThat(
            database.query(
                "select count(*) as n, count(delivery_index) as elements, bool_and(erased_at is not null) as dated from analytics_masked.erased"))
        .containsExactly(Map.of("n", 4L, "elements", 2L, "dated", true));
  }

  @Test
  void anErasedDeliveryIsStillDelivered() {
    assertThat(completeness(database)).isEqualTo(completeness(Office.open()));
  }

  @Test
  void whatIsErasedBeforeItIsJudgedIsMissingAndWhatTheFetcherToldIsNot() {
    // given
    TestDatabase own = TestDatabase.fresh();
    String ids = "values (0, app.month_start('2100-01-01')), (1, app.month_start('2100-02-01'))";

    // when
    own.jdbi()
        .useHandle(
            handle ->
                handle
                    .createScript(
                        """
                        insert into app.erased_payloads (delivery_id, source, received_at)
                        select id, 'onecom', '2026-03-01 10:00Z' from (%1$s) as t(n, id);
                        insert into app.manifests
                        select id, '00000000-0000-0000-0000-000000000000', 'onecom',
                          '2026-03-01 10:00Z', null, null from (%1$s) as t(n, id) where n = 0;
                        """
                            .formatted(ids))
                    .execute());

    // then
    assertThat(own.query("select delivered, missing from analytics.completeness"))
        .containsExactly(Map.of("delivered", 1L, "missing", 1L));
  }

  private static List<Tuple> deliveries(String which) {
    return database
        .query(
            "select source, fate, reason from analytics.deliveries where %s order by 1, received_at"
                .formatted(which))
        .stream()
        .map(row -> tuple(row.get("source"), row.get("fate"), row.get("reason")))
        .toList();
  }

  private static List<Map<String, Object>> completeness(TestDatabase of) {
    return of.query(
        "select source, day, delivered, written, missing, canonical from analytics.completeness order by 1, 2");
  }
}
