package dev.trunkline.plumbing;

import dev.trunkline.canonical.Topic;
import dev.trunkline.plumbing.assertion.Finding;
import dev.trunkline.plumbing.assertion.Mismatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are missing and refuses those that promise something else. */
public final class TopicKeeper {

  private final Admin admin;
  private final KafkaSurvey survey;
  private final short replication;

  /**
   * A keeper of the cluster's topics.
   *
   * @param replication least copies of each partition: 3 in a cluster, 1 alone
   */
  public TopicKeeper(Admin admin, short replication) {
    this.admin = admin;
    this.survey = new KafkaSurvey(admin);
    this.replication = replication;
  }

  /**
   * Makes these topics exist as stated.
   *
   * @throws Mismatch naming every topic and setting that differs, and how to mend it
   * @throws IllegalStateException if the cluster does not answer within 30 seconds
   */
  public void ensure(Collection<Topic> topics) {
    Set<String> existing = survey.names();
    List<NewTopic> missing = new ArrayList<>();
    for (Topic topic : topics) {
      if (!existing.contains(topic.name())) {
        missing.add(
            new NewTopic(topic.name(), topic.partitions(), replication)
                .configs(TopicDemands.config(topic, replication)));
      }
    }
    create(missing);
    verify(topics);
  }

  private void create(List<NewTopic> missing) {
    for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
      try {
        KafkaSurvey.answer(created);
      } catch (IllegalStateException e) {
        // Another instance may create it at the same moment; verify() judges what is there then.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private void verify(Collection<Topic> topics) {
    Map<String, TopicFacts> found = survey.topics(topics.stream().map(Topic::name).toList());
    List<Finding> findings = new ArrayList<>();
    for (Topic topic : topics) {
      TopicFacts facts = found.get(topic.name());
      if (facts == null) {
        throw new IllegalStateException("Kafka does not tell of topic " + topic.name());
      }
      findings.addAll(TopicDemands.findings(topic, replication, facts));
    }
    if (!findings.isEmpty()) {
      throw new Mismatch(findings);
    }
  }
}
