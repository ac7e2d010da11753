package dev.trunkline.allinone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.trunkline.plumbing.KafkaClients;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Every consumer of ours reads committed records only, from the earliest, and commits nothing by
 * itself: {@code KafkaClientsTest} pins that those of {@link KafkaClients} do, this that there are
 * no others and that nobody takes it back.
 */
class ConsumerSettingsTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("testbed"))
          .importPackages("dev.trunkline");

  @Test
  void whoMakesAConsumerTakesTheHousesSettings() {
    classes()
        .that(
            DescribedPredicate.describe(
                "make a consumer",
                (JavaClass one) ->
                    one.getConstructorCallsFromSelf().stream()
                        .anyMatch(
                            call ->
                                call.getTargetOwner().isAssignableTo(KafkaConsumer.class)
                                    || call.getTargetOwner()
                                        .isAssignableTo(DefaultKafkaConsumerFactory.class))))
        .should(
            new ArchCondition<JavaClass>("ask KafkaClients for its settings") {
              @Override
              public void check(JavaClass item, ConditionEvents events) {
                boolean asks =
                    item.getMethodCallsFromSelf().stream()
                        .anyMatch(
                            call ->
                                call.getTargetOwner().isEquivalentTo(KafkaClients.class)
                                    && call.getName().equals("consumer"));
                events.add(new SimpleConditionEvent(item, asks, item.getName() + " asks: " + asks));
              }
            })
        .check(HOUSE);
  }

  /** A constant of Kafka's is compiled in as its text. */
  @ParameterizedTest
  @CsvSource({
    "auto.offset.reset,KafkaClients",
    "enable.auto.commit,KafkaClients",
    // Two that look at what is not committed yet: ends of topics, and open transactions.
    "isolation.level,Feed KafkaClients StateTopic"
  })
  void nobodyElseSetsWhatThePromisesRestOn(String setting, String classes) {
    assertThat(HOUSE.stream().filter(one -> bytes(one).contains(setting)))
        .extracting(JavaClass::getSimpleName)
        .containsExactlyInAnyOrder(classes.split(" "));
  }

  private static String bytes(JavaClass one) {
    try (InputStream file = one.getSource().orElseThrow().getUri().toURL().openStream()) {
      return new String(file.readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
