package dev.trunkline.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.RecordingLink;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.canonical.RecordingRequest.Ask;
import dev.trunkline.plumbing.KafkaClients;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
