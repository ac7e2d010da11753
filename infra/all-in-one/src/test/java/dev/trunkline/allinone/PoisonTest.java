package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.normalizer.NormalizerConfiguration;
import dev.trunkline.plumbing.PlumbingConfiguration;
import dev.trunkline.store.SourceSettings;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Database;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.vendors.CurrentTranslator;
import dev.trunkline.vendors.PinnedTranslators;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Translator;
import dev.trunkline.vendors.VendorDefinition;
import dev.trunkline.vendors.Vendors;
import dev.trunkline.writer.WriterConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Fault 17: everything that Postgres refuses, once on its way through the normalizer and once
 * behind it, amid good records, the first of them amid 499. Its neighbours are written, and it
 * comes to one end.
 */
class PoisonTest {

  private static final int MOST = 500;
  private static final int FEW = 60;
  private static final int BAD = 30;
  private static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Database database;
  private static Kafka kafka;
  private static KafkaProducer<String, byte[]> producer;
  private static ConfigurableApplicationContext stages;

  @Configuration(proxyBeanMethods = false)
  @Import({PlumbingConfiguration.class, NormalizerConfiguration.class, WriterConfiguration.class})
  static class Application {
    @Bean
    Vendors vendors() {
      return Vendors.builtIn();
    }

    @Bean
    List<Topic> topics(Vendors vendors) {
      return Topics.all(vendors.all().stream().map(VendorDefinition::vendor).toList());
    }

    @Bean
    CurrentTranslator translator(Vendors vendors) {
      Translator translator = Translator.of(vendors, Sources.demo(vendors).all());
      return () -> translator;
    }

    @Bean
    PinnedTranslators pinned() {
      return (hash, source) -> {
        throw new IllegalStateException("none is archived");
      };
    }

    @Bean
    List<SourceSettings> sources() {
      return List.of();
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }

  @BeforeAll
  static void normalizerAndWriter() {
    Backbone backbone = Backbone.shared();
    database = backbone.freshDatabase();
    kafka = backbone.kafka();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", backbone.bootstrapServers(), "linger.ms", 50),
            new StringSerializer(),
            new ByteArraySerializer());
    stages =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties(
                "spring.kafka.bootstrap-servers=" + backbone.bootstrapServers(),
                "trunkline.kafka.replication=1",
                "trunkline.normalizer.max-poll-records=" + MOST,
                "spring.datasource.url=" + database.jdbcUrl(),
                "spring.datasource.username=" + database.user(),
                "spring.datasource.password=" + database.password())
            .run();
  }

  @AfterAll
  static void stop() {
    stages.close();
    producer.close();
  }

  @ParameterizedTest
  @MethodSource("dev.trunkline.allinone.Poison#all")
  void fromAVendorItIsWrittenWithoutItOrSetAside(Poison poison) {
    // given
    String[] deliveries = ids(poison);
    String run = UUID.randomUUID().toString();

    // when
    for (int i = 0; i < deliveries.length; i++) {
      Delivery delivery = delivery(deliveries[i], record(i, run, poison));
      ProducerRecord<String, byte[]> raw =
          new ProducerRecord<>("raw.onecom.v1", 0, deliveries[i], delivery.body());
      delivery.headers().forEach((name, text) -> raw.headers().add(name, text.getBytes(UTF_8)));
      producer.send(raw);
    }
    producer.flush();

    // then
    String bad = deliveries[BAD];
    String fate = poison.atTheDoor() == null ? "canonical" : "dead";
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(
                      rows(
                          "select fate || ' ' || count(*) from analytics.deliveries where delivery_id = any(?::uuid[]) and delivery_id <> '"
                              + bad
                              + "' group by fate",
                          deliveries))
                  .containsExactly("canonical " + (deliveries.length - 1));
              assertThat(
                      rows(
                          "select fate from analytics.deliveries where delivery_id = any(?::uuid[])",
                          bad))
                  .containsExactly(fate);
              assertThat(
                      rows(
                          "select distinct c.call_id from analytics.call_events e join analytics.calls c using (call_id) where e.delivery_id = any(?::uuid[])",
                          deliveries))
                  .hasSize(fate.equals("dead") ? deliveries.length - 1 : deliveries.length);
            });
    List<ConsumerRecord<String, byte[]>> dead = letters("dead.normalizer.v1", deliveries);
    if (poison.atTheDoor() == null) {
      assertThat(dead).isEmpty();
    } else {
      assertThat(dead).hasSize(1);
      assertThat(Kafka.header(dead.getFirst(), "delivery_id")).isEqualTo(bad);
      assertThat(Kafka.header(dead.getFirst(), "reason")).matches(poison.atTheDoor());
    }
    assertThat(letters("dead.writer.v1", deliveries)).isEmpty();
    nothingWasTriedAgain();
  }

  @ParameterizedTest
  @MethodSource("dev.trunkline.allinone.Poison#all")
  void onACanonicalTopicItIsSetAsideWithItsCauseAndItsFieldAndNothingElseIs(Poison poison) {
    // given
    String[] deliveries = ids(poison);
    String run = UUID.randomUUID().toString();

    // when
    for (int i = 0; i < deliveries.length; i++) {
      ProducerRecord<String, byte[]> event =
          new ProducerRecord<>("calls.v1", 0, run, event(deliveries[i], i, run, poison));
      event.headers().add("delivery_id", deliveries[i].getBytes(UTF_8));
      producer.send(event);
    }
    producer.flush();

    // then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        rows(
                            "select distinct c.call_id from analytics.call_events e join analytics.calls c using (call_id) where e.delivery_id = any(?::uuid[])",
                            deliveries))
                    .hasSize(deliveries.length - 1));
    kafka.await(
        "dead.writer.v1", letter -> deliveries[BAD].equals(Kafka.header(letter, "delivery_id")));
    List<ConsumerRecord<String, byte[]>> dead = letters("dead.writer.v1", deliveries);
    assertThat(dead).hasSize(1);
    assertThat(dead.getFirst().value()).isEqualTo(event(deliveries[BAD], BAD, run, poison));
    assertThat(Kafka.header(dead.getFirst(), "reason")).matches(poison.atTheWriter());
    nothingWasTriedAgain();
  }

  private static void nothingWasTriedAgain() {
    MeterRegistry meters = stages.getBean(MeterRegistry.class);
    assertThat(meters.counter("trunkline.writer.retries").count()).isZero();
    assertThat(meters.counter("trunkline.normalizer.retries").count()).isZero();
  }

  private static String[] ids(Poison poison) {
    int count = poison.equals(Poison.all().findFirst().orElseThrow()) ? MOST : FEW;
    return IntStream.range(0, count).mapToObj(i -> DeliveryIds.next()).toArray(String[]::new);
  }

  private static byte[] record(int number, String run, Poison poison) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("uniqueid", "\"" + run + "." + number + "\"");
    fields.put("start", "\"2026-01-15 10:30:00\"");
    fields.put("src", "\"101\"");
    fields.put("dst", "\"0500000101\"");
    fields.put("duration", "120");
    fields.put("disposition", "\"ANSWERED\"");
    if (number == BAD) {
      fields.put(poison.vendorField(), poison.vendorValue().replace("%s", run));
    }
    return object(fields);
  }

  private static byte[] event(String delivery, int number, String run, Poison poison) {
    Map<String, String> fields = new LinkedHashMap<>();
    UUID id = UUID.nameUUIDFromBytes((run + number).getBytes(UTF_8));
    fields.put("event_id", "\"" + id + "\"");
    fields.put("event_type", "\"call.completed\"");
    fields.put("source", "\"onecom\"");
    fields.put("vendor", "\"onecom\"");
    fields.put("delivery_id", "\"" + delivery + "\"");
    fields.put("delivery_index", "0");
    fields.put("occurred_at", "\"" + RECEIVED + "\"");
    fields.put("received_at", "\"" + RECEIVED + "\"");
    fields.put("definition_hash", "\"hash\"");
    fields.put("call_id", "\"onecom/" + run + "." + number + "\"");
    fields.put("vendor_call_id", "\"" + run + "." + number + "\"");
    fields.put("status", "\"answered\"");
    fields.put("duration_s", "120");
    fields.put("customer_name", "\"Dana Fox\"");
    if (number == BAD) {
      fields.put(poison.eventField(), poison.eventValue());
    }
    return object(fields);
  }

  private static byte[] object(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"))
        .getBytes(UTF_8);
  }

  private static Delivery delivery(String id, byte[] body) {
    return new Delivery(
        id,
        "onecom",
        "onecom",
        "call",
        RECEIVED,
        "POST",
        null,
        "application/json",
        "192.0.2.1",
        "none",
        null,
        Map.of(),
        null,
        body);
  }

  private static List<ConsumerRecord<String, byte[]>> letters(String topic, String[] deliveries) {
    List<String> ours = List.of(deliveries);
    return kafka.readAll(topic).stream()
        .filter(letter -> ours.contains(String.valueOf(Kafka.header(letter, "delivery_id"))))
        .toList();
  }

  private static List<String> rows(String sql, String... deliveries) {
    try (Connection connection = database.connect();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setArray(1, connection.createArrayOf("text", deliveries));
      try (ResultSet rows = select.executeQuery()) {
        List<String> values = new java.util.ArrayList<>();
        while (rows.next()) {
          values.add(rows.getString(1));
        }
        return values;
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
