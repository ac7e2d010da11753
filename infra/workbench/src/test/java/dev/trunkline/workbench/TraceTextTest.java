package dev.trunkline.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.store.Trace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class TraceTextTest {

  private static final ObjectNode EVENT =
      object(
          """
          {"delivery_id": "d", "delivery_index": 0, "event_id": "e", "event_type": "call.completed",
           "kind": "call", "occurred_at": "2026-03-01T10:00:00+00:00",
           "received_at": "2026-03-01T10:00:01.5+00:00",
           "written_at": "2026-03-01T10:00:01.75+00:00", "live": true,
           "body": {"definition_hash": "hash"}}
          """);
  private static final ObjectNode PAYLOAD =
      object(
          """
          {"delivery_id": "d", "received_at": "2026-03-01T10:00:01.5+00:00", "source": "pbx",
           "door": "call", "headers": {"proof": "hmac:1"}, "bytes": 12, "raw_topic": "raw.pbx.v1",
           "raw_partition": 3, "raw_offset": 17, "raw_at": "2026-03-01T10:00:01.6+00:00"}
          """);

  @Test
  void everyHopHasItsMilliseconds() {
    assertThat(hops(EVENT, PAYLOAD))
        .isEqualTo(
            "occurred → door 1,500 ms, door → raw topic 100 ms, raw topic → row 150 ms, door → row 250 ms");
  }

  @Test
  void whatIsNotKeptIsSaid() {
    ObjectNode replayed = EVENT.deepCopy().put("replay_id", "r");
    ObjectNode old = PAYLOAD.deepCopy();
    old.remove("raw_at");

    assertThat(hops(EVENT, null))
        .isEqualTo(
            "occurred → door 1,500 ms, door → raw topic not kept, raw topic → row not kept, door → row 250 ms");
    assertThat(hops(EVENT, old)).isEqualTo(hops(EVENT, null));
    assertThat(hops(replayed, PAYLOAD)).endsWith("raw topic → row not kept, door → row not kept");
  }

  @Test
  void aDeliveryIsToldFromTheDoorToItsLetter() {
    // given
    ObjectNode event = EVENT.deepCopy();
    event.set("hops", Hops.of(event, PAYLOAD));
    ObjectNode search =
        object(
            """
            {"delivery_id": "s", "kind": "recording", "event_type": "recording.attempted",
             "occurred_at": "2026-03-01T10:02:00Z", "entity": "pbx/1", "hops": [],
             "body": {"attempt": 2, "reason": "not yet"}}
            """);
    Trace trace =
        trace(
            List.of(PAYLOAD),
            List.of(object("{\"delivery_id\": \"d\", \"delivery_index\": 0, \"fate\": \"dead\"}")),
            List.of(event, search),
            List.of(
                object(
                    """
                    {"delivery_id": "d", "delivery_index": 0, "letter": "writer-0@1",
                     "group": "abc", "cause": "too long", "attempts": 1}
                    """)),
            List.of());

    // when
    List<String> lines = printed(trace);

    // then
    assertThat(lines)
        .containsExactly(
            "delivery d  received 2026-03-01T10:00:01.5+00:00",
            "  door     call of pbx, proof hmac:1, 12 bytes",
            "  raw      raw.pbx.v1 3@17  at 2026-03-01T10:00:01.6+00:00",
            "  #0       dead",
            "    letter writer-0@1 of group abc: too long, attempts 1, open",
            "    event  call.completed e, by definition hash",
            "    way    " + hops(EVENT, PAYLOAD),
            "searched 2026-03-01T10:02:00Z  recording.attempted of pbx/1, attempt 2, not yet");
  }

  @Test
  void whatHasNoPayloadAndNoManifestIsShownAllTheSame() {
    ObjectNode event = EVENT.deepCopy();
    event.set("hops", Hops.of(event, null));

    assertThat(printed(trace(List.of(), List.of(), List.of(event), List.of(), List.of())))
        .contains("  payload  not in the archive: not yet, no longer, or erased")
        .anyMatch(line -> line.contains("no manifest yet"))
        .contains("    event  call.completed e, by definition hash");
  }

  @Test
  void namesakesAreListedWithHowToGoOn() {
    ObjectNode one =
        object("{\"id\": \"pbx/1\", \"phone\": \"…143\", \"source\": \"pbx\", \"calls\": 2}");

    assertThat(printed(trace(List.of(), List.of(), List.of(), List.of(), List.of(one, one))))
        .startsWith("2 have that name; ask for one of them:")
        .anyMatch(line -> line.startsWith("  trunkline trace pbx/1 "));
  }

  private static String hops(ObjectNode event, @Nullable ObjectNode payload) {
    ArrayNode hops = Hops.of(event, payload);
    return Hops.sentence(hops);
  }

  private static Trace trace(
      List<ObjectNode> payloads,
      List<ObjectNode> deliveries,
      List<ObjectNode> events,
      List<ObjectNode> letters,
      List<ObjectNode> namesakes) {
    List<ObjectNode> none = List.of();
    return new Trace(
        payloads, deliveries, events, none, none, none, none, none, letters, namesakes, false);
  }

  private static List<String> printed(Trace trace) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new TraceText(trace, new PrintStream(bytes, true, UTF_8)).print();
    return bytes.toString(UTF_8).lines().map(String::stripTrailing).toList();
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) EventJson.mapper().readTree(json);
  }
}
