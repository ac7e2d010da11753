package dev.trunkline.plumbing;

import dev.trunkline.canonical.Topic;
import dev.trunkline.plumbing.assertion.Finding;
import dev.trunkline.plumbing.assertion.StartCheck;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/**
 * Looks at the cluster and at those of our topics that exist.
 *
 * @param replication least copies of each partition
 */
record KafkaCheck(KafkaClients clients, short replication, List<Topic> topics)
    implements StartCheck {

  @Override
  public List<Finding> findings() {
    try (Admin admin = Admin.create(clients.common())) {
      return ClusterDemands.findings(topics, replication, new KafkaSurvey(admin).all(topics));
    }
  }
}
