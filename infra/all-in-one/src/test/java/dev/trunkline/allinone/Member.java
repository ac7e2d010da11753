package dev.trunkline.allinone;

import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.normalizer.NormalizerConfiguration;
import dev.trunkline.plumbing.PlumbingConfiguration;
import dev.trunkline.store.SourceSettings;
import dev.trunkline.vendors.CurrentTranslator;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.PinnedTranslators;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Vendors;
import dev.trunkline.writer.WriterConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.StringReader;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** A normalizer and a lead-writer, of which there may be several on the same servers. */
final class Member implements AutoCloseable {

  static final String NORMALIZER = "normalizer";
  static final String WRITER = "lead-writer";

  static final Definitions DEFINITIONS = definitions();

  private final ConfigurableApplicationContext context;

  private Member(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Where the servers are. */
  record Place(String bootstrapServers, String jdbcUrl, String user, String password) {}

  /**
   * Starts one.
   *
   * @param instance unique among those that run
   * @param hold is at {@link #NORMALIZER} before each delivery and at {@link #WRITER} before each
   *     commit
   */
  static Member start(Place place, int instance, Hold hold) {
    return new Member(
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .registerShutdownHook(false)
            .properties(
                "spring.kafka.bootstrap-servers=" + place.bootstrapServers(),
                "trunkline.kafka.replication=1",
                "trunkline.normalizer.instance=" + instance,
                "trunkline.normalizer.max-poll-records=50",
                "trunkline.writer.max-poll-records=50")
            .initializers(
                starting -> {
                  CurrentTranslator translator =
                      () -> {
                        hold.at(NORMALIZER);
                        return DEFINITIONS.translator();
                      };
                  PinnedTranslators none =
                      (hash, source) -> {
                        throw new IllegalStateException("none is archived");
                      };
                  DataSource database = HeldCommits.of(database(place), hold, WRITER);
                  starting.getBeanFactory().registerSingleton("translator", translator);
                  starting.getBeanFactory().registerSingleton("pinned", none);
                  starting.getBeanFactory().registerSingleton("database", database);
                })
            .run());
  }

  /** How often it had to try a write again. */
  double retries() {
    return context.getBean(MeterRegistry.class).counter("trunkline.writer.retries").count();
  }

  /** Whether it has a part of the work of both stages. */
  boolean works() {
    return has("normalizerContainer") && has("writerContainer");
  }

  private boolean has(String container) {
    var assigned =
        context
            .getBean(container, ConcurrentMessageListenerContainer.class)
            .getAssignedPartitions();
    return assigned != null && !assigned.isEmpty();
  }

  @Override
  public void close() {
    context.close();
  }

  private static DataSource database(Place place) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(place.jdbcUrl());
    database.setUser(place.user());
    database.setPassword(place.password());
    // As in the writer's own pool.
    database.setOptions("-c lock_timeout=2s -c idle_in_transaction_session_timeout=30s");
    return database;
  }

  private static Definitions definitions() {
    Vendors vendors = Vendors.builtIn();
    // Without recordings: nobody would search for them here.
    String sources =
        """
        sources:
          - {id: onecom, vendor: onecom, zone: Asia/Jerusalem, region: IL, allow_unsigned: true, recordings: {enabled: false}}
          - {id: knowlarity, vendor: knowlarity, zone: Asia/Kolkata, region: IN, allow_unsigned: true, recordings: {enabled: false}}
          - {id: convoso, vendor: convoso, zone: America/Los_Angeles, region: US, allow_unsigned: true, recordings: {enabled: false}}
          - {id: knowrithm, vendor: knowrithm, allow_unsigned: true}
          - {id: mg-digital-leads, vendor: mg-digital-leads, region: IN, allow_unsigned: true}
        """;
    return Definitions.of(vendors, Sources.read(new StringReader(sources), vendors, name -> null));
  }

  @Configuration(proxyBeanMethods = false)
  @Import({PlumbingConfiguration.class, NormalizerConfiguration.class, WriterConfiguration.class})
  static class Application {

    @Bean
    List<Topic> topics() {
      return Topics.all(DEFINITIONS.sources().all().stream().map(Source::vendor).toList());
    }

    @Bean
    List<SourceSettings> sourceSettings() {
      return TableSettings.of(DEFINITIONS);
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }
}
