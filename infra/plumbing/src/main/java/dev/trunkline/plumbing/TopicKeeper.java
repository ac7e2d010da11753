package dev.trunkline.plumbing;

import dev.trunkline.canonical.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Creates the topics that are missing and refuses those that promise something else. */
public final class TopicKeeper {

  private static final int PATIENCE_S = 30;
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Admin admin;
  private final short replication;

  /**
   * A keeper of the cluster's topics.
   *
   * @param replication least copies of each partition: 3 in a cluster, 1 alone
   */
  public TopicKeeper(Admin admin, short replication) {
    this.admin = admin;
    this.replication = replication;
  }

  /**
   * Makes these topics exist as stated.
   *
   * @throws TopicMismatch naming every topic and setting that differs, and how to mend it
   * @throws IllegalStateException if the cluster does not answer within 30 seconds
   */
  public void ensure(Collection<Topic> topics) {
    Set<String> existing =
        await(() -> admin.listTopics().names().get(PATIENCE_S, TimeUnit.SECONDS));
    List<NewTopic> missing = new ArrayList<>();
    for (Topic topic : topics) {
      if (!existing.contains(topic.name())) {
        missing.add(
            new NewTopic(topic.name(), topic.partitions(), replication).configs(topic.config()));
      }
    }
    create(missing);
    verify(topics);
  }

  private void create(List<NewTopic> missing) {
    for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
      try {
        await(() -> created.get(PATIENCE_S, TimeUnit.SECONDS));
      } catch (IllegalStateException e) {
        // Another instance may create it at the same moment; verify() judges what is there then.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private void verify(Collection<Topic> topics) {
    List<String> names = topics.stream().map(Topic::name).toList();
    List<ConfigResource> resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, TopicDescription> found =
        onceKnown(
            () -> admin.describeTopics(names).allTopicNames().get(PATIENCE_S, TimeUnit.SECONDS));
    Map<ConfigResource, Config> configs =
        onceKnown(() -> admin.describeConfigs(resources).all().get(PATIENCE_S, TimeUnit.SECONDS));
    List<String> faults = new ArrayList<>();
    for (Topic topic : topics) {
      TopicDescription description = found.get(topic.name());
      int partitions = description == null ? 0 : description.partitions().size();
      if (partitions != topic.partitions()) {
        faults.add(
            "topic %s has %d partitions, not %d: keys would lose their order; state this number or start with a new topic"
                .formatted(topic.name(), partitions, topic.partitions()));
      }
      int copies = copies(description);
      if (copies < replication) {
        faults.add(
            "topic %s keeps %d of %d copies; mend it with: kafka-reassign-partitions.sh, or state that number"
                .formatted(topic.name(), copies, replication));
      }
      Config config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()));
      faults.addAll(differences(topic, config));
    }
    if (!faults.isEmpty()) {
      throw new TopicMismatch(String.join("\n", faults));
    }
  }

  /** Copies of the partition that has the fewest. */
  private static int copies(@Nullable TopicDescription topic) {
    return topic == null
        ? 0
        : topic.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
  }

  private static List<String> differences(Topic topic, @Nullable Config config) {
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, String> wanted : new TreeMap<>(topic.config()).entrySet()) {
      ConfigEntry entry = config == null ? null : config.get(wanted.getKey());
      String value = entry == null ? "absent" : entry.value();
      if (!wanted.getValue().equals(value)) {
        faults.add(
            "topic %s has %s=%s, not %s; mend it with: kafka-configs.sh --alter --topic %s --add-config %s=%s"
                .formatted(
                    topic.name(),
                    wanted.getKey(),
                    value,
                    wanted.getValue(),
                    topic.name(),
                    wanted.getKey(),
                    wanted.getValue()));
      }
    }
    return faults;
  }

  /**
   * Asks until the broker that answers has heard of every topic: the controller says that one is
   * made before the brokers know it.
   */
  private static <T> T onceKnown(Call<T> call) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (true) {
      try {
        return await(call);
      } catch (IllegalStateException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NS);
      }
    }
  }

  private interface Call<T> {
    T get() throws InterruptedException, ExecutionException, TimeoutException;
  }

  private static <T> T await(Call<T> call) {
    try {
      return call.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Kafka about its topics", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refused a question about its topics", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka did not answer within " + PATIENCE_S + " s", e);
    }
  }
}
