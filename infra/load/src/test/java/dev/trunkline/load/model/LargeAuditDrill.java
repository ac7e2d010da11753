package dev.trunkline.load.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.AuditProcess;
import dev.trunkline.load.Ledger;
import dev.trunkline.load.ReadByStages;
import dev.trunkline.load.model.Processing.Part;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.TopicKeeper;
import dev.trunkline.store.Batch;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.WithBackbone;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An audit of {@code -Dtrunkline.deliveries} deliveries made up straight into topics and tables, in
 * a process of {@code -Dtrunkline.heap}: not in the suite, on demand with {@code
 * -Dtest=LargeAuditDrill}. It prints what the audit took; what it asserts is that three faults
 * among them are named, and nothing else.
 */
@WithBackbone
class LargeAuditDrill {

  private static final int DELIVERIES = Integer.getInteger("trunkline.deliveries", 20_000);
  private static final String HEAP = System.getProperty("trunkline.heap", "256m");
  private static final boolean TABLES =
      Boolean.parseBoolean(System.getProperty("trunkline.tables", "true"));
  private static final int BATCH = 250;
  private static final Instant NOW =
      Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).minusSeconds(90_000);

  /** What the broker would not take: the audit would name it, and not what was planted. */
  private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();

  @Test
  void threeFaultsAmongManyAreNamed(Backbone backbone, @TempDir Path folder) throws Exception {
    // given
    Writer writer = new Writer();
    Settings settings =
        new Settings(List.of(new Settings.Source("big", null, List.of(), List.of(), List.of())));
    writer.begin(settings);
    Path ledger = folder.resolve("sent.ndjson");
    KafkaClients clients = new KafkaClients(backbone.bootstrapServers());
    Map<String, Object> fast = new HashMap<>(clients.producer());
    fast.put("linger.ms", 20);
    fast.put("batch.size", 262_144);
    long begun = System.nanoTime();
    try (Admin admin = Admin.create(clients.common());
        KafkaProducer<String, byte[]> producer = new KafkaProducer<>(fast);
        BufferedWriter promises = Files.newBufferedWriter(ledger)) {
      new TopicKeeper(admin, (short) 1).ensure(Topics.all(List.of("onecom")));
      for (int from = 0; from < DELIVERIES; from += BATCH) {
        List<Processing> some = new ArrayList<>();
        for (int i = from; i < Math.min(DELIVERIES, from + BATCH); i++) {
          some.add(delivery(i));
          publish(some.getLast(), i, producer, promises);
        }
        if (TABLES) {
          writer.write(
              List.of(
                  new Batch(
                      some.stream()
                          .flatMap(p -> p.published().stream())
                          .map(Published::told)
                          .toList(),
                      some.stream().map(Processing::manifest).toList())));
        }
      }
      producer.flush();
      assertThat(failures).isEmpty();
      new ReadByStages(clients, admin).everything();
    }
    if (TABLES) {
      writer.execute("delete from app.calls where call_id = 'big/7'");
    }
    System.out.printf(
        "%,d deliveries made up in %d s%n",
        DELIVERIES, (System.nanoTime() - begun) / 1_000_000_000);

    // when
    List<String> told =
        AuditProcess.run(
            HEAP, clients.bootstrapServers(), TABLES ? writer.jdbcUrl() : "", ledger, "big");

    // then
    told.forEach(System.out::println);
    assertThat(told)
        .anyMatch(line -> line.contains("E1") && line.contains(delivery(3).deliveryId()));
    assertThat(told)
        .anyMatch(line -> line.contains("E1") && line.contains(delivery(5).deliveryId()));
    assertThat(told).filteredOn(line -> line.startsWith("violation E1")).hasSize(2);
    if (TABLES) {
      assertThat(told)
          .filteredOn(line -> line.startsWith("violation E5"))
          .allMatch(line -> line.contains("big/7"))
          .isNotEmpty();
    }
  }

  private void publish(
      Processing processing, int number, KafkaProducer<String, byte[]> to, BufferedWriter promises)
      throws Exception {
    String id = processing.deliveryId();
    byte[] body = ("{\"uniqueid\":\"" + number + "\"}").getBytes(UTF_8);
    promises.write(
        EventJson.mapper()
            .writeValueAsString(
                new Ledger.Entry(
                    "big", Ledger.sha256(body), processing.receivedAt().toString(), 202, id, 1)));
    promises.newLine();
    if (number == 5) {
      body[0] = '[';
    }
    if (number != 3) {
      ProducerRecord<String, byte[]> raw = new ProducerRecord<>("raw.onecom.v1", id, body);
      Map.of("delivery_id", id, "source", "big", "proof", "none")
          .forEach((name, value) -> raw.headers().add(name, value.getBytes(UTF_8)));
      to.send(raw, this::taken);
    }
    for (Published event : processing.published()) {
      to.send(
          new ProducerRecord<>(event.kind().topic(), id, event.json().getBytes(UTF_8)),
          this::taken);
    }
    to.send(
        new ProducerRecord<>("fates.v1", id, EventJson.write(processing.manifest())), this::taken);
  }

  private void taken(@Nullable RecordMetadata record, @Nullable Exception failure) {
    if (failure != null) {
      failures.add(failure);
    }
  }

  /**
   * Every call is told once, every third is a lead too, of as many persons as half of the leads.
   */
  private static Processing delivery(int number) {
    Instant at = NOW.plusSeconds(number % 80_000);
    String phone = "+1%010d".formatted(2_000_000_000L + number / 6);
    List<Said> said = new ArrayList<>();
    said.add(
        Said.of(
            "call.completed",
            at,
            "vendor_call_id",
            Integer.toString(number),
            "status",
            "answered",
            "customer_phone",
            phone,
            "agent_phone",
            "+1%010d".formatted(3_000_000_000L + number % 200)));
    if (number % 3 == 0) {
      said.add(
          Said.of(
              "lead.created",
              at,
              "vendor_lead_id",
              "L" + number,
              "phone",
              phone,
              "phone_status",
              "valid"));
    }
    UUID id = new UUID(at.toEpochMilli() << 16 | 0x7000, 0x8000000000000000L | number);
    return new Processing(
        id.toString(), null, "big", at, "h", true, List.of(new Part(Fate.CANONICAL, said)));
  }
}
