package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static dev.trunkline.store.Story.manifest;
import static dev.trunkline.store.Story.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.Manifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreTest {

  private TestDatabase database;

  @BeforeEach
  void aDatabase() {
    database = TestDatabase.fresh();
  }

  @Test
  void aCallToldInPiecesIsOneRow() {
    // given
    Told started = second(1).call("7", "call.started", "status", "ringing", "direction", "inbound");
    Told ended = second(9).call("7", "call.completed", "status", "answered", "duration_s", 8);

    // when
    Written first = database.write(List.of(started));
    Written both = database.write(List.of(ended));

    // then
    assertThat(first).isEqualTo(new Written(1, 0, 1));
    assertThat(both).isEqualTo(new Written(1, 0, 1));
    assertThat(database.query("select * from analytics.calls"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("call_id", "onecom/7")
                    .containsEntry("direction", "inbound")
                    .containsEntry("status", "answered")
                    .containsEntry("duration_s", 8));
  }

  @Test
  void theSameRecordsAgainChangeNothing() {
    // given
    Told call = second(1).call("7", "call.completed", "status", "answered");
    Batch batch = new Batch(List.of(call, call), List.of(manifest(call)));

    // when
    Written first = database.store().write(batch);
    Written second = database.store().write(batch);

    // then
    assertThat(first).isEqualTo(new Written(1, 1, 1));
    assertThat(second).isEqualTo(new Written(0, 0, 0));
  }

  @Test
  void aRedeliveryIsAnotherDeliveryAndNoOtherRow() {
    // given
    String stated = "2026-03-01T09:59:00Z";
    Told call = second(1).call("7", "call.completed", "status", "busy", "occurred_at", stated);
    Told again = second(60).call("7", "call.completed", "status", "busy", "occurred_at", stated);
    database.store().write(new Batch(List.of(call), List.of(manifest(call))));
    List<?> before = database.query("select * from analytics.calls");

    // when
    Written written = database.store().write(new Batch(List.of(again), List.of(manifest(again))));

    // then
    assertThat(written).isEqualTo(new Written(1, 1, 0));
    assertThat(database.query("select * from analytics.calls")).isEqualTo(before);
    assertThat(database.query("select * from analytics.call_events")).hasSize(1);
    assertThat(database.query("select fate from analytics.deliveries order by received_at"))
        .extracting(row -> row.get("fate"))
        .containsExactly("canonical", "duplicate");
  }

  @Test
  void whatTheLatestManifestDoesNotListIsGone() {
    // given
    Told wrong = second(1).call("7", "call.completed", "direction", "inbound");
    database.store().write(new Batch(List.of(wrong), List.of(manifest(wrong))));
    Told right = second(1).replay(1).call("8", "call.completed", "direction", "outbound");

    // when
    database.store().write(new Batch(List.of(right), List.of(manifest(right))));

    // then
    assertThat(database.query("select call_id, direction from analytics.calls"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("call_id", "onecom/8"));
  }

  @Test
  void anEmptyManifestEmptiesADelivery() {
    // given
    Told call = second(1).call("7", "call.completed");
    database.store().write(new Batch(List.of(call), List.of(manifest(call))));

    // when
    Manifest empty = nothing(second(1).replay(1), "onecom");
    Written written = database.store().write(new Batch(List.of(), List.of(empty)));

    // then
    assertThat(written.rows()).isEqualTo(1);
    assertThat(database.query("select * from analytics.calls")).isEmpty();
    assertThat(database.query("select * from analytics.call_events")).isEmpty();
  }

  @Test
  void aPayloadIsKeptByteForByteAndOnce() {
    // given
    Delivery delivery =
        new Delivery(
            Story.delivery(1),
            "onecom",
            "onecom",
            "webhook",
            Story.START,
            "POST",
            null,
            null,
            "192.0.2.1",
            "none",
            null,
            Map.of("user-agent", "x"),
            null,
            new byte[] {0, -1, 7});
    ArchivedPayload payload = new ArchivedPayload(delivery, "raw.onecom.v1", 3, 99, Story.START);

    // when
    int first = database.store().archive(List.of(payload, payload));
    int second = database.store().archive(List.of(payload));

    // then
    assertThat(first).isEqualTo(1);
    assertThat(second).isZero();
    assertThat(
            database.query(
                "select encode(body, 'hex') as body, headers->>'user-agent' as agent, raw_offset from app.payloads"))
        .containsExactly(Map.of("body", "00ff07", "agent", "x", "raw_offset", 99L));
  }
}
