package dev.trunkline.plumbing;

import dev.trunkline.canonical.Topic;
import dev.trunkline.plumbing.assertion.Mismatch;
import java.util.Collection;
import org.apache.kafka.clients.admin.Admin;

/** Makes topics exist at the start and later, when a vendor comes; connected only meanwhile. */
public final class TopicMaker {

  private final KafkaClients clients;
  private final short replication;

  TopicMaker(KafkaClients clients, short replication) {
    this.clients = clients;
    this.replication = replication;
  }

  /**
   * Makes these topics exist as stated.
   *
   * @throws Mismatch if one exists that promises something else
   * @throws IllegalStateException if Kafka does not answer within 30 seconds
   */
  public void ensure(Collection<Topic> topics) {
    try (Admin admin = Admin.create(clients.common())) {
      new TopicKeeper(admin, replication).ensure(topics);
    }
  }
}
