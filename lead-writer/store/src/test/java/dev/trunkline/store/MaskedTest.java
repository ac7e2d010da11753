package dev.trunkline.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the two roles may see, and what the masks leave. */
class MaskedTest {

  /** What must not be found in any column of any masked view. */
  private static final String KNOWN =
      "Jordan|Lee|Levi|Katz|Peretz|Hillside|example\\.com|555.{0,2}01(43|55|77|88|99)|2025550100";

  private static TestDatabase database;

  @BeforeAll
  static void anOffice() {
    database = Office.open();
    database
        .jdbi()
        .useHandle(
            handle -> {
              // The creator of a role may become it only when granted so.
              handle.execute("grant analyst, analyst_pii to current_user with set true");
            });
  }

  @Test
  void anAnalystReadsMaskedViewsAndNothingElse() {
    for (String schema : List.of("app", "analytics", "compat")) {
      for (String relation : relations(schema)) {
        assertThatThrownBy(() -> as("analyst", "select * from " + relation))
            .as(relation)
            .hasMessageContaining("permission denied");
      }
    }
    assertThat(relations("analytics_masked"))
        .isNotEmpty()
        .allSatisfy(view -> assertThat(as("analyst", "select * from " + view)).isNotNull());
  }

  @Test
  void anAnalystNeitherWritesNorSharesNorCallsWhatIsOurs() {
    for (String sql :
        List.of(
            "select app.share()",
            "select app.make_month('2026-01-01')",
            "create table analytics_masked.mine (a int)",
            "select inner_key from app.masking")) {
      assertThatThrownBy(() -> as("analyst", sql))
          .as(sql)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void whoMaySeePersonsReadsTheViewsAndNoTable() {
    for (String schema : List.of("analytics", "compat")) {
      assertThat(relations(schema))
          .isNotEmpty()
          .allSatisfy(view -> assertThat(as("analyst_pii", "select * from " + view)).isNotNull());
    }
    for (String relation : relations("app")) {
      assertThatThrownBy(() -> as("analyst_pii", "select * from " + relation))
          .as(relation)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void noPhoneAndNoNameIsInAnyMaskedRow() {
    for (String view : relations("analytics")) {
      String masked = view.replace("analytics.", "analytics_masked.");
      assertThat(as("analyst", found(masked))).as(masked).isEmpty();
    }
    assertThat(database.query(found("analytics.calls"))).isNotEmpty();
  }

  @Test
  void everyViewIsMaskedColumnByColumn() {
    String columns =
        """
        select c.relname || '.' || a.attnum || '.' || a.attname || '.' || a.atttypid::regtype as it
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relnamespace = '%s'::regnamespace
        order by 1
        """;
    assertThat(database.query(columns.formatted("analytics_masked")))
        .isNotEmpty()
        .isEqualTo(database.query(columns.formatted("analytics")));
  }

  @Test
  void aColumnThatNobodyClassifiedIsRefused() {
    assertThatThrownBy(() -> Mask.of("mothers_maiden_name"))
        .hasMessageContaining("mothers_maiden_name");
  }

  @Test
  void equalValuesLookEqual() {
    assertThat(
            as(
                "analyst",
                "select distinct right(l.phone, 4) as tail, l.phone ~ '^p_[0-9a-f]{12}…143$' as masked from analytics_masked.leads l join analytics_masked.calls c on c.customer_phone = l.phone join analytics_masked.interactions i on i.customer_phone = l.phone"))
        .containsExactly(Map.of("tail", "…143", "masked", true));
    assertThat(
            as(
                "analyst",
                "select a.calls from analytics_masked.agents a join analytics_masked.interactions i on a.source = i.source and a.agent = any(i.agents) where a.source = 'knowlarity'"))
        .containsExactly(Map.of("calls", 1L));
  }

  @Test
  void theHashIsTheKeyedOneThatTheStandardKnows() throws GeneralSecurityException {
    // given
    byte[] key =
        (byte[]) database.query("select inner_key from app.masking").get(0).get("inner_key");
    for (int i = 0; i < key.length; i++) {
      key[i] ^= 0x36; // RFC 2104: what the inner key was padded and combined with
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));

    // when
    byte[] hash = mac.doFinal("+12025550177".getBytes(UTF_8));

    // then
    assertThat(
            as("analyst", "select phone from analytics_masked.leads order by first_seen_at desc"))
        .first()
        .isEqualTo(Map.of("phone", "p_" + HexFormat.of().formatHex(hash, 0, 6) + "…177"));
    assertThat(TestDatabase.fresh().query("select inner_key from app.masking").get(0))
        .isNotEqualTo(database.query("select inner_key from app.masking").get(0));
  }

  @Test
  void anIdThatIsAPhoneIsMaskedAndAnotherIsNot() {
    assertThat(
            as(
                "analyst",
                "select vendor_lead_id like 'x\\_%' as hidden from analytics_masked.leads order by first_seen_at"))
        .containsExactly(Map.of("hidden", false), Map.of("hidden", true));
  }

  @Test
  void aPhoneIsHiddenHoweverItIsWritten() {
    List<String> phones =
        List.of("+12025550143", "2025550143", "(202) 555-0143", "+1 202.555.0143", "050-000-0123");
    List<String> ids =
        List.of("4711", "2026-03-01", "1754337031.4200007", "lead 2025", "0b5c1d2e-0000-4000-8000");
    assertThat(phones).allSatisfy(phone -> assertThat(shown(phone)).startsWith("x_"));
    assertThat(ids).allSatisfy(id -> assertThat(shown(id)).isEqualTo(id));
  }

  private static String shown(String value) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select "
                            + Mask.DOUBTFUL.sql("value")
                            + " from (select :value::text) as v(value), app.masking k")
                    .bind("value", value)
                    .mapTo(String.class)
                    .one());
  }

  @Test
  void aMaskedViewSaysWhatItIs() {
    assertThat(
            database.query(
                """
                select c.relname || '.' || a.attname as it from pg_class c
                join pg_attribute a on a.attrelid = c.oid and a.attnum >= 0 and not a.attisdropped
                where c.relnamespace = 'analytics_masked'::regnamespace
                  and coalesce(col_description(c.oid, a.attnum), '') = ''
                """))
        .isEmpty();
  }

  private static String found(String view) {
    return "select v.* from %s v where v::text ~ '%s'".formatted(view, KNOWN);
  }

  private static List<String> relations(String schema) {
    return database
        .query(
            "select format('%I.%I', relnamespace::regnamespace, relname) as name from pg_class where relnamespace = '"
                + schema
                + "'::regnamespace and relkind in ('r', 'p', 'v') order by 1")
        .stream()
        .map(row -> row.get("name").toString())
        .toList();
  }

  private static List<Map<String, Object>> as(String role, String sql) {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              handle.execute("set local role " + role);
              return handle.createQuery(sql).mapToMap().list();
            });
  }
}
