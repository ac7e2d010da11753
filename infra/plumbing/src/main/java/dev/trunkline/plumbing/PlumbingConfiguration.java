package dev.trunkline.plumbing;

import dev.trunkline.canonical.Topic;
import java.util.List;
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

  @Bean
  TopicMaker topicMaker(
      KafkaClients clients, @Value("${trunkline.kafka.replication:3}") short replication) {
    return new TopicMaker(clients, replication);
  }

  /** Depended on by every listener, so that none subscribes to a topic that is not there yet. */
  @Bean
  EnsuredTopics ensuredTopics(TopicMaker maker, List<Topic> topics) {
    maker.ensure(topics);
    return new EnsuredTopics(List.copyOf(topics));
  }
}
