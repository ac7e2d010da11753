package dev.trunkline.recordings;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.TopicKeeper;
import dev.trunkline.testbed.Backbone;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Members of the stage on topics of their own, as many as a test asks for. */
final class Members implements AutoCloseable {

  final KafkaClients clients;
  private final Backbone backbone;
  private final Clock clock;
  private final Policies policies;
  private final List<Member> running = new ArrayList<>();

  Members(Backbone backbone, Clock clock, Policies policies) {
    this.backbone = backbone;
    this.clients = new KafkaClients(backbone.bootstrapServers());
    this.clock = clock;
    this.policies = policies;
    List<Topic> topics =
        Topics.all(List.of()).stream().filter(t -> t.name().contains("recordings")).toList();
    try (Admin admin = Admin.create(clients.common())) {
      List<String> names = topics.stream().map(Topic::name).toList();
      List<String> old = admin.listTopics().names().get().stream().filter(names::contains).toList();
      admin.deleteTopics(old).all().get();
      org.awaitility.Awaitility.await()
          .until(() -> admin.listTopics().names().get().stream().noneMatch(names::contains));
      new TopicKeeper(admin, (short) 1).ensure(topics);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  Member start(Attempting attempting) {
    Member member = new Member(backbone.unique("member"), attempting);
    running.add(member);
    return member;
  }

  List<Member> running() {
    return List.copyOf(running);
  }

  void ask(RecordingRequest request) {
    backbone
        .kafka()
        .produce(
            Topics.RECORDINGS_WANTED.name(),
            request.callId(),
            EventJson.mapper().writeValueAsBytes(request),
            Map.of());
  }

  /** All that was told, in the order of each call. */
  List<RecordingEvent> told() {
    return backbone.kafka().readAll(EventKind.RECORDING.topic()).stream()
        .map(record -> (RecordingEvent) EventJson.read(EventKind.RECORDING, record.value()))
        .toList();
  }

  @Override
  public void close() {
    List.copyOf(running).forEach(Member::stop);
  }

  final class Member {

    final RecordingLoop loop;
    private final Thread thread;

    private Member(String name, Attempting attempting) {
      loop =
          new RecordingLoop(
              clients,
              name,
              policies,
              new Attempts(attempting, 64),
              new RecordingMeters(new SimpleMeterRegistry()),
              clock,
              Duration.ofMillis(5));
      thread = Thread.ofPlatform().name(name).start(loop);
    }

    void stop() {
      loop.close();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      running.remove(this);
    }
  }
}
