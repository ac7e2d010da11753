package dev.trunkline.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventId;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventType;
import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.embedded.EmbeddedPostgres;
import dev.trunkline.plumbing.PlumbingConfiguration;
import dev.trunkline.store.SourceSettings;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.event.ConsumerPausedEvent;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Fault 12: Postgres is away for longer than the group waits for a member that does not poll: for
 * {@code -Dtrunkline.outage} seconds, {@code -Dtrunkline.rate} events coming each second. Where the
 * first is given the figures are printed.
 */
class OutageTest {

  private static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration INTERVAL = Duration.ofSeconds(7);
  private static final Duration AWAY =
      Duration.ofSeconds(Integer.getInteger("trunkline.outage", 20));
  private static final int RATE = Integer.getInteger("trunkline.rate", 5);

  @TempDir Path folder;

  private final Backbone backbone = Backbone.shared();
  private final Kafka kafka = backbone.kafka();

  @Configuration(proxyBeanMethods = false)
  @Import({PlumbingConfiguration.class, WriterConfiguration.class})
  static class Application {

    private final List<ConsumerPausedEvent> pauses = new CopyOnWriteArrayList<>();

    @Bean
    List<Topic> topics() {
      return Topics.all(List.of("onecom"));
    }

    @Bean
    List<SourceSettings> sources() {
      return List.of();
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @EventListener
    void paused(ConsumerPausedEvent event) {
      pauses.add(event);
    }
  }

  @Test
  void postgresAwayForLongPausesTheWriterWhichStaysInItsGroupAndWritesAllOfIt() throws Exception {
    // given
    EmbeddedPostgres first = postgres(0);
    int port = first.port();
    try (ConfigurableApplicationContext writer = writer(first);
        Admin admin = Admin.create(Map.of("bootstrap.servers", backbone.bootstrapServers()));
        ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor()) {
      tell("outage-before");
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(written(first)).isEqualTo(1));
      int dead = kafka.readAll("dead.writer.v1").size();
      Set<String> members = members(admin);
      double rebalances = metric(writer, "rebalance-total");
      double dismissals = metric(writer, "failed-rebalance-total");
      List<ConsumerPausedEvent> pauses = writer.getBean(Application.class).pauses;
      MeterRegistry meters = writer.getBean(MeterRegistry.class);

      // when
      first.close();
      AtomicInteger told = new AtomicInteger();
      ScheduledFuture<?> telling =
          teller.scheduleAtFixedRate(
              () -> tell("outage-" + told.getAndIncrement()),
              0,
              TimeUnit.SECONDS.toNanos(1) / RATE,
              TimeUnit.NANOSECONDS);
      await()
          .during(AWAY)
          .atMost(AWAY.multipliedBy(2))
          .untilAsserted(
              () -> {
                assertThat(metric(writer, "last-poll-seconds-ago"))
                    .as("it polls on")
                    .isLessThan(INTERVAL.toSeconds());
                assertThat(members(admin)).isEqualTo(members);
              });
      assertThat(pauses).isNotEmpty();
      assertThat(meters.counter("trunkline.writer.retries").count()).isGreaterThan(1);

      // then
      try (EmbeddedPostgres second = postgres(port)) {
        long backAt = System.nanoTime();
        int meanwhile = told.get();
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(written(second, meanwhile)).isEqualTo(meanwhile));
        long writtenAt = System.nanoTime();
        assertThat(telling.isDone()).as("events ceased to come").isFalse();
        teller.shutdown();
        assertThat(teller.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(meanwhile).isGreaterThan((int) (RATE * AWAY.toSeconds() / 2));
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(written(second)).isEqualTo(1 + told.get()));
        assertThat(members(admin)).isEqualTo(members);
        assertThat(metric(writer, "rebalance-total")).as("generations").isEqualTo(rebalances);
        assertThat(metric(writer, "failed-rebalance-total")).isEqualTo(dismissals);
        assertThat(kafka.readAll("dead.writer.v1")).hasSize(dead);
        if (System.getProperty("trunkline.outage") != null) {
          System.out.printf(
              Locale.ROOT,
              "Postgres away %d s: %d events came meanwhile, written %.1f s after its return;"
                  + " dead letters %d, rebalances %.0f, retries %.0f%n",
              AWAY.toSeconds(),
              meanwhile,
              (writtenAt - backAt) / 1e9,
              kafka.readAll("dead.writer.v1").size() - dead,
              metric(writer, "rebalance-total") - rebalances,
              meters.counter("trunkline.writer.retries").count());
        }
        writer.close();
      }
    }
  }

  private EmbeddedPostgres postgres(int port) {
    return EmbeddedPostgres.start(
        folder.resolve("postgres"), Path.of("target", "testbed", "programs"), port);
  }

  private ConfigurableApplicationContext writer(EmbeddedPostgres postgres) {
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .properties(
            "spring.kafka.bootstrap-servers=" + backbone.bootstrapServers(),
            "trunkline.kafka.replication=1",
            "trunkline.writer.max-poll-interval=" + INTERVAL.toSeconds() + "s",
            "spring.datasource.url=" + postgres.jdbcUrl(),
            "spring.datasource.username=" + postgres.user(),
            "spring.datasource.password=" + postgres.password())
        .run();
  }

  private static Set<String> members(Admin admin) throws Exception {
    return admin
        .describeConsumerGroups(List.of(WriterConfiguration.GROUP))
        .describedGroups()
        .get(WriterConfiguration.GROUP)
        .get()
        .members()
        .stream()
        .map(MemberDescription::consumerId)
        .collect(Collectors.toSet());
  }

  /** A figure of the consumer of events. */
  private static double metric(ConfigurableApplicationContext writer, String name) {
    return writer
        .getBean("writerContainer", MessageListenerContainer.class)
        .metrics()
        .values()
        .stream()
        .flatMap(client -> client.entrySet().stream())
        .filter(figure -> figure.getKey().name().equals(name))
        .mapToDouble(figure -> ((Number) figure.getValue().metricValue()).doubleValue())
        .findFirst()
        .orElseThrow();
  }

  private void tell(String id) {
    String delivery = DeliveryIds.next();
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("call_id", "onecom/" + id);
    call.put("vendor_call_id", id);
    call.put("status", "answered");
    Map<String, Object> event = new LinkedHashMap<>(call);
    event.put(
        "event_id",
        EventId.of("onecom", "onecom/" + id, EventType.CALL_COMPLETED, null, call, null)
            .toString());
    event.put("event_type", "call.completed");
    event.put("source", "onecom");
    event.put("vendor", "onecom");
    event.put("delivery_id", delivery);
    event.put("delivery_index", 0);
    event.put("occurred_at", RECEIVED.toString());
    event.put("received_at", RECEIVED.toString());
    event.put("definition_hash", "hash");
    kafka.produce(
        "calls.v1", "onecom/" + id, EventJson.mapper().writeValueAsBytes(event), Map.of());
  }

  /** Of the events that were told while Postgres was away those that are written. */
  private static int written(EmbeddedPostgres postgres, int told) throws SQLException {
    return count(
        postgres,
        "select count(*) from analytics.calls where substring(call_id from '^onecom/outage-(\\d+)$')"
            + "::int < "
            + told);
  }

  private static int written(EmbeddedPostgres postgres) throws SQLException {
    return count(
        postgres, "select count(*) from analytics.calls where call_id like 'onecom/outage-%'");
  }

  private static int count(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
