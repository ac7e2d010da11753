package dev.trunkline.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.kafka.KafkaMessageFactory;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CloudEventsTest {

  @ParameterizedTest
  @EnumSource
  void theCloudEventsLibraryReadsOurRecords(EventKind kind) {
    CanonicalEvent event = Examples.event(kind);
    RecordHeaders headers = new RecordHeaders();
    CloudEvents.headers(event).forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));

    MessageReader reader = KafkaMessageFactory.createReader(headers, EventJson.write(event));
    CloudEvent read = reader.toEvent();

    assertThat(read.getId()).isEqualTo(event.eventId());
    assertThat(read.getType()).isEqualTo(event.eventType().wire());
    assertThat(read.getTime().toInstant()).isEqualTo(event.occurredAt());
    assertThat(read.getSubject()).isEqualTo(event.key());
    assertThat(read.getDataContentType()).isEqualTo("application/json");
  }
}
