package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static dev.trunkline.store.Story.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventKind;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class TracingTest {

  private static final String PHONE = "+12025550143";

  private static final Told CALL = second(1).call("a", "call.completed", "customer_phone", PHONE);
  private static final Told OTHER = second(1).index(1).call("b", "call.completed");
  private static final Told LEAD =
      second(2).lead("onecom", "vendor_lead_id", "7", "phone", PHONE, "full_name", "Asha Rao");
  private static final Told AGAIN =
      second(3)
          .lead(
              "onecom",
              "vendor_lead_id",
              "7",
              "phone",
              PHONE,
              "full_name",
              "Asha Rao",
              "occurred_at",
              LEAD.event().occurredAt().toString());
  private static final Told BY_ID = second(4).call("c", "call.completed", "vendor_lead_id", "7");
  private static final Told NOTICE = second(5).call("a", "call.notify");
  private static final Told CHAT =
      second(6)
          .other(
              EventKind.CONVERSATION,
              "onecom",
              "message.received",
              "conversation_id",
              "k",
              "vendor_lead_id",
              "7");
  private static final Told SEARCH =
      second(7)
          .other(
              EventKind.RECORDING,
              "onecom",
              "recording.attempted",
              "call_id",
              "onecom/a",
              "attempt",
              1);
  private static final Told NAMED =
      second(8).call("d", "call.completed", "customer_name", "Noam Levi");
  private static final Told NAMESAKE =
      second(9).lead("shop", "phone", "+12025550150", "first_name", "NOAM", "last_name", "Levi");

  private static TestDatabase database;

  @BeforeAll
  static void aStory() {
    database = TestDatabase.fresh();
    database.store().write(new Batch(List.of(CALL, OTHER), List.of(manifest(CALL, OTHER))));
    for (Told told : List.of(LEAD, AGAIN, BY_ID, NOTICE, CHAT, NAMED, NAMESAKE)) {
      database.store().write(new Batch(List.of(told), List.of(manifest(told))));
    }
    database.write(List.of(SEARCH)); // what the fetcher tells has no manifest
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into app.dead_letters (stage, dead_partition, dead_offset, dead_at,
                      group_id, cause, reason, origin, delivery_id, delivery_index, replay_id,
                      attempts, body)
                    select 'writer', 3, 10 + i, now(), 'abc', 'cause', 'reason', 'calls.v1-0@1',
                      ?::uuid, i, ?::uuid, 1, '' from generate_series(0, 1) i
                    """,
                    CALL.event().deliveryId(),
                    EventLog.LIVE));
  }

  @Test
  void aPhoneIsItsPersonWithEveryCallChatAndRedelivery() {
    for (String text : List.of(PHONE, "+1 (202) 555-0143", "7", "Asha Rao", "ASHA RAO ")) {
      Trace trace = database.store().trace(text);

      assertThat(ids(trace.calls(), "call_id")).as(text).containsOnly("onecom/a", "onecom/c");
      assertThat(trace.leads()).as(text).hasSize(1);
      assertThat(trace.conversations()).as(text).hasSize(1);
      assertThat(ids(trace.events(), "delivery_id"))
          .as(text)
          .containsExactlyElementsOf(deliveries(CALL, LEAD, AGAIN, BY_ID, NOTICE, CHAT, SEARCH));
      assertThat(trace.truncated()).isFalse();
    }
  }

  @Test
  void ofADeliveryOfManyCallsOneIsShown() {
    Trace trace = database.store().trace("a");

    assertThat(ids(trace.calls(), "call_id")).containsExactly("onecom/a");
    assertThat(ids(trace.events(), "delivery_id"))
        .containsExactlyElementsOf(deliveries(CALL, NOTICE, SEARCH));
    assertThat(ids(trace.deliveries(), "delivery_index")).containsExactly("0", "0");
    assertThat(ids(trace.letters(), "letter")).containsExactly("writer-3@10");
  }

  @Test
  void aDeliveryIsShownWhole() {
    Trace trace = database.store().trace(CALL.event().deliveryId());

    assertThat(ids(trace.calls(), "call_id")).containsExactly("onecom/a", "onecom/b");
    assertThat(ids(trace.letters(), "letter")).containsExactly("writer-3@10", "writer-3@11");
  }

  @Test
  void aNameOfSeveralIsAQuestion() {
    // when
    Trace trace = database.store().trace("noam levi");

    // then
    assertThat(trace.isEmpty()).isFalse();
    assertThat(trace.events()).isEmpty();
    List<String> who = ids(trace.namesakes(), "id");
    assertThat(who).hasSize(2).contains("onecom/d");
    assertThat(who)
        .allSatisfy(id -> assertThat(database.store().trace(id).events()).as(id).isNotEmpty());
    assertThat(database.store().trace("Noam").isEmpty()).isTrue();
  }

  private static List<String> deliveries(Told... told) {
    return List.of(told).stream().map(one -> one.event().deliveryId()).toList();
  }

  private static List<String> ids(List<ObjectNode> rows, String column) {
    return rows.stream().map(row -> row.path(column).asString()).toList();
  }
}
