package dev.trunkline.gateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

@WithBackbone
class JournalTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final Kafka kafka;
  private final String topic;
  private String nowhere;

  JournalTest(Backbone backbone) {
    this.kafka = backbone.kafka();
    this.topic = backbone.unique("journal");
    kafka.create(topic, 1);
  }

  /** An address at which no Kafka is. */
  @BeforeEach
  void nowhere() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      nowhere = "127.0.0.1:" + free.getLocalPort();
    }
  }

  @Test
  void whatIsKeptIsInKafkaOnceAndInOrder() throws Exception {
    try (Journal journal = open(kafka.bootstrapServers())) {
      append(journal, 0, 3_000);

      await().atMost(SOON).until(() -> !journal.isWaiting());
      await().atMost(SOON).until(() -> journal.health().kept() == 0);
    }
    List<ConsumerRecord<String, byte[]>> records = kafka.readAll(topic);
    assertThat(records).extracting(ConsumerRecord::key).isEqualTo(keys(0, 3_000));
    assertThat(records).allSatisfy(JournalTest::isWhatWasAppended);
    assertThat(records).extracting(r -> Kafka.header(r, "maybe_dup")).containsOnlyNulls();
  }

  @Test
  void whatKafkaDidNotTakeIsThereAfterARestart() throws Exception {
    // given more than is held in memory
    int all = Tail.MOST + 2_000;
    try (Journal journal = open(nowhere)) {
      append(journal, 0, all);
      assertThat(journal.health().waiting()).isEqualTo(all);
      assertThat(journal.health().refusing()).isNull();
      assertThat(kept()).as("while it is open").isEqualTo(keys(0, all));
    }
    assertThat(kept()).isEqualTo(keys(0, all));

    // when
    try (Journal journal = open(kafka.bootstrapServers())) {
      append(journal, all, all + 10);
      await().atMost(SOON).until(() -> !journal.isWaiting());
    }

    // then
    List<ConsumerRecord<String, byte[]>> records = kafka.readAll(topic);
    assertThat(records).extracting(ConsumerRecord::key).isEqualTo(keys(0, all + 10));
    assertThat(records).allSatisfy(JournalTest::isWhatWasAppended);
    assertThat(Kafka.header(records.getFirst(), "maybe_dup")).isEqualTo("true");
    assertThat(Kafka.header(records.getLast(), "maybe_dup")).isNull();
    assertThat(open(kafka.bootstrapServers(), true).health().kept()).isZero();
  }

  @Test
  void anEntryIsKeptUntilKafkaHasFlushedIt() throws Exception {
    AtomicBoolean onDisk = new AtomicBoolean();
    Flushed flushed = (TopicPartition partition, long offset) -> onDisk.get();
    try (Journal journal =
        Journal.open(settings(), producer(kafka.bootstrapServers()), flushed, Clock.systemUTC())) {
      append(journal, 0, 100);
      await().atMost(SOON).until(() -> !journal.isWaiting());
      // Longer than a journal that nobody writes to takes to remove what it may.
      await()
          .during(Duration.ofMillis(500))
          .atMost(SOON)
          .until(() -> journal.health().kept() == 100);

      onDisk.set(true);

      await().atMost(SOON).until(() -> journal.health().kept() == 0);
    }
  }

  @Test
  void aFullJournalRefusesUntilKafkaHasTakenSome() throws Exception {
    JournalSettings small =
        new JournalSettings(folder, DataSize.ofMegabytes(1), DataSize.ofBytes(0));
    Map<String, Object> producer = producer(nowhere);
    long taken;
    try (Journal journal =
        Journal.open(small, producer, Flushed.ON_ACKNOWLEDGEMENT, Clock.systemUTC())) {
      int n = 0;
      while (n < 500 && appended(journal, entry(n, 4_000)).get() == null) {
        n++;
      }
      taken = n;
      assertThat(journal.health().refusing()).isEqualTo(JournalRefusal.Cause.FULL);
      assertThat(taken).isBetween(60L, 140L);
    }
    try (Journal journal =
        Journal.open(
            small,
            producer(kafka.bootstrapServers()),
            Flushed.ON_ACKNOWLEDGEMENT,
            Clock.systemUTC())) {
      await().atMost(SOON).until(() -> journal.health().refusing() == null && !journal.isWaiting());
      append(journal, (int) taken, (int) taken + 1);
      await().atMost(SOON).until(() -> !journal.isWaiting());
    }
    assertThat(kafka.readAll(topic))
        .extracting(ConsumerRecord::key)
        .isEqualTo(keys(0, (int) taken + 1));
  }

  @Test
  void aDiskWithoutRoomToSpareRefuses() throws Exception {
    JournalSettings greedy =
        new JournalSettings(folder, DataSize.ofMegabytes(1), DataSize.ofTerabytes(900));
    try (Journal journal =
        Journal.open(greedy, producer(nowhere), Flushed.ON_ACKNOWLEDGEMENT, Clock.systemUTC())) {
      await()
          .atMost(SOON)
          .until(() -> journal.health().refusing() == JournalRefusal.Cause.DISK_SHORT);
      assertThat(appended(journal, entry(0, 10)).get()).hasMessageContaining("disk-short");
    }
  }

  @Test
  void aRowThatIsNotWhatWasWrittenIsPutAsideAndTheOthersGoOn() throws Exception {
    try (Journal journal = open(nowhere)) {
      append(journal, 0, 50);
    }
    sql("update entries set body = x'7b7d' where seq = 20");

    try (Journal journal = open(kafka.bootstrapServers())) {
      await().atMost(SOON).until(() -> !journal.isWaiting());
      assertThat(journal.health().quarantined()).isEqualTo(1);
      await().atMost(SOON).until(() -> journal.health().kept() == 0);
    }

    List<String> expected = keys(0, 50);
    expected.remove(19);
    assertThat(kafka.readAll(topic)).extracting(ConsumerRecord::key).isEqualTo(expected);
    assertThat(sql("select count(*) from damaged where seq = 20")).isEqualTo(1);
  }

  /** Whatever bytes of the file are lost: each entry that arrives is what was appended. */
  @Test
  void aDamagedFileIsPutAsideAndWhatCanBeReadOfItArrives() throws Exception {
    try (Journal journal = open(nowhere)) {
      append(journal, 0, 500);
    }
    Random random = new Random(11);
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("journal.db").toFile(), "rw")) {
      byte[] noise = new byte[4_096];
      for (int i = 0; i < 5; i++) {
        random.nextBytes(noise);
        file.seek(4_096L * (3 + random.nextInt((int) (file.length() / 4_096) - 3)));
        file.write(noise);
      }
    }

    try (Journal journal = open(kafka.bootstrapServers())) {
      append(journal, 500, 510);
      await().atMost(SOON).until(() -> !journal.isWaiting());
    }

    List<ConsumerRecord<String, byte[]>> records = kafka.readAll(topic);
    assertThat(records).allSatisfy(JournalTest::isWhatWasAppended);
    assertThat(records)
        .extracting(ConsumerRecord::key)
        .containsAll(keys(500, 510))
        .doesNotHaveDuplicates();
    try (var found = Files.list(folder)) {
      assertThat(found.map(p -> p.getFileName().toString()).filter(n -> n.startsWith("damaged-")))
          .hasSize(1);
    }
  }

  @Test
  void aWriteThatFailsIsToldAndTheJournalWorksAgain() throws Exception {
    try (Journal journal = open(kafka.bootstrapServers())) {
      append(journal, 0, 1);
      sql("alter table entries rename to elsewhere");

      assertThat(appended(journal, entry(1, 10)).get()).hasMessageContaining("failing");
      assertThat(journal.health().refusing()).isEqualTo(JournalRefusal.Cause.FAILING);

      await().atMost(SOON).until(() -> journal.health().refusing() == null);
      append(journal, 2, 3);
      await().atMost(SOON).until(() -> !journal.isWaiting());
    }
    assertThat(kafka.readAll(topic)).extracting(ConsumerRecord::key).isEqualTo(List.of("d0", "d2"));
  }

  @Test
  void whoCannotBeToldKeepsNobodyElseFromIt() throws Exception {
    try (Journal journal = open(kafka.bootstrapServers())) {
      journal.append(
          entry(0, 10),
          Runnable::run,
          outcome -> {
            throw new IllegalStateException("gone");
          });
      append(journal, 1, 2);
      await().atMost(SOON).until(() -> !journal.isWaiting());
    }
    assertThat(kafka.readAll(topic)).extracting(ConsumerRecord::key).isEqualTo(keys(0, 2));
  }

  @Test
  void aFolderBelongsToOneGateway() throws Exception {
    try (Journal journal = open(nowhere)) {
      append(journal, 0, 1);
      assertThatThrownBy(() -> open(nowhere)).hasMessageContaining("another gateway");
    }
  }

  private Journal open(String bootstrapServers) {
    return Journal.open(
        settings(), producer(bootstrapServers), Flushed.ON_ACKNOWLEDGEMENT, Clock.systemUTC());
  }

  private Journal open(String bootstrapServers, boolean closed) {
    Journal journal = open(bootstrapServers);
    if (closed) {
      journal.close();
    }
    return journal;
  }

  private JournalSettings settings() {
    return JournalSettings.in(folder);
  }

  private static Map<String, Object> producer(String bootstrapServers) {
    Map<String, Object> config = new KafkaClients(bootstrapServers).producer();
    config.put("max.block.ms", 1_000);
    config.put("reconnect.backoff.max.ms", 200);
    return config;
  }

  private void append(Journal journal, int from, int to) throws Exception {
    List<CompletableFuture<Exception>> told = new ArrayList<>();
    for (int n = from; n < to; n++) {
      CompletableFuture<Exception> one = appended(journal, entry(n, 10 + n % 300));
      if (n % 10_000 == 9_999) {
        one.get();
      }
      told.add(one);
    }
    for (CompletableFuture<Exception> one : told) {
      assertThat(one.get()).isNull();
    }
  }

  private static CompletableFuture<Exception> appended(Journal journal, Entry entry)
      throws InterruptedException, ExecutionException {
    CompletableFuture<Exception> told = new CompletableFuture<>();
    journal.append(entry, Runnable::run, told::complete);
    return told;
  }

  private Entry entry(int n, int size) {
    return new Entry(topic, "d" + n, Map.of("n", "" + n, "size", "" + size), body(n, size), false);
  }

  private static byte[] body(int n, int size) {
    return (n + "-" + "é".repeat(size)).getBytes(UTF_8);
  }

  private static void isWhatWasAppended(ConsumerRecord<String, byte[]> record) {
    int n = Integer.parseInt(record.key().substring(1));
    assertThat(Kafka.header(record, "n")).isEqualTo("" + n);
    assertThat(record.value())
        .isEqualTo(body(n, Integer.parseInt(String.valueOf(Kafka.header(record, "size")))));
  }

  private static List<String> keys(int from, int to) {
    return new ArrayList<>(IntStream.range(from, to).mapToObj(n -> "d" + n).toList());
  }

  private List<String> kept() {
    List<String> kept = new ArrayList<>();
    KeptEntries.each(folder, entry -> kept.add(entry.key()));
    return kept;
  }

  private long sql(String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
        Statement run = connection.createStatement()) {
      run.execute("pragma busy_timeout = 5000");
      return run.execute(statement) ? run.getResultSet().getLong(1) : 0;
    }
  }
}
