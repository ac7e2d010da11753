package dev.trunkline.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Verdict.Equation;
import dev.trunkline.load.model.Erased;
import dev.trunkline.load.scratch.Scratch;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.TopicKeeper;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** E6 names every search that is planted wrongly. */
@WithBackbone
class SearchesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final Kafka kafka;
  private final KafkaClients clients;
  private final Admin admin;
  private final String call;

  SearchesTest(Backbone backbone) {
    kafka = backbone.kafka();
    clients = new KafkaClients(backbone.bootstrapServers());
    admin = Admin.create(clients.common());
    call = "dialer/" + backbone.unique("call");
  }

  @BeforeEach
  void topics() {
    new TopicKeeper(admin, (short) 1).ensure(Topics.all(List.of("convoso")));
  }

  @AfterEach
  void close() {
    // An end for what was planted, so that no other test's audit meets it.
    job("ENDED", 9, NOW);
    told("recording.given_up");
    new ReadByStages(clients, admin).topic("recordings", Topics.RECORDINGS_WANTED.name());
    admin.close();
  }

  @Test
  void aSearchThatWaitsHasOneTimer() {
    job("WAITING", 3, NOW.plusSeconds(60));
    assertThat(violations()).containsExactly("its search waits for 0 timers");

    timer(2);
    assertThat(violations()).as("a stale one").containsExactly("its search waits for 0 timers");

    timer(3);
    assertThat(violations()).isEmpty();

    timer(3);
    assertThat(violations()).containsExactly("its search waits for 2 timers");
  }

  @Test
  void aTimerRingsInTime() {
    Instant due = NOW.minus(Duration.ofMinutes(6));
    job("WAITING", 3, due);
    timer(3);

    assertThat(violations()).containsExactly("its search is overdue since " + due);
  }

  @Test
  void anEndIsTold() {
    job("ENDED", 4, NOW);
    assertThat(violations()).containsExactly("its search has ended and nobody was told");

    told("recording.given_up");
    assertThat(violations()).isEmpty();
  }

  @Test
  void whatIsWantedIsLookedFor() {
    kafka.produce(
        Topics.RECORDINGS_WANTED.name(),
        call,
        "{\"ask\":\"WANTED\",\"call_id\":\"%s\"}".formatted(call));
    assertThat(violations()).as("not read yet").isEmpty();

    new ReadByStages(clients, admin).topic("recordings", Topics.RECORDINGS_WANTED.name());
    assertThat(violations()).containsExactly("a recording is wanted and there is no search");
  }

  @Test
  void nothingIsOwedToACallThatToldOfAnErasedPerson() {
    String delivery = DeliveryIds.next();
    job("ENDED", 4, NOW);
    kafka.produce(
        EventKind.CALL.topic(),
        call,
        "{\"call_id\":\"%s\",\"delivery_id\":\"%s\",\"delivery_index\":1}"
            .formatted(call, delivery));

    assertThat(violations(new Erased(Map.of(delivery + "/0", NOW), Set.of())))
        .as("by another element")
        .containsExactly("its search has ended and nobody was told");
    assertThat(violations(new Erased(Map.of(delivery + "/1", NOW), Set.of()))).isEmpty();
  }

  private List<String> violations() {
    return violations(Erased.NONE);
  }

  private List<String> violations(Erased erased) {
    try (Scratch scratch = Scratch.make()) {
      Recordings none = new Recordings(scratch.spill(256), erased);
      Equation equation =
          new Searches(clients, new TopicReader(clients), scratch.spill(4), none, erased)
              .judge(NOW);
      return equation.violations().stream()
          .filter(text -> text.startsWith("call " + call + ": "))
          .map(text -> text.substring(("call " + call + ": ").length()))
          .toList();
    }
  }

  private void job(String phase, int ticket, Instant due) {
    kafka.produce(
        Topics.RECORDINGS_JOBS.name(),
        call,
        "{\"phase\":\"%s\",\"ticket\":%d,\"due\":\"%s\"}".formatted(phase, ticket, due));
  }

  private void timer(int ticket) {
    kafka.produce(
        Topics.retry(Topics.RETRY_DELAYS.getFirst()).name(),
        call,
        new byte[0],
        Map.of("ticket", Integer.toString(ticket)));
  }

  private void told(String type) {
    kafka.produce(
        EventKind.RECORDING.topic(),
        call,
        "{\"event_type\":\"%s\",\"call_id\":\"%s\"}".formatted(type, call));
  }
}
