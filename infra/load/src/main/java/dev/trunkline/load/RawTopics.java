package dev.trunkline.load;

import dev.trunkline.canonical.Topics;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** The topics that a cluster has. */
final class RawTopics {

  private RawTopics() {}

  /** Those of deliveries as they came. */
  static List<String> of(Admin admin) {
    return all(admin).stream().filter(name -> Topics.RAW.matcher(name).matches()).toList();
  }

  /** All but Kafka's own. */
  static List<String> all(Admin admin) {
    try {
      return admin.listTopics().names().get().stream().sorted().toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Kafka for its topics", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refused to list its topics", e.getCause());
    }
  }
}
