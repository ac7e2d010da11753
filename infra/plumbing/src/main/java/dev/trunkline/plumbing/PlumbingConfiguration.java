package dev.trunkline.plumbing;

import dev.trunkline.canonical.Topic;
import dev.trunkline.plumbing.assertion.Asserted;
import dev.trunkline.plumbing.assertion.StartCheck;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Kafka's client settings; servers looked at and topics made sure of before any stage starts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BrokerSettings.class, ReplicationSettings.class})
public class PlumbingConfiguration {

  @Bean
  KafkaClients kafkaClients(BrokerSettings settings) {
    return new KafkaClients(settings.required());
  }

  /** Listens to every container of the context. */
  @Bean
  PastMarkers pastMarkers() {
    return new PastMarkers();
  }

  @Bean
  TopicMaker topicMaker(KafkaClients clients, ReplicationSettings settings) {
    return new TopicMaker(clients, settings.replication());
  }

  @Bean
  KafkaCheck kafkaCheck(KafkaClients clients, ReplicationSettings settings, List<Topic> topics) {
    return new KafkaCheck(clients, settings.replication(), topics);
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
