package dev.trunkline.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.RecordingLink;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.canonical.RecordingRequest.Ask;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.KafkaClients;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class SessionTest {

  private final JobTable table = new JobTable(new KafkaClients("127.0.0.1:1"));
  private final List<RecordingRequest> judged = new ArrayList<>();

  /** Some vendors can be asked by it only. */
  @Test
  void whetherTheVendorCanBeAskedIsJudgedWithTheRecordingsIdAsWell() {
    // given
    RecordingLink named = new RecordingLink(null, "r-1", null, null, null);
    RecordingRequest told = Given.request(Ask.PRESENT, "1", named);
    hear(new Signal.Asked(told), Given.END);

    // when
    Job waiting = Objects.requireNonNull(table.get(0, told.callId()));
    hear(new Signal.Rang(told.callId(), waiting.ticket()), Objects.requireNonNull(waiting.due()));

    // then
    assertThat(judged).hasSize(2);
    assertThat(judged.getLast().links())
        .extracting(RecordingLink::vendorRecordingId)
        .containsExactly("r-1");
  }

  @Test
  void aRecordThatTripsOverOurOwnCodeIsADeadLetterAndItsNeighboursGoOn() {
    // given
    Session session =
        new Session(
            table,
            call -> {
              if (call.callId().equals("dialer/bad")) {
                throw new IllegalStateException("about 4711");
              }
              return Given.policy(false);
            },
            Given.END);

    // when
    session.read(wanted("good-1"));
    session.read(wanted("bad"));
    session.read(wanted("good-2"));

    // then
    List<ProducerRecord<String, byte[]>> dead =
        session.records().stream()
            .filter(record -> record.topic().equals(Topics.DEAD_RECORDINGS.name()))
            .toList();
    assertThat(dead).hasSize(1);
    assertThat(dead.getFirst().key()).isEqualTo("dialer/bad");
    assertThat(HeaderMaps.read(dead.getFirst().headers()))
        .containsEntry("reason", "it failed with IllegalStateException");
    assertThat(session.turns())
        .extracting(turned -> turned.signal().callId())
        .containsExactly("dialer/good-1", "dialer/good-2");
  }

  @Test
  void whatIsNoRecordsFaultIsThrown() {
    // given
    Session session =
        new Session(
            table,
            call -> {
              throw new UncheckedIOException(new NoSuchFileException("sources"));
            },
            Given.END);

    // then
    assertThatThrownBy(() -> session.read(wanted("any"))).isInstanceOf(UncheckedIOException.class);
  }

  private static ConsumerRecord<String, byte[]> wanted(String call) {
    RecordingRequest request = Given.request(Ask.WANTED, call);
    return new ConsumerRecord<>(
        Topics.RECORDINGS_WANTED.name(),
        0,
        0,
        request.callId(),
        EventJson.mapper().writeValueAsBytes(request));
  }

  private void hear(Signal signal, Instant now) {
    Session session =
        new Session(
            table,
            call -> {
              judged.add(call);
              return Given.policy(false);
            },
            now);
    session.hear(0, signal);
    session.commit();
  }
}
