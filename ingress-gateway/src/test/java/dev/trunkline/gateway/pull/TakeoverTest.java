package dev.trunkline.gateway.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.vendor.FakeConvoso;
import dev.trunkline.load.vendor.Script;
import dev.trunkline.load.vendor.ScriptedCall;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.Keys;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Translation.Element;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Two gateways, of which the one that polls is killed without warning {@code -Dtrunkline.kills}
 * times at moments of {@code -Dtrunkline.seed}, while the vendor has a call every quarter second.
 */
@WithBackbone
class TakeoverTest {

  private static final int KILLS = Integer.getInteger("trunkline.kills", 1);
  private static final long SEED = Long.getLong("trunkline.seed", 6);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String POLL = "dialer/log/poll";

  private final Random random = new Random(SEED);
  private final Clock clock = Clock.systemUTC();
  private final Set<String> calls = new TreeSet<>();
  private int number;

  @Test
  void theOtherTakesOverAndNothingIsLeftOut(Backbone backbone) throws Exception {
    Path log = Files.createDirectories(Path.of("target")).resolve("killed-pollers.log");
    Files.deleteIfExists(log);
    List<Duration> takeovers = new ArrayList<>();
    Map<String, MemberProcess> gateways = new HashMap<>();
    try (FakeConvoso vendor = FakeConvoso.start(clock, Script.of());
        Admin admin = Admin.create(Map.of("bootstrap.servers", backbone.bootstrapServers()))) {
      Definitions definitions = Given.hurried(vendor.base());
      try (Members topics = new Members(backbone, clock, () -> definitions, false, "convoso")) {
        for (String name : List.of("a", "b")) {
          gateways.put(name, start(backbone, vendor, name, log));
        }
        awaitPolledSince(topics, vendor, clock.instant(), Duration.ofSeconds(60));
        for (int kill = 0; kill < KILLS; kill++) {
          // when the one that polls is killed
          Instant moment = clock.instant().plusMillis(random.nextInt(2_500));
          await().pollDelay(Duration.ZERO).until(() -> traffic(vendor, moment));
          String active = Objects.requireNonNull(active(admin));
          Objects.requireNonNull(gateways.remove(active)).close();
          Instant dead = clock.instant();

          // then the other polls soon
          awaitPolledSince(topics, vendor, dead, SOON);
          takeovers.add(Duration.between(dead, clock.instant()));
          assertThat(active(admin)).isNotEqualTo(active);
          gateways.put(active, start(backbone, vendor, active, log));
        }
        Instant lastCall = clock.instant();
        await().atMost(SOON).until(() -> isPolledSince(topics, lastCall));
        System.out.printf("kills %d, takeovers %s, calls %d%n", KILLS, takeovers, calls.size());

        // and every call was published, by positions that never went back
        assertThat(published(topics, definitions)).containsAll(calls);
        assertThat(positions(backbone)).isSorted();
        assertThat(topics.deliveries("convoso").stream().map(ConsumerRecord::key))
            .doesNotHaveDuplicates();
      }
    } finally {
      gateways.values().forEach(MemberProcess::close);
    }
  }

  private static MemberProcess start(Backbone backbone, FakeConvoso vendor, String name, Path log)
      throws IOException {
    return MemberProcess.start(backbone.bootstrapServers(), vendor.base(), name, log);
  }

  /** A call that just ended; whether the moment has come. */
  private boolean traffic(FakeConvoso vendor, Instant until) {
    ScriptedCall call = ScriptedCall.of(number++, clock.instant().minusSeconds(3), 2);
    vendor.add(call);
    calls.add("dialer/" + call.callLogId());
    return !clock.instant().isBefore(until);
  }

  private void awaitPolledSince(
      Members topics, FakeConvoso vendor, Instant since, Duration patience) {
    await()
        .atMost(patience)
        .pollInterval(Duration.ofMillis(250))
        .until(
            () -> {
              boolean more = traffic(vendor, since);
              return more && isPolledSince(topics, since);
            });
  }

  private static boolean isPolledSince(Members topics, Instant since) {
    PullJob poll = topics.jobs().get(POLL);
    return poll != null && Objects.requireNonNull(poll.at()).isAfter(since);
  }

  /** The gateway that has the source's partition. */
  private static @Nullable String active(Admin admin)
      throws ExecutionException, InterruptedException {
    TopicPartition partition =
        new TopicPartition(
            Topics.PULLS_ASKED.name(), Keys.partition("dialer", Topics.PULLS_ASKED.partitions()));
    return admin
        .describeConsumerGroups(List.of(PullLoop.GROUP))
        .describedGroups()
        .get(PullLoop.GROUP)
        .get()
        .members()
        .stream()
        .filter(member -> member.assignment().topicPartitions().contains(partition))
        .map(MemberDescription::clientId)
        .map(id -> id.substring("pulls-".length()))
        .findFirst()
        .orElse(null);
  }

  private static List<Instant> positions(Backbone backbone) {
    return backbone.kafka().readAll(Topics.PULLS_JOBS.name()).stream()
        .filter(record -> POLL.equals(record.key()))
        .map(record -> EventJson.mapper().readValue(record.value(), PullJob.class).at())
        .toList();
  }

  private static Set<String> published(Members topics, Definitions definitions) {
    Set<String> published = new TreeSet<>();
    topics.deliveries("convoso").stream()
        .map(record -> Delivery.of(HeaderMaps.read(record.headers()), record.value()))
        .flatMap(delivery -> definitions.translator().translate(delivery).elements().stream())
        .flatMap(
            element ->
                element instanceof Element.Understood understood
                    ? understood.events().stream()
                    : Stream.of())
        .map(CanonicalEvent::entity)
        .forEach(published::add);
    return published;
  }
}
