package dev.trunkline.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithBackbone
class PromisesOnKafkaTest {

  private static final byte[] BODY = "{\"uniqueid\": \"1.1\"}".getBytes(UTF_8);

  private final Kafka kafka;
  private final String raw;
  private final String calls;
  private final String fates;
  private final String dead;

  PromisesOnKafkaTest(Backbone backbone, Kafka kafka) {
    this.kafka = kafka;
    raw = backbone.unique("raw");
    calls = backbone.unique("calls");
    fates = backbone.unique("fates");
    dead = backbone.unique("dead");
  }

  @BeforeEach
  void topics() {
    List.of(raw, calls, fates, dead).forEach(topic -> kafka.create(topic, 2));
  }

  @Test
  void whatIsKeptByteForByteIsNotLost() {
    // given
    NothingLost nothingLost = new NothingLost();
    nothingLost.acknowledged("d1", BODY);
    assertThatThrownBy(() -> nothingLost.check(kafka, List.of(raw)))
        .hasMessageContaining("d1 is in no raw topic");

    // when
    kafka.produce(raw, "d1", BODY, Map.of("delivery_id", "d1"));
    kafka.produce(raw, "d1", BODY, Map.of("delivery_id", "d1"));

    // then
    assertThatNoException().isThrownBy(() -> nothingLost.check(kafka, List.of(raw)));
  }

  @Test
  void aDeliveryKeptWithOtherBytesOrAcknowledgedTwiceIsFound() {
    // given
    NothingLost nothingLost = new NothingLost();
    nothingLost.acknowledged("d1", BODY);
    nothingLost.acknowledged("d2", BODY);
    nothingLost.acknowledged("d2", BODY);

    // when
    kafka.produce(raw, "d1", " {}".getBytes(UTF_8), Map.of("delivery_id", "d1"));
    kafka.produce(raw, "d2", BODY, Map.of("delivery_id", "d2"));

    // then
    assertThatThrownBy(() -> nothingLost.check(kafka, List.of(raw)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll(
            "2 violation(s)", "d1 was kept with other bytes", "d2 was acknowledged twice");
  }

  @Test
  void oneFateIsReadFromTheTopicsAsTheyAre() {
    // given
    OneFate oneFate = new OneFate(new OneFate.Topics(List.of(raw), List.of(calls), fates, dead));
    kafka.produce(raw, "d1", BODY, Map.of("delivery_id", "d1", "source", "onecom"));
    assertThatThrownBy(() -> oneFate.check(kafka))
        .hasMessageContaining("delivery d1: 1 manifest(s) expected, 0 found");

    // when
    kafka.produce(
        fates,
        "d1",
        """
        {"delivery_id": "d1", "source": "onecom", "definition_hash": "x", "elements": [
          {"index": 0, "fate": "canonical", "event_ids": ["e1"]},
          {"index": 1, "fate": "dead", "reason": "uniqueid is missing", "event_ids": []}]}
        """);
    kafka.produce(
        calls,
        "onecom/1.1",
        "{\"event_id\": \"e1\", \"delivery_id\": \"d1\", \"delivery_index\": 0}");
    kafka.produce(dead, "d1", BODY, Map.of("delivery_id", "d1", "delivery_index", "1"));

    // then
    oneFate.await(kafka);
  }
}
