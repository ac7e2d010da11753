package dev.trunkline.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordingEventTest {

  @Test
  void itsKeyIsTheCallElseTheRecordingElseTheDelivery() {
    Map<String, Object> fields = Examples.fieldsOf(EventKind.RECORDING);
    assertThat(event(fields).key()).isEqualTo(fields.get("call_id"));

    fields.remove("call_id");
    assertThat(event(fields).key())
        .isEqualTo(fields.get("source") + "/" + fields.get("vendor_recording_id"));

    fields.remove("vendor_recording_id");
    assertThat(event(fields).key()).isEqualTo(fields.get("delivery_id"));
  }

  @Test
  void theSchemaRefusesAFindThatTellsNothing() {
    Map<String, Object> fields = Examples.fieldsOf(EventKind.RECORDING);
    fields.put("event_type", "recording.found");
    fields.remove("vendor_recording_id");
    assertThat(errors(fields)).isZero();

    fields.remove("recording_url");
    assertThat(errors(fields)).isPositive();
  }

  private static CanonicalEvent event(Map<String, Object> fields) {
    return EventJson.of(EventKind.RECORDING, fields);
  }

  private static int errors(Map<String, Object> fields) {
    return SchemaTest.schema("recording.v1")
        .validate(EventJson.mapper().valueToTree(fields))
        .size();
  }
}
