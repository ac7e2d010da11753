package dev.trunkline.plumbing;

import dev.trunkline.canonical.Topic;
import dev.trunkline.plumbing.assertion.Asserted;
import dev.trunkline.plumbing.assertion.StartCheck;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Kafka's client settings; servers looked at and topics made sure of before any stage starts. */
@Configuration(proxyBeanMethods = false)
public class PlumbingConfiguration {

  @Bean
  KafkaClients kafkaClients(@Value("${spring.kafka.bootstrap-servers}") String bootstrapServers) {
    return new KafkaClients(bootstrapServers);
  }

  /** Listens to every container of the context. */
  @Bean
  PastMarkers pastMarkers() {
    return new PastMarkers();
  }

  @Bean
  TopicMaker topicMaker(
      KafkaClients clients, @Value("${trunkline.kafka.replication:3}") short replication) {
    return new TopicMaker(clients, replication);
  }

  @Bean
  KafkaCheck kafkaCheck(
      KafkaClients clients,
      @Value("${trunkline.kafka.replication:3}") short replication,
      List<Topic> topics) {
    return new KafkaCheck(clients, replication, topics);
  }

  /** Depended on by whatever changes a server: all are looked at before any is changed. */
  @Bean
  Asserted asserted(List<StartCheck> checks) {
    return Asserted.by(checks);
  }

  /** Depended on by every listener, so that none subscribes to a topic that is not there yet. */
  @Bean
  EnsuredTopics ensuredTopics(TopicMaker maker, List<Topic> topics, Asserted asserted) {
    maker.ensure(topics);
    return new EnsuredTopics(List.copyOf(topics));
  }
}
