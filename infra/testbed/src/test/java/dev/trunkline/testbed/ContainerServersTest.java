package dev.trunkline.testbed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

class ContainerServersTest {

  @Test
  void withoutADockerEngineTheyFailAndSayWhatToDo() {
    assumeThat(DockerClientFactory.instance().isDockerAvailable()).isFalse();
    assertThatThrownBy(ContainerServers::start)
        .hasMessageContainingAll("no Docker engine answers", "embedded servers")
        .hasMessageNotContaining("\n");
  }
}
