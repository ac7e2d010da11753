package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class OriginsTest {

  @Test
  void aTraceSaysWhereEachValueComesFrom() {
    // given a call that one event says began, and another how it ended, and its lead
    TestDatabase database = TestDatabase.fresh();
    Told begun = second(1).call("9", "call.started", "status", "ringing", "queue", "sales");
    Told ended = second(2).call("9", "call.completed", "status", "answered", "duration_s", 60);
    Told lead = second(3).lead("onecom", "vendor_lead_id", "9", "full_name", "Dana Fox");
    database.write(List.of(begun, ended, lead));

    // when
    List<ObjectNode> origins = database.store().trace("9").origins();

    // then
    ObjectNode call = of(origins, "calls");
    assertThat(call.path("key").asString()).isEqualTo("onecom/9");
    assertThat(from(call, "queue")).isEqualTo(begun.event().eventId());
    assertThat(from(call, "status")).isEqualTo(ended.event().eventId());
    assertThat(from(call, "duration_s")).isEqualTo(ended.event().eventId());
    assertThat(call.path("fields").has("customer_name")).isFalse();
    assertThat(from(of(origins, "leads"), "full_name")).isEqualTo(lead.event().eventId());
    assertThat(origins).hasSize(2);
  }

  private static ObjectNode of(List<ObjectNode> origins, String view) {
    return origins.stream()
        .filter(origin -> origin.path("view").asString().equals(view))
        .findFirst()
        .orElseThrow();
  }

  private static String from(ObjectNode origin, String field) {
    return origin.path("fields").path(field).path("event_id").asString("");
  }
}
