package dev.trunkline.allinone;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.load.Post;
import dev.trunkline.load.Repertoire;
import dev.trunkline.load.Story;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.vendors.Translation.Element;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Deliveries into the raw topics as a gateway would keep them, each about somebody else. */
final class DeliveryStream implements AutoCloseable {

  private final Clock clock = Clock.systemUTC();
  private final List<Story> stories =
      Repertoire.of(Member.DEFINITIONS.vendors(), Member.DEFINITIONS.sources()).stories().stream()
          .filter(this::asksForNothing)
          .toList();
  private final AtomicInteger sent = new AtomicInteger();
  private final KafkaProducer<String, byte[]> producer;

  DeliveryStream(String bootstrapServers) {
    producer = new KafkaProducer<>(new KafkaClients(bootstrapServers).producer());
  }

  /** How many there were. */
  int sent() {
    return sent.get();
  }

  /** So many more, with a pause between each two; returns when all are kept. */
  void send(int count, Duration pause) {
    for (int i = 0; i < count; i++) {
      int number = sent.incrementAndGet();
      producer.send(record(delivery(stories.get(number % stories.size()), number)));
      LockSupport.parkNanos(pause.toNanos());
    }
    producer.flush();
  }

  /** Nobody is here who would pull a vendor's history or fetch a recording. */
  private boolean asksForNothing(Story story) {
    return Member.DEFINITIONS
        .translator()
        .translate(
            story.sample().delivery(DeliveryIds.next(), story.door().source(), clock.instant()))
        .elements()
        .stream()
        .noneMatch(
            element ->
                element instanceof Element.Understood(var events, var requests)
                    && (!requests.isEmpty()
                        || events.stream().anyMatch(event -> event.eventType().isNotification())));
  }

  private Delivery delivery(Story story, int number) {
    Post post = story.anew(number);
    return new Delivery(
        DeliveryIds.next(),
        story.door().source(),
        story.sample().vendor(),
        story.door().name(),
        clock.instant(),
        post.method(),
        post.query(),
        post.contentType(),
        "192.0.2.1",
        "none",
        null,
        Map.of(),
        null,
        post.body());
  }

  private static ProducerRecord<String, byte[]> record(Delivery delivery) {
    return new ProducerRecord<>(
        "raw." + delivery.vendor() + ".v1",
        null,
        delivery.id(),
        delivery.body(),
        HeaderMaps.write(delivery.headers()));
  }

  @Override
  public void close() {
    producer.close();
  }
}
