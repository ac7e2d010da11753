package dev.trunkline.plumbing;

import dev.trunkline.canonical.Topic;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Kafka's client settings, and the topics made sure of before any stage starts. */
@Configuration(proxyBeanMethods = false)
public class PlumbingConfiguration {

  @Bean
  KafkaClients kafkaClients(@Value("${spring.kafka.bootstrap-servers}") String bootstrapServers) {
    return new KafkaClients(bootstrapServers);
  }

  /** Depended on by every listener, so that none subscribes to a topic that is not there yet. */
  @Bean
  EnsuredTopics ensuredTopics(
      KafkaClients clients,
      List<Topic> topics,
      @Value("${trunkline.kafka.replication:3}") short replication) {
    try (Admin admin = Admin.create(clients.common())) {
      new TopicKeeper(admin, replication).ensure(topics);
    }
    return new EnsuredTopics(List.copyOf(topics));
  }
}
