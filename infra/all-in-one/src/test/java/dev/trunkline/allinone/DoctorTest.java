package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.workbench.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code trunkline doctor} at a real Kafka, a real Postgres and a real gateway. */
class DoctorTest {

  private static final OneInstallation HERE = OneInstallation.shared();
  private static final Set<String> MACHINES =
      Set.of("kafka/disk", "postgres/disk", "gateway/answers");
  private static final String SERVERS = "sources,kafka,postgres,gateway";

  /** What a doctor said. */
  private record Said(int exitCode, JsonNode json) {

    JsonNode probe(String place, String name) {
      return StreamSupport.stream(json.path("probes").spliterator(), false)
          .filter(
              probe ->
                  probe.path("place").asString().equals(place)
                      && probe.path("probe").asString().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no probe " + place + "/" + name + " in " + json));
    }

    /** What is not well, but for what the machine that tests has to answer for. */
    List<String> ill() {
      return StreamSupport.stream(json.path("probes").spliterator(), false)
          .filter(probe -> !probe.path("outcome").asString().equals("well"))
          .map(probe -> probe.path("place").asString() + "/" + probe.path("probe").asString())
          .filter(name -> !MACHINES.contains(name))
          .toList();
    }
  }

  @Test
  void anInstallationThatRunsIsWell() {
    Said said = doctor("--data", HERE.data.toString(), "--only", SERVERS);

    assertThat(said.ill()).isEmpty();
    assertThat(said.exitCode()).isIn(ExitCode.OK, ExitCode.PROBLEMS);
    assertThat(said.json().path("probes").size()).isGreaterThanOrEqualTo(30);
    assertThat(said.probe("kafka", "readers").path("found").asString())
        .matches("[1-9]\\d* members of 7 stages");
    assertThat(said.probe("gateway", "used-secrets").path("found").asString())
        .matches("[1-9] secrets, watched since 20.*Z: too short to call one unused");
  }

  @Test
  void aTopicsSettingThatDriftedIsFoundAsAStartWouldRefuseIt() throws Exception {
    // given
    set("fates.v1", new ConfigEntry("retention.ms", "1000"));
    try {
      // when
      // A broker hears of a change a moment after it was accepted.
      Said said =
          await()
              .until(
                  () -> doctor("--data", HERE.data.toString(), "--only", "kafka"),
                  heard -> heard.exitCode() != ExitCode.OK);

      // then
      assertThat(said.exitCode()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(said.ill()).containsExactly("kafka/topics");
      JsonNode finding = said.probe("kafka", "topics").path("findings").get(0);
      assertThat(finding.path("what").asString())
          .isEqualTo("topic fates.v1 has retention.ms=1000, not 7776000000 or more");
      assertThat(finding.path("why").asString()).contains("before they were read");
      assertThat(finding.path("cure").asString())
          .isEqualTo(
              "kafka-configs.sh --alter --topic fates.v1 --add-config retention.ms=7776000000");
    } finally {
      set("fates.v1", new ConfigEntry("retention.ms", "7776000000"));
      await()
          .until(
              () ->
                  doctor("--data", HERE.data.toString(), "--only", "kafka").exitCode()
                      == ExitCode.OK);
    }
  }

  @Test
  void aTransactionThatIsOpenIsSeen() {
    Map<String, Object> config =
        new HashMap<>(new KafkaClients(HERE.installation.address().kafka()).producer());
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "doctor-test");
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(config)) {
      // given
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("rejected.v1", "x", new byte[0]));
      producer.flush();

      // when
      Said said = doctor("--data", HERE.data.toString(), "--only", "kafka");
      producer.abortTransaction();

      // then
      assertThat(said.probe("kafka", "open-transactions").path("found").asString())
          .isEqualTo("1 open");
      assertThat(said.probe("kafka", "open-transactions").path("outcome").asString())
          .isEqualTo("well");
    }
  }

  @Test
  void aDatabaseThatForgetsIsFound() throws Exception {
    // given
    run("alter database trunkline set synchronous_commit = off");
    try {
      // when
      Said said = doctor("--data", HERE.data.toString(), "--only", "postgres");

      // then
      assertThat(said.exitCode()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(said.ill()).containsExactly("postgres/durability");
      assertThat(
              said.probe("postgres", "durability").path("findings").get(0).path("what").asString())
          .isEqualTo("Postgres has synchronous_commit=off, not on");
    } finally {
      run("alter database trunkline reset synchronous_commit");
    }
  }

  @Test
  void whatIsNamedAndDoesNotAnswerIsUnreachable() {
    Said said =
        doctor(
            "--kafka", "127.0.0.1:9",
            "--postgres", "postgresql://a:hush@127.0.0.1:9/c",
            "--gateway", "http://127.0.0.1:9",
            "--only", "kafka,postgres,gateway");

    assertThat(said.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(said.ill())
        .containsExactly("kafka/reachable", "postgres/reachable", "gateway/reachable");
    assertThat(said.json().toString()).doesNotContain("hush");
  }

  @Test
  void withNothingRunningTheMachineIsLookedAt(@TempDir Path empty) {
    Said said = doctor("--data", empty.toString());

    assertThat(said.probe("machine", "jdk").path("outcome").asString()).isEqualTo("well");
    assertThat(said.probe("data", "definitions").path("found").asString()).isEqualTo("0 kept");
    assertThat(said.probe("kafka", "reachable").path("outcome").asString()).isEqualTo("left_out");
  }

  @Test
  void whatWasAskedForAndIsNotKnownIsUnreachable(@TempDir Path empty) {
    assertThat(doctor("--data", empty.toString(), "--only", "postgres").exitCode())
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void aBundleHoldsWhatHelpsAndNoSecret(@TempDir Path folder) throws Exception {
    // given
    Path file = folder.resolve("support.zip");

    // when
    doctor("--data", HERE.data.toString(), "--only", "gateway", "--bundle", file.toString());

    // then
    Map<String, String> entries = unzipped(file);
    assertThat(entries)
        .containsOnlyKeys(
            "doctor.json", "settings.json", "versions.json", "status.json", "trunkline.log");
    assertThat(entries.get("settings.json")).contains("trunkline.gateway.budget");
    assertThat(entries.get("status.json")).contains("seconds_behind");
    List<String> secrets = new ArrayList<>();
    secrets.add(Files.readString(HERE.data.resolve("postgres.password")).strip());
    secrets.add(Files.readString(HERE.data.resolve("operator-token")).strip());
    assertThat(String.join("\n", entries.values())).doesNotContain(secrets);
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
  }

  @Test
  void whatALogSaysOfPeopleAndSecretsIsNotInABundle(@TempDir Path data) throws Exception {
    // given
    Files.writeString(data.resolve("postgres.password"), "8f1c04d7a2b94e63\n");
    Files.writeString(
        data.resolve("trunkline.log"),
        """
        2026-03-01T10:00:00.000Z WARN  [main] x connection refused for 8f1c04d7a2b94e63
        2026-03-01T10:00:01.000Z WARN  [main] x call from +972501234567, dana@example.com
        """);
    Path file = data.resolve("support.zip");

    // when
    doctor("--data", data.toString(), "--only", "data", "--bundle", file.toString());

    // then
    assertThat(unzipped(file).get("trunkline.log"))
        .isEqualTo(
            """
            2026-03-01T10:00:00.000Z WARN  [main] x connection refused for <secret postgres.password>
            2026-03-01T10:00:01.000Z WARN  [main] x call from …567, …@…
            """);
  }

  private static Said doctor(String... words) {
    List<String> all = new ArrayList<>(List.of("doctor", "--json"));
    all.addAll(List.of(words));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      int exitCode = Main.commandLine().execute(all.toArray(String[]::new));
      return new Said(exitCode, EventJson.mapper().readTree(answer(out.toString(UTF_8))));
    } finally {
      System.setOut(before);
    }
  }

  /** One line; whatever else this JVM has to say meanwhile stands beside it. */
  private static String answer(String said) {
    return said.lines()
        .filter(line -> line.startsWith("{"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no answer in: " + said));
  }

  private static void set(String topic, ConfigEntry entry) throws Exception {
    try (Admin admin = Admin.create(HERE.installation.address().kafkaClients().common())) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic),
                  List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  private static void run(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(HERE.installation.address().jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Map<String, String> unzipped(Path file) throws Exception {
    Map<String, String> entries = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
      }
    }
    return entries;
  }
}
