package dev.trunkline.recordings;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.EventType;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.vendor.FakeConvoso;
import dev.trunkline.load.vendor.Script;
import dev.trunkline.load.vendor.ScriptedCall;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Definitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stage, killed without warning in the midst of its work {@code -Dtrunkline.kills} times at
 * moments of {@code -Dtrunkline.seed}, and started again at once: no search is lost or doubled,
 * none is early, and the store holds what is told and nothing else.
 */
@WithBackbone
class KilledTest {

  private static final int KILLS = Integer.getInteger("trunkline.kills", 1);
  private static final long SEED = Long.getLong("trunkline.seed", 5);
  private static final int CALLS_A_LIFE = 16;

  private final Random random = new Random(SEED);
  private final Clock clock = Clock.systemUTC();
  private final KilledCalls calls = new KilledCalls(random);

  /** When each that was killed was dead. */
  private final List<Instant> kills = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void killedAgainAndAgainItEndsEverySearchOnceAndAsItMust(Backbone backbone) throws Exception {
    Path vendors = folder.resolve("vendors");
    HurriedVendor.write(vendors);
    Path log = Files.createDirectories(Path.of("target")).resolve("killed-members.log");
    Files.deleteIfExists(log);
    try (FakeConvoso vendor = FakeConvoso.start(clock, Script.of());
        Members members = new Members(backbone, clock, call -> Given.policy(true))) {
      Definitions definitions = Dialer.definitions(HurriedVendor.read(vendors), vendor.base());
      // when
      for (int life = 0; life <= KILLS; life++) {
        ask(members, vendor, definitions);
        try (MemberProcess member =
            MemberProcess.start(
                backbone.bootstrapServers(), vendor.base(), store(), vendors, log)) {
          if (life < KILLS) {
            awaitItsMoment(life, vendor);
            assertThat(member.isAlive()).as("see " + log).isTrue();
          } else {
            await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> assertThat(open(backbone.kafka())).isEmpty());
          }
        }
        if (life < KILLS) {
          kills.add(clock.instant());
        }
      }

      // then
      List<RecordingEvent> told = members.told();
      verify(told);
      verifyNothingIsUnderWay(backbone.kafka(), members);
      Watched watched = Watched.of(searches(backbone.kafka()), vendor.requests(), calls.all());
      watched.verify(kills);
      verifyStore(told);
      System.out.println(watched.summary(kills));
    }
  }

  private Path store() {
    return folder.resolve("store");
  }

  private void ask(Members members, FakeConvoso vendor, Definitions definitions) {
    for (int i = 0; i < CALLS_A_LIFE; i++) {
      ScriptedCall call = calls.next(clock.instant());
      vendor.add(call);
      // Told as completed and as logged.
      Dialer.requests(definitions, call).forEach(members::ask);
      Dialer.requests(definitions, call).forEach(members::ask);
    }
  }

  /** Mostly amidst attempts and downloads; at times whenever, also before it has taken over. */
  private void awaitItsMoment(int life, FakeConvoso vendor) {
    Duration more = Duration.ofMillis(random.nextInt(400));
    if (life % 3 == 1) {
      more = Duration.ofMillis(1_500 + random.nextInt(7_000));
    } else {
      int visits = vendor.requests().size() + 1 + random.nextInt(40);
      await()
          .atMost(Duration.ofSeconds(40))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> vendor.requests().size() >= visits);
    }
    await().pollDelay(more).atMost(more.plusSeconds(10)).until(() -> true);
  }

  /** Calls whose search has not ended, and how it stands. */
  private List<String> open(Kafka kafka) {
    Map<String, List<Job>> searches = searches(kafka);
    return calls.all().stream()
        .map(call -> "dialer/" + call.callLogId())
        .map(
            call ->
                call
                    + " "
                    + (searches.containsKey(call) ? searches.get(call).getLast().phase() : "none"))
        .filter(state -> !state.endsWith(Job.Phase.ENDED.name()))
        .toList();
  }

  /** Every state that was committed, by call. */
  private static Map<String, List<Job>> searches(Kafka kafka) {
    return kafka.readAll(Topics.RECORDINGS_JOBS.name()).stream()
        .map(record -> Job.read(record.value()))
        .collect(groupingBy(Job::callId));
  }

  private void verify(List<RecordingEvent> told) {
    Map<String, List<RecordingEvent>> byCall =
        told.stream().collect(groupingBy(event -> String.valueOf(event.vendorCallId())));
    assertThat(byCall.keySet())
        .isEqualTo(calls.all().stream().map(ScriptedCall::callLogId).collect(toSet()));
    for (ScriptedCall call : calls.all()) {
      List<EventType> types =
          byCall.get(call.callLogId()).stream().map(RecordingEvent::eventType).toList();
      boolean appears = call.recordings().getFirst().appearsAt() != null;
      assertThat(types)
          .as(call.callLogId())
          .isEqualTo(
              appears
                  ? List.of(
                      EventType.RECORDING_WANTED,
                      EventType.RECORDING_FOUND,
                      EventType.RECORDING_STORED)
                  : List.of(EventType.RECORDING_WANTED, EventType.RECORDING_GIVEN_UP));
    }
    assertThat(told).extracting(RecordingEvent::eventId).doesNotHaveDuplicates();
  }

  /** What the audit calls E6, read from the topics. */
  private static void verifyNothingIsUnderWay(Kafka kafka, Members members) throws Exception {
    assertThat(kafka.readAll(Topics.DEAD_RECORDINGS.name())).isEmpty();
    try (Admin admin = Admin.create(members.clients.common())) {
      Map<TopicPartition, OffsetAndMetadata> read =
          admin.listConsumerGroupOffsets(RecordingLoop.GROUP).partitionsToOffsetAndMetadata().get();
      for (String topic : RecordingLoop.topics()) {
        assertThat(kafka.readAll(topic))
            .as(topic)
            .allSatisfy(
                record ->
                    assertThat(record.offset())
                        .isLessThan(
                            read.get(new TopicPartition(topic, record.partition())).offset()));
      }
    }
  }

  private void verifyStore(List<RecordingEvent> told) throws IOException {
    Map<String, String> scripted =
        calls.all().stream()
            .collect(
                toMap(
                    ScriptedCall::callLogId,
                    call -> call.recordings().getFirst().audio().sha256()));
    List<RecordingEvent> stored =
        told.stream().filter(e -> e.eventType() == EventType.RECORDING_STORED).toList();
    assertThat(stored)
        .allSatisfy(e -> assertThat(e.sha256()).isEqualTo(scripted.get(e.vendorCallId())));
    Set<String> names = stored.stream().map(RecordingEvent::sha256).collect(toSet());
    Path incoming = store().resolve(".incoming");
    try (Stream<Path> files = Files.walk(store())) {
      List<Path> kept =
          files.filter(Files::isRegularFile).filter(f -> !f.startsWith(incoming)).toList();
      assertThat(kept).hasSameSizeAs(names);
      for (Path file : kept) {
        assertThat(names).contains(digest(file));
        assertThat(file.getFileName().toString()).startsWith(digest(file));
      }
    }
    // What a kill cut short is nobody's, until the hour of the sweep; the last life leaves nothing.
    try (Stream<Path> parts = Files.list(incoming)) {
      List<Path> left = parts.toList();
      assertThat(left).hasSizeLessThanOrEqualTo(KILLS * MemberProcess.AT_ONCE);
      for (Path part : left) {
        assertThat(Files.getLastModifiedTime(part).toInstant()).isBefore(kills.getLast());
      }
      System.out.println("recordings: " + left.size() + " downloads were cut short by kills");
    }
  }

  private static String digest(Path file) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
