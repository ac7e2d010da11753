package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Audit;
import dev.trunkline.load.Behind;
import dev.trunkline.load.ModelSettings;
import dev.trunkline.load.Verdict;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Database;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.OneFate;
import dev.trunkline.testbed.WithBackbone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Several normalizers and lead-writers on the same servers: whatever joins, leaves or wakes up
 * late, each delivery has one fate and each event one row.
 */
@WithBackbone
@EnabledIfSystemProperty(named = "trunkline.comings", matches = "[1-9].*") // on demand: 2 min
class SideBySideTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int COMINGS = Integer.getInteger("trunkline.comings", 1);
  private static final int ZOMBIE = 7;

  private static final List<String> RAW =
      Member.DEFINITIONS.vendors().all().stream()
          .map(vendor -> Topics.raw(vendor.vendor()).name())
          .toList();
  private static final List<String> CANONICAL =
      Arrays.stream(EventKind.values()).map(EventKind::topic).toList();

  private final Kafka kafka;
  private final Database database;
  private final Member.Place place;
  private final KafkaClients clients;
  private final Admin admin;
  private final DeliveryStream stream;

  SideBySideTest(Backbone backbone, Kafka kafka, Database database) {
    this.kafka = kafka;
    this.database = database;
    this.place =
        new Member.Place(
            backbone.bootstrapServers(), database.jdbcUrl(), database.user(), database.password());
    this.clients = new KafkaClients(backbone.bootstrapServers());
    this.admin = Admin.create(clients.common());
    this.stream = new DeliveryStream(backbone.bootstrapServers());
  }

  @AfterEach
  void close() {
    stream.close();
    admin.close();
  }

  @Test
  void oneThatComesAndGoesWhileDeliveriesComeDoublesAndLosesNothing() throws Exception {
    try (Member stays = Member.start(place, 0, new Hold())) {
      await().atMost(PATIENCE).until(stays::works);
      CompletableFuture<Void> deliveries =
          CompletableFuture.runAsync(() -> stream.send(COMINGS * 800, Duration.ofMillis(5)));

      // when
      for (int coming = 1; coming <= COMINGS; coming++) {
        try (Member comes = Member.start(place, coming, new Hold())) {
          await().atMost(PATIENCE).until(() -> comes.works() && stays.works());
          int before = stream.sent();
          await().atMost(PATIENCE).until(() -> deliveries.isDone() || stream.sent() > before + 200);
        }
      }

      // then
      assertThat(deliveries).succeedsWithin(PATIENCE);
      assertEachHasOneFateAndOneRow();
    }
  }

  @Test
  void aNormalizerThatWakesUpAfterItsPartitionsMovedPublishesNothing() throws Exception {
    try (MemberProcess zombie = MemberProcess.start(place, ZOMBIE, log());
        Member heir = Member.start(place, 0, new Hold())) {
      await().atMost(PATIENCE).until(() -> shared(Member.NORMALIZER) && heir.works());

      // when it is frozen in the midst of a batch, and another has done its work
      zombie.hold(Member.NORMALIZER, 10);
      stream.send(600, Duration.ZERO);
      zombie.awaitHeld();
      // What it sent must have arrived: a record that was on its way for as long as it slept would
      // be given up, and its transaction with it, whoever may commit.
      await()
          .during(Duration.ofSeconds(2))
          .atMost(PATIENCE)
          .until(() -> transactions().contains("normalizer-7-0 " + TransactionState.ONGOING));
      zombie.freeze();
      await().atMost(PATIENCE).until(() -> members(Member.NORMALIZER) == 1);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  Behind.of(clients, admin, Member.NORMALIZER, RAW, Clock.systemUTC()).records()
                      == 0);
      assertThat(transactions()).contains("normalizer-7-0 " + TransactionState.ONGOING);
      zombie.goOn();

      // then
      assertEachHasOneFateAndOneRow();
    }
  }

  @Test
  void aWriterThatWakesUpAfterItsPartitionsMovedWritesWhatIsThere() throws Exception {
    try (MemberProcess zombie = MemberProcess.start(place, ZOMBIE, log());
        Member heir = Member.start(place, 0, new Hold())) {
      await().atMost(PATIENCE).until(() -> shared(Member.WRITER) && heir.works());

      // when it is frozen before a commit, and another wants to write the same
      zombie.hold(Member.WRITER, 0);
      stream.send(600, Duration.ZERO);
      zombie.awaitHeld();
      zombie.freeze();
      await().atMost(PATIENCE).until(() -> members(Member.WRITER) == 1);
      double retries = heir.retries();
      await().atMost(PATIENCE).until(() -> heir.retries() > retries);
      zombie.goOn();

      // then
      assertEachHasOneFateAndOneRow();
    }
  }

  private void assertEachHasOneFateAndOneRow() throws Exception {
    OneFate oneFate = new OneFate(RAW, CANONICAL);
    oneFate.await(kafka);
    String url =
        "%s?user=%s&password=%s"
            .formatted(database.jdbcUrl(), database.user(), database.password());
    Verdict verdict =
        new Audit(clients, url, ModelSettings.of(Member.DEFINITIONS), Clock.systemUTC())
            .run(List.of(), PATIENCE)
            .orElseThrow(() -> new AssertionError("a stage did not catch up"));
    assertThat(verdict.equations())
        .allSatisfy(equation -> assertThat(equation.violations()).as(equation.name()).isEmpty());
    int published = CANONICAL.stream().mapToInt(topic -> kafka.readAll(topic).size()).sum();
    assertThat(rows("app.events")).isEqualTo(published).isPositive();
    assertThat(kafka.readAll(Topics.DEAD_WRITER.name())).isEmpty();
  }

  private int rows(String table) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + table)) {
      assertThat(row.next()).isTrue();
      return row.getInt(1);
    }
  }

  /** Whether two members of a stage have partitions each. */
  private boolean shared(String group) throws Exception {
    return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
            .filter(member -> !member.assignment().topicPartitions().isEmpty())
            .count()
        == 2;
  }

  private int members(String group) throws Exception {
    return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().size();
  }

  /** Each transactional id with its state. */
  private List<String> transactions() throws Exception {
    return admin.listTransactions().all().get().stream()
        .map(listing -> listing.transactionalId() + " " + listing.state())
        .toList();
  }

  private static Path log() throws Exception {
    return Files.createDirectories(Path.of("target")).resolve("zombie.log");
  }
}
