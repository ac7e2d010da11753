package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class FoldTest {

  @Test
  void theRowIsTheSameWhateverTheOrderAndHoweverOften() {
    // given
    List<Told> history =
        List.of(
            second(1).call("7", "call.started", "status", "ringing", "direction", "unknown"),
            second(2).call("7", "call.answered", "status", "in_progress", "direction", "inbound"),
            second(3).call("7", "call.hangup", "status", "missed", "agent_id", "1"),
            second(3).index(1).call("7", "call.completed", "status", "answered", "talk_s", 3),
            second(4).call("7", "call.logged", "vendor_disposition", "SALE"));

    // when
    Set<ObjectNode> rows = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      List<Told> told = new ArrayList<>(history);
      told.addAll(history.subList(0, seed % 5));
      Collections.shuffle(told, new Random(seed));
      rows.add(call(told.toArray(Told[]::new)));
    }

    // then
    assertThat(rows).hasSize(1);
  }

  @Test
  void aFinishedCallNeverRingsAgain() {
    assertThat(
            call(
                    second(1).call("7", "call.hangup", "status", "missed"),
                    second(9).call("7", "call.started", "status", "ringing"))
                .get("status")
                .asString())
        .isEqualTo("missed");
  }

  @Test
  void absentAndUnknownNeverOverwrite() {
    ObjectNode row =
        call(
            second(1)
                .call(
                    "7",
                    "call.completed",
                    "status",
                    "answered",
                    "direction",
                    "inbound",
                    "vendor_disposition",
                    "ANSWERED"),
            second(2).call("7", "call.completed", "status", "unknown", "direction", "unknown"),
            second(3).call("7", "call.completed"));

    assertThat(row.get("status").asString()).isEqualTo("answered");
    assertThat(row.get("vendor_disposition").asString()).isEqualTo("ANSWERED");
    assertThat(row.get("direction").asString()).isEqualTo("inbound");
  }

  @Test
  void whatIsOnlyEverUnknownIsToldAsUnknown() {
    assertThat(
            call(second(1).call("7", "call.completed", "direction", "unknown"))
                .get("direction")
                .asString())
        .isEqualTo("unknown");
  }

  @Test
  void saleThenNoInterestThenSaleIsSale() {
    assertThat(
            call(
                    second(1)
                        .call(
                            "7",
                            "call.completed",
                            "vendor_disposition",
                            "SALE",
                            "occurred_at",
                            "2026-03-01T10:00:01Z"),
                    second(2)
                        .call(
                            "7",
                            "call.completed",
                            "vendor_disposition",
                            "NI",
                            "occurred_at",
                            "2026-03-01T10:00:02Z"),
                    second(3)
                        .call(
                            "7",
                            "call.completed",
                            "vendor_disposition",
                            "SALE",
                            "occurred_at",
                            "2026-03-01T10:00:03Z"))
                .get("vendor_disposition")
                .asString())
        .isEqualTo("SALE");
  }

  @Test
  void aTransferDoesNotMixTwoAgents() {
    ObjectNode row =
        call(
            second(1).call("7", "call.answered", "agent_id", "1", "agent_name", "Dana Fox"),
            second(2).call("7", "call.answered", "agent_id", "2"));

    assertThat(row.get("agent_id").asString()).isEqualTo("2");
    assertThat(row.has("agent_name")).isFalse();
  }

  @Test
  void aBetterPhoneStatusBeatsALaterOne() {
    ObjectNode row =
        call(
            second(1)
                .call(
                    "7",
                    "call.started",
                    "customer_phone",
                    "+12025550143",
                    "customer_phone_raw",
                    "2025550143",
                    "customer_phone_status",
                    "valid"),
            second(2)
                .call(
                    "7",
                    "call.completed",
                    "customer_phone_raw",
                    "anonymous",
                    "customer_phone_status",
                    "withheld"));

    assertThat(row.get("customer_phone").asString()).isEqualTo("+12025550143");
    assertThat(row.get("customer_phone_raw").asString()).isEqualTo("2025550143");
  }

  @Test
  void aFinalReportOutranksLaterTalk() {
    assertThat(
            call(
                    second(1).call("7", "call.completed", "status", "answered"),
                    second(9).call("7", "call.hangup", "status", "missed"))
                .get("status")
                .asString())
        .isEqualTo("answered");
  }

  @Test
  void aCallDated2099DoesNotPinItsRow() {
    assertThat(
            call(
                    second(1)
                        .call(
                            "7",
                            "call.completed",
                            "campaign",
                            "old",
                            "occurred_at",
                            "2099-01-01T00:00:00Z"),
                    second(600).call("7", "call.completed", "campaign", "new"))
                .get("campaign")
                .asString())
        .isEqualTo("new");
  }

  @Test
  void aRedeliveredCopyWithALaterReceiptChangesNothing() {
    // given
    String stated = "2026-03-01T12:00:00Z";
    Told first = second(1).call("7", "call.completed", "campaign", "x", "occurred_at", stated);
    Told copy = second(900).call("7", "call.completed", "campaign", "x", "occurred_at", stated);

    // then
    assertThat(copy.event().eventId()).isEqualTo(first.event().eventId());
    assertThat(call(first, copy)).isEqualTo(call(first));
  }

  @Test
  void aLeadIsNamedByItsEarliestReceivedEvent() {
    // given
    Told early =
        second(1).lead("knowrithm", "vendor_lead_id", "1", "occurred_at", "2030-01-01T00:00:00Z");
    Told late =
        second(2).lead("knowrithm", "vendor_lead_id", "1", "occurred_at", "2020-01-01T00:00:00Z");

    // when
    ObjectNode row = fold(EventKind.LEAD, late, early);

    // then
    assertThat(row.get("first_event_id").asString()).isEqualTo(early.event().eventId());
    assertThat(row.get("lead_id").asString()).isEqualTo(LeadId.of(early.event().eventId()));
    assertThat(row.get("first_seen_at").asString()).isEqualTo("2026-03-01T10:00:01Z");
  }

  private static ObjectNode call(Told... told) {
    return fold(EventKind.CALL, told);
  }

  private static ObjectNode fold(EventKind kind, Told... told) {
    return Fold.row(kind, Arrays.stream(told).map(one -> Entry.of(one).event()).toList());
  }
}
