package dev.trunkline.allinone;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.vendor.FakeVendors;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.StateTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sources of the four fake vendors, and how they are pulled. */
final class FourVendors {

  private FourVendors() {}

  /** A sources file in which each vendor's history is at the fakes' base. */
  static Path sources(Path folder, FakeVendors vendors, String every) throws IOException {
    return Files.writeString(
        folder.resolve("sources.yaml"),
        """
        sources:
          - id: convoso
            vendor: convoso
            allow_unsigned: true
            pull: {secret: token-of-the-fake, api: "BASE", every: EVERY}
          - id: knowlarity
            vendor: knowlarity
            allow_unsigned: true
            own_numbers: ["+919000099999"]
            pull:
              secrets: {api_key: knowlarity-key-of-the-fake, sr_key: knowlarity-authorization-of-the-fake}
              api: "BASE"
              every: EVERY
          - id: onecom
            vendor: onecom
            zone: Asia/Jerusalem
            allow_unsigned: true
            pull: {secret: onecom-key-of-the-fake, settings: {tenant: acme}, api: "BASE", every: EVERY}
          - id: knowrithm
            vendor: knowrithm
            allow_unsigned: true
            pull:
              secrets: {api_key: knowrithm-key-of-the-fake, api_secret: knowrithm-secret-of-the-fake}
              api: "BASE"
              every: EVERY
        """
            .replace("BASE", vendors.base().toString())
            .replace("EVERY", every));
  }

  /** Asks for it; the id of the job. */
  static String ask(
      KafkaClients clients, PullAsk.Ask ask, String source, Instant from, Instant to) {
    PullAsk asked =
        new PullAsk(
            ask, source, DeliveryIds.next(), null, from, to, null, Instant.now(), "test", null);
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(clients.producer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.PULLS_ASKED.name(), source, EventJson.mapper().writeValueAsBytes(asked)))
          .get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return String.valueOf(asked.id());
  }

  /** How every pull stands, by key. */
  static Map<String, PullJob> jobs(KafkaClients clients) {
    Map<String, PullJob> jobs = new LinkedHashMap<>();
    new StateTopic(clients, Topics.PULLS_JOBS)
        .read(
            IntStream.range(0, Topics.PULLS_JOBS.partitions()).boxed().toList(),
            record ->
                jobs.put(
                    record.key(), EventJson.mapper().readValue(record.value(), PullJob.class)));
    return jobs;
  }
}
