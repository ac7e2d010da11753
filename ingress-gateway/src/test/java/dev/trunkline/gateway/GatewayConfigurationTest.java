package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.canonical.Topics;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.SyncDoor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

@WithBackbone
class GatewayConfigurationTest {

  @Configuration(proxyBeanMethods = false)
  static class Surroundings {
    @Bean
    MeterRegistry registry() {
      return new SimpleMeterRegistry();
    }

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    List<SyncDoor> syncDoors() {
      return List.of();
    }

    @Bean
    Door one() {
      return TestDoors.open("configured");
    }

    @Bean
    Door two() {
      return TestDoors.signed("configured", TestDoors.SECRET);
    }
  }

  @Test
  void theContextOpensTheGatewayAndClosesIt(Backbone backbone) throws Exception {
    OpenGateway.create(backbone.bootstrapServers(), Topics.raw("configured"), Topics.REJECTED);
    Gateway gateway;
    try (ConfigurableApplicationContext context = run(backbone, "trunkline.gateway.port=0")) {
      gateway = context.getBean(Gateway.class);
      int port = context.getBean(GatewayLifecycle.class).port().orElseThrow();
      assertThat(post(port).statusCode()).isEqualTo(202);
      assertThat(gateway.health().healthy()).isTrue();
    }
    assertThat(gateway.health().listening()).isFalse();
  }

  @Test
  void everyDefaultAndKeyIsAsDocumented(Backbone backbone) {
    assertThat(new Binder(List.of()).bindOrCreate("trunkline.gateway", GatewaySettings.class))
        .isEqualTo(GatewaySettings.defaults())
        .isEqualTo(
            new GatewaySettings(
                "127.0.0.1",
                8080,
                DataSize.ofBytes(1_048_576),
                Duration.ofSeconds(2),
                List.of(),
                null));
    try (ConfigurableApplicationContext context =
        run(
            backbone,
            "trunkline.gateway.host=127.0.0.2",
            "trunkline.gateway.port=0",
            "trunkline.gateway.max-body=64KB",
            "trunkline.gateway.budget=1500ms")) {
      assertThat(context.getBean(GatewaySettings.class))
          .isEqualTo(
              new GatewaySettings(
                  "127.0.0.2",
                  0,
                  DataSize.ofKilobytes(64),
                  Duration.ofMillis(1_500),
                  List.of(),
                  null));
    }
  }

  @Test
  void aSettingThatCannotWorkStopsTheStartByName(Backbone backbone) {
    assertThatThrownBy(() -> run(backbone, "trunkline.gateway.budget=1h").close())
        .rootCause()
        .hasMessageContaining("trunkline.gateway.budget");
  }

  /** An acknowledgement must not rest on what nobody keeps, or on what nobody can see. */
  @Test
  void aDurabilityThatNothingStandsBehindStopsTheStartByName(
      Backbone backbone, @TempDir Path folder) {
    String singleNode = "trunkline.gateway.journal.durability=single-node";

    assertThatThrownBy(() -> run(backbone, singleNode).close())
        .rootCause()
        .hasMessageContaining("trunkline.gateway.journal.folder is missing");
    assertThatThrownBy(
            () -> run(backbone, singleNode, "trunkline.gateway.journal.folder=" + folder).close())
        .rootCause()
        .hasMessageContaining("trunkline.gateway.journal.durability is single-node")
        .hasMessageContaining("set it to replicated");
  }

  private static ConfigurableApplicationContext run(Backbone backbone, String... properties) {
    return new SpringApplicationBuilder(Surroundings.class, GatewayConfiguration.class)
        .web(WebApplicationType.NONE)
        .properties("spring.kafka.bootstrap-servers=" + backbone.bootstrapServers())
        .properties(properties)
        .run();
  }

  private static HttpResponse<String> post(int port) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/open"))
              .POST(BodyPublishers.ofByteArray("{}".getBytes(UTF_8)))
              .build(),
          BodyHandlers.ofString());
    }
  }
}
