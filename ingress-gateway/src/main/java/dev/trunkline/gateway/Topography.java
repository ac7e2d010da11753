package dev.trunkline.gateway;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * Keeps the producer knowing where the topics are, so that a send never has to ask. Asks anew all
 * the time: the producer forgets a topic that it has not sent to for five minutes.
 */
final class Topography implements AutoCloseable {

  private static final Duration EVERY = Duration.ofMillis(200);
  private static final Duration SOON = Duration.ofMillis(20);

  private final Producer<String, byte[]> producer;
  private final CountDownLatch complete = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Set<String> wanted;
  private volatile Set<String> unknown;

  Topography(Producer<String, byte[]> producer, Set<String> wanted) {
    this.producer = producer;
    this.wanted = Set.copyOf(wanted);
    this.unknown = this.wanted;
  }

  /** Starts to ask, until closed. */
  void start() {
    Thread.ofPlatform().name("gateway-topography").daemon().start(this::surveys);
  }

  /** Asks for these topics from now on; false if not all are known within the limit. */
  boolean want(Set<String> topics, Duration limit) throws InterruptedException {
    wanted = Set.copyOf(topics);
    long end = System.nanoTime() + limit.toNanos();
    while (!survey()) {
      if (System.nanoTime() > end || closed.await(SOON.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  /** Topics that a send would fail for now; empty if all is well. */
  Set<String> unknown() {
    return unknown;
  }

  /** Waits until all topics were known once; false if they are not within the limit. */
  boolean await(Duration limit) throws InterruptedException {
    return complete.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void surveys() {
    try {
      do {
        survey();
      } while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean survey() {
    Set<String> missing = new TreeSet<>();
    for (String topic : wanted) {
      if (!known(topic)) {
        missing.add(topic);
      }
    }
    unknown = Set.copyOf(missing);
    if (missing.isEmpty()) {
      complete.countDown();
    }
    return missing.isEmpty();
  }

  private boolean known(String topic) {
    try {
      return !producer.partitionsFor(topic).isEmpty();
    } catch (KafkaException | IllegalStateException e) {
      // Not known yet: the question itself made the producer ask a broker. Or it is closing.
      return false;
    }
  }
}
