package dev.trunkline.allinone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {

  private static final Knobs KNOBS = knobs();

  @Test
  void whatIsNotSetIsAccepted() {
    assertThat(problems(Map.of())).isEmpty();
  }

  @Test
  void everythingThatAStartRefusesIsNamedAtOnce() {
    assertThat(
            problems(
                Map.of(
                    "TRUNKLINE_WRITER_CONCURRENCY", "9",
                    "TRUNKLINE_WRITER_MAXPOLLRECORDS", "0",
                    "TRUNKLINE_GATEWAY_BUDGET", "lots",
                    "TRUNKLINE_GATEWAY_PORT", "70000",
                    "TRUNKLINE_GATEWAY_JOURNAL_DURABILITY", "single-node",
                    "TRUNKLINE_RECORDINGS_STORE_ENABLED", "true",
                    "TRUNKLINE_PULL_ALLOWADDRESSES", "10.0.0.0/8,home",
                    "TRUNKLINE_KAFKA_REPLICATION", "0")))
        .containsExactlyInAnyOrder(
            "trunkline.gateway.budget is no value of its kind, which is a duration with its unit, like 500ms, 2s, 5m or 1d",
            "trunkline.gateway.port is no port: 70000",
            "trunkline.gateway.journal.folder is missing: durability single-node needs a journal",
            "trunkline.kafka.replication is 0, not within 1 to 15",
            "trunkline.pull.allow-addresses: 'home' is no address range like 10.0.0.0/8",
            "trunkline.recordings.store.folder is missing: where copies are, or begin",
            "trunkline.writer.concurrency is 9, not within 1 to 6",
            "trunkline.writer.max-poll-records is 0, not within 1 to 10000");
  }

  @Test
  void whatLooksLikeASettingAndIsNoneIsNamed() {
    Map<String, String> variables =
        Map.of(
            "TRUNKLINE_GATEWAY_MAXBODIES", "2MB",
            "TRUNKLINE_GATEWAY_MAX_BODY", "2MB",
            "TRUNKLINE_OPERATOR_TOKENS_0", "…",
            "TRUNKLINE_JAVA_OPTIONS", "-Xmx1g",
            "TRUNKLINE_SECRETS", "/run/secrets",
            "HOME", "/root");

    assertThat(new SettingsCheck(KNOBS, of(variables)).idle(variables))
        .containsExactly(
            "TRUNKLINE_GATEWAY_MAXBODIES sets nothing; what can be set: trunkline config show");
  }

  @Test
  void whoSetsAValueIsSaidAndASecretIsNot() {
    Effective effective =
        Effective.of(
            Map.of("trunkline.gateway.port", 99),
            Map.of("trunkline.kafka.replication", "1"),
            Map.of(
                "TRUNKLINE_GATEWAY_PORT", "98",
                "TRUNKLINE_GATEWAY_MAX_BODY", "2MB",
                "SPRING_DATASOURCE_URL", "jdbc:postgresql://h/d?password=hush",
                "SPRING_DATASOURCE_PASSWORD", "hush",
                "TRUNKLINE_OPERATOR_TOKENS", "file:/run/token"));

    assertThat(effective.settings(KNOBS))
        .contains(
            new Setting("trunkline.gateway.port", "99", "option"),
            new Setting("trunkline.kafka.replication", "1", "up"),
            new Setting("trunkline.gateway.budget", "2s", "default"),
            new Setting(
                "trunkline.gateway.max-body", "2MB", "environment TRUNKLINE_GATEWAY_MAX_BODY"),
            new Setting("spring.datasource.username", null, "default"),
            new Setting(
                "spring.datasource.url",
                "jdbc:postgresql://h/d?…",
                "environment SPRING_DATASOURCE_URL"),
            new Setting(
                "spring.datasource.password", "(secret)", "environment SPRING_DATASOURCE_PASSWORD"),
            new Setting(
                "trunkline.operator.tokens",
                "file:/run/token",
                "environment TRUNKLINE_OPERATOR_TOKENS"));
  }

  private static List<String> problems(Map<String, String> variables) {
    return new SettingsCheck(KNOBS, of(variables)).problems();
  }

  private static Effective of(Map<String, String> variables) {
    return Effective.of(
        Map.of(), Map.of("trunkline.definitions.archive", "/data/definitions"), variables);
  }

  private static Knobs knobs() {
    try {
      return Knobs.of(Class.forName("dev.trunkline.allinone.StageConfiguration"));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
