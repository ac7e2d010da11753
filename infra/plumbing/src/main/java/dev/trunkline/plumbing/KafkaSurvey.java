package dev.trunkline.plumbing;

import dev.trunkline.canonical.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks a cluster how it and its topics are, in as few rounds as there can be. */
public final class KafkaSurvey {

  private static final int PATIENCE_S = 30;
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Admin admin;

  /** Asks by this client, which the caller closes. */
  public KafkaSurvey(Admin admin) {
    this.admin = admin;
  }

  /**
   * How the cluster is, and those of these topics that exist.
   *
   * @throws IllegalStateException if the cluster does not answer within 30 seconds
   */
  public KafkaFacts all(Collection<Topic> topics) {
    KafkaFuture<Set<String>> existing = admin.listTopics().names();
    KafkaFuture<Collection<Node>> nodes = admin.describeCluster().nodes();
    KafkaFuture<FeatureMetadata> features = admin.describeFeatures().featureMetadata();
    Set<String> ours = new HashSet<>(topics.stream().map(Topic::name).toList());
    ours.retainAll(answer(existing));
    List<String> brokers = answer(nodes).stream().map(Node::idString).toList();
    FinalizedVersionRange transactions =
        answer(features).finalizedFeatures().get("transaction.version");
    int transactionVersion = transactions == null ? 0 : transactions.maxVersionLevel();
    return onceKnown(
        () -> {
          Found found = look(ours, brokers);
          return new KafkaFacts(found.topics(), found.brokers(), transactionVersion);
        });
  }

  /** The names of all topics. */
  Set<String> names() {
    return answer(admin.listTopics().names());
  }

  /** How these topics are, all of which exist, if only since a moment. */
  Map<String, TopicFacts> topics(Collection<String> names) {
    return onceKnown(() -> look(names, List.of()).topics());
  }

  private record Found(Map<String, TopicFacts> topics, Map<String, Map<String, String>> brokers) {}

  private Found look(Collection<String> topics, Collection<String> brokers) {
    List<ConfigResource> resources = new ArrayList<>();
    topics.forEach(name -> resources.add(resource(ConfigResource.Type.TOPIC, name)));
    brokers.forEach(id -> resources.add(resource(ConfigResource.Type.BROKER, id)));
    KafkaFuture<Map<String, TopicDescription>> descriptions =
        admin.describeTopics(topics).allTopicNames();
    Map<ConfigResource, Config> configs = answer(admin.describeConfigs(resources).all());
    Map<String, TopicFacts> found = new HashMap<>();
    answer(descriptions)
        .forEach(
            (name, topic) ->
                found.put(
                    name,
                    new TopicFacts(
                        name,
                        topic.partitions().size(),
                        topic.partitions().stream()
                            .mapToInt(partition -> partition.replicas().size())
                            .min()
                            .orElse(0),
                        values(configs, resource(ConfigResource.Type.TOPIC, name)))));
    Map<String, Map<String, String>> settings = new HashMap<>();
    brokers.forEach(
        id -> settings.put(id, values(configs, resource(ConfigResource.Type.BROKER, id))));
    return new Found(found, settings);
  }

  private static ConfigResource resource(ConfigResource.Type type, String name) {
    return new ConfigResource(type, name);
  }

  private static Map<String, String> values(
      Map<ConfigResource, Config> configs, ConfigResource resource) {
    Map<String, String> values = new HashMap<>();
    Config config = configs.get(resource);
    if (config != null) {
      for (ConfigEntry entry : config.entries()) {
        // Secrets come without a value.
        if (entry.value() != null) {
          values.put(entry.name(), entry.value());
        }
      }
    }
    return values;
  }

  /**
   * Asks until the broker that answers has heard of every topic: the controller says that one is
   * made before the brokers know it.
   */
  private static <T> T onceKnown(Supplier<T> question) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (true) {
      try {
        return question.get();
      } catch (IllegalStateException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NS);
      }
    }
  }

  /**
   * What a future gives.
   *
   * @throws IllegalStateException with Kafka's own reason, or if it takes more than 30 seconds
   */
  static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE_S, TimeUnit.SECONDS);
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
