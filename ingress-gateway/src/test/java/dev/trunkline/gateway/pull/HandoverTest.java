package dev.trunkline.gateway.pull;

import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.PullJob.Phase;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.vendor.FakeConvoso;
import dev.trunkline.load.vendor.Script;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.Keys;
import dev.trunkline.plumbing.outbound.Outbound;
import dev.trunkline.plumbing.outbound.OutboundSettings;
import dev.trunkline.plumbing.outbound.Resolver;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Definitions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A member that stood still between a transaction's offsets and its records, and came back. */
@WithBackbone
class HandoverTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String ID = "0190f3c8-0007-7c1e-9f0b-3a1d2c4b5e6f";
  private static final TopicPartition ASKED =
      new TopicPartition(
          Topics.PULLS_ASKED.name(), Keys.partition("dialer", Topics.PULLS_ASKED.partitions()));

  private final Steps clock = new Steps();

  @Test
  void whatItCommitsLateIsKnownToWhoeverHasTheSourceNow(Backbone backbone) {
    KafkaClients clients = new KafkaClients(backbone.bootstrapServers());
    try (FakeConvoso vendor = FakeConvoso.start(clock, Script.of());
        Outbound outbound =
            new Outbound(
                OutboundSettings.DEFAULT.allowing(Given.settings("any").allowed()),
                Resolver.system(),
                clock,
                new SimpleMeterRegistry());
        KafkaProducer<String, byte[]> frozen = new KafkaProducer<>(transactional(clients));
        Admin admin = Admin.create(clients.common())) {
      Definitions definitions = Given.dialer(vendor.base());
      try (Members members = new Members(backbone, clock, () -> definitions, false, "convoso")) {
        // given: a member that was asked, told the group so, and stood still
        frozen.initTransactions();
        frozen.beginTransaction();
        askedOf(clients, members, frozen);

        // when another has the source, and the first one's records come
        members.start(new VendorAsking(() -> definitions, outbound, null, clock));
        await().atMost(PATIENCE).until(() -> hasTheSource(admin));
        int before = clock.calls.get();
        long soon = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        await()
            .atMost(PATIENCE)
            .until(() -> clock.calls.get() > before + 50 || System.nanoTime() > soon);
        var unused =
            frozen.send(
                Letters.state(
                    ASKED.partition(), Jobs.asked(ask(), "convoso", "log", Script.MORNING)));
        frozen.commitTransaction();

        // then it is done
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  PullJob job = members.jobs().get("dialer/log/" + ID);
                  return job != null && job.phase() == Phase.DONE;
                });
      }
    }
  }

  private static void askedOf(
      KafkaClients clients, Members members, KafkaProducer<String, byte[]> producer) {
    Map<String, Object> config = clients.consumer(PullLoop.GROUP, 10);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(CooperativeStickyAssignor.class.getName()));
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
      consumer.subscribe(List.of(ASKED.topic()));
      members.ask(ask());
      await().atMost(PATIENCE).until(() -> !consumer.poll(Duration.ofMillis(50)).isEmpty());
      producer.sendOffsetsToTransaction(
          Map.of(ASKED, new OffsetAndMetadata(consumer.position(ASKED))), consumer.groupMetadata());
    }
  }

  private static boolean hasTheSource(Admin admin) throws ExecutionException, InterruptedException {
    return admin
        .describeConsumerGroups(List.of(PullLoop.GROUP))
        .describedGroups()
        .get(PullLoop.GROUP)
        .get()
        .members()
        .stream()
        .anyMatch(member -> member.assignment().topicPartitions().contains(ASKED));
  }

  private static Map<String, Object> transactional(KafkaClients clients) {
    Map<String, Object> config = clients.producer();
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "pulls-frozen");
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 60_000);
    return config;
  }

  private static PullAsk ask() {
    return new PullAsk(
        PullAsk.Ask.FETCH,
        "dialer",
        ID,
        "log",
        Script.MORNING.minus(Duration.ofDays(2)),
        Script.MORNING.minus(Duration.ofDays(1)),
        null,
        Script.MORNING,
        "test",
        null);
  }

  /** It stands still, and is looked at by every step of the loop. */
  private static final class Steps extends Clock {

    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public Instant instant() {
      calls.incrementAndGet();
      return Script.MORNING;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
