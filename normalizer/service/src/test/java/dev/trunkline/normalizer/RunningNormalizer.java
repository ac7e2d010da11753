package dev.trunkline.normalizer;

import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.PlumbingConfiguration;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.vendors.CurrentTranslator;
import dev.trunkline.vendors.PinnedTranslators;
import dev.trunkline.vendors.Translator;
import dev.trunkline.vendors.VendorDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** One instance of the real stage, as a process of its own would run it. */
final class RunningNormalizer implements AutoCloseable {

  static final List<String> RAW =
      Given.VENDORS.all().stream().map(vendor -> Topics.raw(vendor.vendor()).name()).toList();

  private final ConfigurableApplicationContext context;

  private RunningNormalizer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Started, and given partitions by the group; no definition is archived. */
  static RunningNormalizer start(Backbone backbone, int instance, Translator translator) {
    return start(backbone, instance, () -> translator);
  }

  /** The same, which asks anew for what it reads each delivery with. */
  static RunningNormalizer start(Backbone backbone, int instance, CurrentTranslator current) {
    return start(
        backbone,
        instance,
        current,
        500,
        (hash, source) -> {
          throw new IllegalStateException("none is archived");
        });
  }

  /** Started, with a replay lane of this cap that reads by these. */
  static RunningNormalizer start(
      Backbone backbone,
      int instance,
      Translator translator,
      int replayRate,
      PinnedTranslators pinned) {
    return start(backbone, instance, () -> translator, replayRate, pinned);
  }

  private static RunningNormalizer start(
      Backbone backbone,
      int instance,
      CurrentTranslator current,
      int replayRate,
      PinnedTranslators pinned) {
    return new RunningNormalizer(
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .registerShutdownHook(false)
            .properties(
                "spring.kafka.bootstrap-servers=" + backbone.bootstrapServers(),
                "trunkline.kafka.replication=1",
                "trunkline.normalizer.instance=" + instance,
                "trunkline.normalizer.replay-rate=" + replayRate,
                "trunkline.normalizer.max-poll-records=50")
            .initializers(
                starting -> {
                  starting.getBeanFactory().registerSingleton("translator", current);
                  starting.getBeanFactory().registerSingleton("pinned", pinned);
                })
            .run());
  }

  /** How many elements of a source met this fate here. */
  double counted(String source, String fate) {
    var counter =
        context
            .getBean(MeterRegistry.class)
            .find("trunkline.normalizer.elements")
            .tags("source", source, "fate", fate)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  /** How many deliveries of a source were replayed here. */
  double replayed(String source) {
    var counter =
        context
            .getBean(MeterRegistry.class)
            .find("trunkline.normalizer.replayed")
            .tag("source", source)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  /** How many partitions it reads. */
  int partitions() {
    var assigned =
        context
            .getBean("normalizerContainer", ConcurrentMessageListenerContainer.class)
            .getAssignedPartitions();
    return assigned == null ? 0 : assigned.size();
  }

  @Override
  public void close() {
    context.close();
  }

  @Configuration(proxyBeanMethods = false)
  @Import({PlumbingConfiguration.class, NormalizerConfiguration.class})
  static class Application {
    @Bean
    List<Topic> topics() {
      return Topics.all(Given.VENDORS.all().stream().map(VendorDefinition::vendor).toList());
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }
}
