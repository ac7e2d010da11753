package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.TopicKeeper;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.vendors.Definitions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** Members of the pull side on topics of their own, as many as a test asks for. */
final class Members implements AutoCloseable {

  private final KafkaClients clients;
  private final Backbone backbone;
  private final Clock clock;
  private final Supplier<Definitions> definitions;
  private final boolean canCompare;
  private final List<Member> running = new ArrayList<>();

  Members(
      Backbone backbone,
      Clock clock,
      Supplier<Definitions> definitions,
      boolean canCompare,
      String... vendors) {
    this.backbone = backbone;
    this.clients = new KafkaClients(backbone.bootstrapServers());
    this.clock = clock;
    this.definitions = definitions;
    this.canCompare = canCompare;
    List<Topic> topics =
        Stream.concat(
                Stream.of(Topics.PULLS_ASKED, Topics.PULLS_JOBS, Topics.RECONCILED),
                Stream.of(vendors).map(Topics::raw))
            .toList();
    try (Admin admin = Admin.create(clients.common())) {
      List<String> names = topics.stream().map(Topic::name).toList();
      List<String> old = admin.listTopics().names().get().stream().filter(names::contains).toList();
      admin.deleteTopics(old).all().get();
      Awaitility.await()
          .until(() -> admin.listTopics().names().get().stream().noneMatch(names::contains));
      new TopicKeeper(admin, (short) 1).ensure(topics);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  Member start(Asking asking) {
    Member member = new Member(backbone.unique("member"), asking);
    running.add(member);
    return member;
  }

  void ask(PullAsk ask) {
    backbone
        .kafka()
        .produce(
            Topics.PULLS_ASKED.name(),
            ask.source(),
            EventJson.mapper().writeValueAsBytes(ask),
            Map.of());
  }

  /** How each pull stands. */
  Map<String, PullJob> jobs() {
    Map<String, PullJob> jobs = new LinkedHashMap<>();
    backbone
        .kafka()
        .readAll(Topics.PULLS_JOBS.name())
        .forEach(
            record ->
                jobs.put(
                    record.key(), EventJson.mapper().readValue(record.value(), PullJob.class)));
    return jobs;
  }

  /** What was published of a vendor. */
  List<ConsumerRecord<String, byte[]>> deliveries(String vendor) {
    return backbone.kafka().readAll(Topics.raw(vendor).name());
  }

  @Override
  public void close() {
    List.copyOf(running).forEach(Member::stop);
  }

  final class Member {

    private final PullLoop loop;
    private final Thread thread;

    private Member(String name, Asking asking) {
      loop =
          new PullLoop(
              clients,
              definitions,
              Given.settings(name),
              canCompare,
              new Attempts(asking),
              new PullMeters(new SimpleMeterRegistry()),
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
