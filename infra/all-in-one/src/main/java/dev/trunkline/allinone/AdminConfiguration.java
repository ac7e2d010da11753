package dev.trunkline.allinone;

import dev.trunkline.gateway.pull.PullAsks;
import dev.trunkline.plumbing.EnsuredTopics;
import dev.trunkline.plumbing.KafkaClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What operators see and ask on the private port. */
@Configuration(proxyBeanMethods = false)
@Import({AdminHealth.class, AdminPulls.class})
class AdminConfiguration {

  @Bean
  PullAsks pullAsks(KafkaClients clients, EnsuredTopics topics) {
    return new PullAsks(clients);
  }

  @Bean
  PullStates pullStates(KafkaClients clients, EnsuredTopics topics) {
    return new PullStates(clients);
  }
}
