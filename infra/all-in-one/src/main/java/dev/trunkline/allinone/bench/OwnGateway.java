package dev.trunkline.allinone.bench;

import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.embedded.EmbeddedBroker;
import dev.trunkline.gateway.Durability;
import dev.trunkline.gateway.Gateway;
import dev.trunkline.gateway.GatewaySettings;
import dev.trunkline.gateway.Keeping;
import dev.trunkline.gateway.OperatorTokens;
import dev.trunkline.gateway.journal.Flushed;
import dev.trunkline.gateway.journal.JournalHealth;
import dev.trunkline.gateway.journal.JournalSettings;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.TopicKeeper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Our gateway of class single-node with a journal and a broker of its own, as {@code up} has them;
 * the stages behind it are left out.
 */
final class OwnGateway implements Contestant {

  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Topic topic;
  private final EmbeddedBroker broker;
  private final Gateway gateway;
  private final int port;

  private OwnGateway(Topic topic, EmbeddedBroker broker, Gateway gateway, int port) {
    this.topic = topic;
    this.broker = broker;
    this.gateway = gateway;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param folder of journal and broker
   * @param flushed what the broker has flushed, by the folder of its partitions
   */
  static OwnGateway start(Path folder, Webhook webhook, Function<Path, Flushed> flushed) {
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    try {
      Topic topic = Topics.raw(webhook.door().vendor());
      try (Admin admin = admin(broker)) {
        new TopicKeeper(admin, (short) 1).ensure(List.of(topic, Topics.REJECTED));
      }
      GatewaySettings usual = GatewaySettings.defaults();
      Gateway gateway =
          new Gateway(
              new GatewaySettings(
                  usual.host(), 0, usual.maxBody(), usual.budget(), List.of(), null),
              new Keeping(
                  Durability.SINGLE_NODE,
                  JournalSettings.in(folder.resolve("journal")),
                  flushed.apply(broker.logFolder())),
              broker.bootstrapServers(),
              List.of(webhook.door()),
              List.of(),
              OperatorTokens.NONE,
              new SimpleMeterRegistry(),
              Clock.systemUTC());
      return new OwnGateway(topic, broker, gateway, gateway.start());
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  private static Admin admin(EmbeddedBroker broker) {
    return Admin.create(new KafkaClients(broker.bootstrapServers()).common());
  }

  @Override
  public String name() {
    return "trunkline";
  }

  @Override
  public int port() {
    return port;
  }

  /** In Kafka, when the journal keeps nothing any more: what is left would slow the next one. */
  @Override
  public long kept() throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (journal().kept() > 0) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the journal is not drained: " + journal());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    try (Admin admin = admin(broker)) {
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      for (int i = 0; i < topic.partitions(); i++) {
        asked.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
      }
      return admin.listOffsets(asked).all().get(10, TimeUnit.SECONDS).values().stream()
          .mapToLong(found -> found.offset())
          .sum();
    }
  }

  private JournalHealth journal() {
    return Objects.requireNonNull(gateway.health().journal());
  }

  @Override
  public void close() {
    gateway.close();
    broker.close();
  }
}
