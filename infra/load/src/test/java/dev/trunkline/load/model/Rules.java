package dev.trunkline.load.model;

import static dev.trunkline.load.model.Processing.Part.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules that went wrong elsewhere, each by name; asked of the model and of the writer alike.
 */
abstract class Rules {

  static final String JANE = "+12025550101";
  static final String OTHER = "+12025550102";
  static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

  private int minted;

  /** What the tables are after this history. */
  abstract Tables tables(History history);

  // --- calls

  @Test
  void anIdsOnlyReportOfABatchKeepsTheStatus() {
    Tables tables =
        told(
            live(
                "onecom",
                0,
                of(
                    completed("1")
                        .with("status", "answered")
                        .with("vendor_disposition", "ANSWERED"))),
            live("onecom", 5, of(completed("1"), completed("2"))));

    assertThat(text(only(tables, View.CALLS, "onecom/1"), "status", "vendor_disposition"))
        .containsExactly("answered", "ANSWERED");
  }

  @Test
  void aCallDatedTwentyNinetyNineDoesNotPinARow() {
    Tables tables =
        told(
            live(
                "pbx",
                0,
                of(completed("1").at(Instant.parse("2099-01-01T00:00:00Z")).with("queue", "old"))),
            live("pbx", 600, of(completed("1").at(TEN.plusSeconds(600)).with("queue", "new"))));

    assertThat(text(only(tables, View.CALLS, "pbx/1"), "queue")).containsExactly("new");
  }

  @Test
  void aTransferDoesNotMixTwoAgents() {
    Tables tables =
        told(
            live(
                "pbx",
                0,
                of(
                    said(
                        "call.answered",
                        0,
                        "vendor_call_id",
                        "1",
                        "agent_id",
                        "101",
                        "agent_name",
                        "Dana",
                        "agent_phone",
                        OTHER))),
            live("pbx", 9, of(said("call.answered", 9, "vendor_call_id", "1", "agent_id", "102"))));

    assertThat(text(only(tables, View.CALLS, "pbx/1"), "agent_id", "agent_name", "agent_phone"))
        .containsExactly("102", null, null);
  }

  @Test
  void aFinishedCallNeverRingsAgain() {
    Tables tables =
        told(
            live("pbx", 0, of(said("call.hangup", 0, "vendor_call_id", "1", "status", "missed"))),
            live(
                "pbx", 9, of(said("call.started", 9, "vendor_call_id", "1", "status", "ringing"))));

    assertThat(text(only(tables, View.CALLS, "pbx/1"), "status")).containsExactly("missed");
  }

  @Test
  void unknownDoesNotReplaceAWord() {
    Tables tables =
        told(
            live("pbx", 0, of(completed("1").with("status", "busy").with("direction", "inbound"))),
            live(
                "pbx",
                9,
                of(
                    completed("1")
                        .at(TEN.plusSeconds(9))
                        .with("status", "unknown")
                        .with("vendor_disposition", "???")
                        .with("direction", "unknown"))));

    assertThat(text(only(tables, View.CALLS, "pbx/1"), "status", "vendor_disposition", "direction"))
        .containsExactly("busy", null, "inbound");
  }

  @Test
  void aBetterPhoneStatusBeatsALaterOne() {
    Tables tables =
        told(
            live(
                "pbx",
                0,
                of(
                    completed("1")
                        .with("customer_phone", JANE)
                        .with("customer_phone_status", "valid"))),
            live(
                "pbx",
                9,
                of(
                    completed("1")
                        .at(TEN.plusSeconds(9))
                        .with("customer_phone_raw", "55")
                        .with("customer_phone_status", "invalid"))));

    assertThat(text(only(tables, View.CALLS, "pbx/1"), "customer_phone", "customer_phone_raw"))
        .containsExactly(JANE, null);
  }

  @Test
  void anAnnouncementMakesNoRow() {
    Tables tables =
        told(
            live(
                "pbx",
                0,
                of(
                    said("call.notify", 0, "vendor_lead_id", "1"),
                    said("lead.notify", 0, "vendor_lead_id", "1"))));

    assertThat(tables.rows(View.CALLS)).isEmpty();
    assertThat(tables.rows(View.LEADS)).isEmpty();
    assertThat(tables.rows(View.LEAD_TOUCHES)).isEmpty();
    assertThat(tables.rows(View.CALL_EVENTS)).hasSize(1);
    assertThat(tables.rows(View.DELIVERIES)).hasSize(1);
  }

  // --- recordings

  @Test
  void aStoredRecordingStaysStored() {
    Tables tables =
        told(
            live("pbx", 0, of(completed("1"))),
            live("pbx", 1, of(said("recording.stored", 1, "vendor_call_id", "1"))),
            live("pbx", 9, of(said("recording.found", 9, "vendor_call_id", "1"))),
            live("pbx", 20, of(said("recording.given_up", 20, "vendor_call_id", "1"))));

    assertThat(text(only(tables, View.RECORDINGS, "pbx/1"), "status")).containsExactly("stored");
    assertThat(text(only(tables, View.CALLS, "pbx/1"), "recording_status"))
        .containsExactly("stored");
  }

  @Test
  void aRecordingThatIsNotThereWaitsUntilItIsGivenUp() {
    Processing wanted = live("pbx", 1, of(said("recording.wanted", 1, "vendor_call_id", "1")));
    Processing tried = live("pbx", 2, of(said("recording.attempted", 2, "vendor_call_id", "1")));
    Processing gone = live("pbx", 3, of(said("recording.given_up", 3, "vendor_call_id", "1")));

    assertThat(text(only(told(wanted), View.RECORDINGS, "pbx/1"), "status"))
        .containsExactly("wanted");
    assertThat(text(only(told(wanted, tried), View.RECORDINGS, "pbx/1"), "status"))
        .containsExactly("waiting");
    assertThat(text(only(told(gone, wanted, tried), View.RECORDINGS, "pbx/1"), "status"))
        .containsExactly("given_up");
  }

  // --- persons

  @Test
  void aDefaultNameNeverReplacesARealOne() {
    Settings settings = naming("knowlarity", "Knowlarity Lead {phone}");
    Processing real =
        live("site", 0, of(said("lead.created", 0, "phone", JANE, "full_name", "Jane Roe")));
    Processing call =
        live(
            "knowlarity",
            9,
            of(
                completed("1").with("customer_phone", JANE),
                said("lead.created", 9, "phone", JANE)));

    Tables both = tables(new History(settings, List.of(real, call)));
    Tables nameless = tables(new History(settings, List.of(call)));

    assertThat(text(only(both, View.LEADS), "full_name")).containsExactly("Jane Roe");
    assertThat(text(only(both, View.CALLS), "customer_name")).containsExactly("Jane Roe");
    assertThat(text(only(nameless, View.LEADS), "full_name"))
        .containsExactly("Knowlarity Lead " + JANE);
    assertThat(text(only(nameless, View.CALLS), "customer_name"))
        .containsExactly("Knowlarity Lead " + JANE);
  }

  @Test
  void aNameInPartsIsJoined() {
    Tables tables =
        told(
            live("site", 0, of(said("lead.created", 0, "phone", JANE, "first_name", "Jane"))),
            live("site", 9, of(said("lead.updated", 9, "phone", JANE, "last_name", "Roe"))));

    assertThat(text(only(tables, View.LEADS), "full_name")).containsExactly("Jane Roe");
  }

  @Test
  void saleNoInterestSaleEndsAsSale() {
    Tables tables =
        told(
            live("dialer", 0, of(disposition("SALE", "converted"))),
            live("dialer", 9, of(disposition("NI", "lost"))),
            live("dialer", 20, of(disposition("SALE", "converted"))));

    assertThat(text(only(tables, View.LEADS), "status", "vendor_status"))
        .containsExactly("converted", "SALE");
    assertThat(tables.rows(View.LEAD_TOUCHES)).hasSize(3);
    assertThat(only(tables, View.LEAD_SOURCES).get("touches").asInt()).isEqualTo(3);
  }

  @Test
  void anOwnNumberReadAsCallerDoesNotMakeOnePersonOfATenant() {
    Settings settings =
        new Settings(
            List.of(new Settings.Source("pbx", null, List.of(JANE), List.of(), List.of())));

    Tables tables =
        tables(
            new History(
                settings,
                List.of(
                    live(
                        "pbx",
                        0,
                        of(said("lead.created", 0, "phone", JANE, "vendor_lead_id", "1"))),
                    live(
                        "pbx",
                        9,
                        of(said("lead.created", 9, "phone", JANE, "vendor_lead_id", "2"))),
                    live("ads", 9, of(said("lead.created", 9, "phone", JANE))))));

    assertThat(tables.rows(View.LEADS)).hasSize(3);
  }

  @Test
  void aPersonKnownByIdThenPhoneThenBothIsOneWhateverTheOrder() {
    Processing byId = live("dialer", 0, of(said("lead.created", 0, "vendor_lead_id", "7")));
    Processing byPhone = live("ads", 5, of(said("lead.created", 5, "phone", JANE)));
    Processing byBoth =
        live("dialer", 9, of(said("lead.updated", 9, "vendor_lead_id", "7", "phone", JANE)));
    Processing again = live("dialer", 20, byId.parts().getFirst());
    String leadId = Person.aliasOf(byId.published().getFirst().copy());

    for (List<Processing> order : permutations(List.of(byId, byPhone, byBoth))) {
      List<Processing> redelivered = new ArrayList<>(order);
      redelivered.add(1, again);
      for (List<Processing> told : List.of(order, redelivered)) {
        Tables tables = tables(new History(Settings.NONE, told));

        assertThat(only(tables, View.LEADS).get("lead_id").asString()).isEqualTo(leadId);
        assertThat(text(only(tables, View.LEADS), "first_source")).containsExactly("dialer");
        assertThat(tables.rows(View.LEAD_SOURCES)).hasSize(2);
        assertThat(tables.rows(View.LEAD_ALIASES))
            .hasSize(3)
            .allSatisfy(
                (alias, row) -> assertThat(row.get("lead_id").asString()).isEqualTo(leadId));
        assertThat(tables.rows(View.LEAD_TOUCHES).values())
            .filteredOn(row -> row.get("is_primary").asBoolean())
            .hasSize(1);
      }
    }
  }

  @Test
  void aNumberThatTurnsOutToBeAnAgentsSeparatesAndUnitesAgainWhenCorrected() {
    Processing one =
        live("pbx", 0, of(said("lead.created", 0, "phone", JANE, "vendor_lead_id", "1")));
    Processing two =
        live("ads", 5, of(said("lead.created", 5, "phone", JANE, "vendor_lead_id", "2")));
    Processing call = live("pbx", 9, of(completed("1").with("agent_phone", JANE)));
    Processing corrected = call.replayed(replay(1), List.of(of(completed("1"))));

    assertThat(told(one, two).rows(View.LEADS)).hasSize(1);
    assertThat(told(one, two, call).rows(View.LEADS)).hasSize(2);
    assertThat(told(one, two, call, corrected).rows(View.LEADS)).hasSize(1);
  }

  @Test
  void aCallIsOfThePersonWithItsIdElseWithItsPhone() {
    Processing byId = live("pbx", 0, of(said("lead.created", 0, "vendor_lead_id", "1")));
    Processing byPhone = live("ads", 1, of(said("lead.created", 1, "phone", JANE)));
    Processing call =
        live("pbx", 2, of(completed("1").with("vendor_lead_id", "1").with("customer_phone", JANE)));

    assertThat(text(only(told(byId, byPhone, call), View.CALLS), "lead_id"))
        .containsExactly(Person.aliasOf(byId.published().getFirst().copy()));
    assertThat(text(only(told(byPhone, call), View.CALLS), "lead_id"))
        .containsExactly(Person.aliasOf(byPhone.published().getFirst().copy()));
    assertThat(text(only(told(call), View.CALLS), "lead_id")).containsExactly((String) null);
  }

  // --- what is live

  @Test
  void aRedeliveryWithALaterReceiptChangesNothing() {
    Processing first = live("pbx", 0, of(completed("1").with("status", "answered")));
    Processing again = live("pbx", 60, first.parts().getFirst());

    Tables once = told(first);
    Tables twice = told(first, again);

    assertThat(twice.rows(View.CALLS)).isEqualTo(once.rows(View.CALLS));
    assertThat(twice.rows(View.CALL_EVENTS)).isEqualTo(once.rows(View.CALL_EVENTS));
    assertThat(twice.rows(View.DELIVERIES).values())
        .extracting(row -> row.get("fate").asString())
        .containsExactlyInAnyOrder("canonical", "duplicate");
  }

  @Test
  void aReplayCountsAloneAndTheOldDefinitionBringsTheOldRowsBack() {
    Processing wrong = live("pbx", 0, of(completed("1")), of(completed("2")));
    Processing right = wrong.replayed(replay(1), List.of(of(completed("3"))));
    Processing back = wrong.replayed(replay(2), wrong.parts());
    Processing gone = wrong.replayed(replay(3), List.of());

    assertThat(told(wrong).rows(View.CALLS)).containsOnlyKeys("pbx/1", "pbx/2");
    assertThat(told(wrong, right).rows(View.CALLS)).containsOnlyKeys("pbx/3");
    assertThat(told(right, back, wrong).rows(View.CALLS)).containsOnlyKeys("pbx/1", "pbx/2");
    assertThat(told(gone, right, back, wrong).rows(View.CALLS)).isEmpty();
    assertThat(told(gone, right, back, wrong).rows(View.DELIVERIES)).isEmpty();
  }

  @Test
  void anElementThatIsIgnoredNowIsNoLongerShown() {
    Processing read = live("pbx", 0, of(completed("1")), of(completed("2")));
    Processing ignored =
        read.replayed(
            replay(1), List.of(of(completed("1")), new Processing.Part(Fate.IGNORED, List.of())));

    Tables tables = told(read, ignored);

    assertThat(tables.rows(View.CALLS)).containsOnlyKeys("pbx/1");
    assertThat(tables.rows(View.DELIVERIES).values())
        .extracting(row -> row.get("fate").asString())
        .containsExactly("canonical", "ignored");
  }

  @Test
  void anEventCountsBeforeItsManifestIsThere() {
    Processing live =
        new Processing(id(), null, "pbx", TEN, "h", false, List.of(of(completed("1"))));

    Tables tables = told(live);

    assertThat(tables.rows(View.CALLS)).containsOnlyKeys("pbx/1");
    assertThat(tables.rows(View.DELIVERIES)).isEmpty();
  }

  // --- how it is told

  private Tables told(Processing... processings) {
    return tables(new History(Settings.NONE, List.of(processings)));
  }

  private Processing live(String source, int seconds, Processing.Part... parts) {
    return new Processing(id(), null, source, TEN.plusSeconds(seconds), "h", true, List.of(parts));
  }

  private String id() {
    return Histories.id(0x1000, minted++);
  }

  private static String replay(int number) {
    return Histories.id(0x7000 + number, number);
  }

  static Said said(String type, int seconds, Object... fields) {
    return Said.of(type, TEN.plusSeconds(seconds), fields);
  }

  static Said completed(String call) {
    return said("call.completed", 0, "vendor_call_id", call);
  }

  private static Said disposition(String word, String status) {
    return Said.of(
            "lead.updated", null, "vendor_lead_id", "7", "vendor_status", word, "status", status)
        .anew();
  }

  private static Settings naming(String source, String template) {
    return new Settings(
        List.of(new Settings.Source(source, template, List.of(), List.of(), List.of())));
  }

  private static ObjectNode only(Tables tables, View view, String key) {
    assertThat(tables.rows(view)).containsKey(key);
    return tables.rows(view).get(key);
  }

  private static ObjectNode only(Tables tables, View view) {
    Map<String, ObjectNode> rows = tables.rows(view);
    assertThat(rows).as(view.wire()).hasSize(1);
    return rows.values().iterator().next();
  }

  private static List<String> text(ObjectNode row, String... columns) {
    List<String> values = new ArrayList<>();
    for (String column : columns) {
      values.add(row.hasNonNull(column) ? row.get(column).asString() : null);
    }
    return values;
  }

  static <T> List<List<T>> permutations(List<T> items) {
    if (items.isEmpty()) {
      return List.of(List.of());
    }
    List<List<T>> all = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      List<T> rest = new ArrayList<>(items);
      T first = rest.remove(i);
      for (List<T> tail : permutations(rest)) {
        List<T> one = new ArrayList<>(List.of(first));
        one.addAll(tail);
        all.add(one);
      }
    }
    return all;
  }
}
