package dev.trunkline.recordings;

import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.Loop;
import dev.trunkline.plumbing.Transactions;
import dev.trunkline.plumbing.failure.FailurePolicy;
import dev.trunkline.plumbing.failure.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is asked and what has waited long enough, lets every search take its turn, and commits
 * what comes of it: how the searches stand, what is told, timers and offsets in one Kafka
 * transaction, or nothing at all (KIP-447). It never waits for a vendor, nor for a timer: a
 * partition whose first record is not due is paused, and looked at again when it is.
 *
 * <p>Whoever has a partition of one of its topics has that partition of all of them, so one member
 * alone deals with a call.
 */
final class RecordingLoop implements Loop {

  private static final Logger LOG = LoggerFactory.getLogger(RecordingLoop.class);

  /** Consumer group of the stage. */
  static final String GROUP = "recordings";

  private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
  private static final Duration PRUNE_EVERY = Duration.ofHours(1);
  private static final int MOST_TURNS = 500;

  /**
   * How much too late a timer may be before its search is taken up without it. One that was written
   * with a wrong clock may stand before others for days.
   */
  private static final Duration NO_TIMER = Duration.ofMinutes(1);

  private static final Duration RING_EVERY = Duration.ofSeconds(10);

  private final Transactions transactions;
  private final Policies policies;
  private final Attempts attempts;
  private final RecordingMeters meters;
  private final Clock clock;
  private final Duration look;
  private final KafkaConsumer<String, byte[]> consumer;
  private final JobTable table;
  private final Shelf shelf = new Shelf();
  private final Set<Integer> owned = new TreeSet<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private volatile boolean stopping;
  private volatile @Nullable Instant quietUntil;
  private Instant pruned = Instant.MIN;
  private Instant rung = Instant.MIN;
  private int rounds;

  /**
   * A loop that has not begun.
   *
   * @param instance unique among the members that run, and the same after a restart
   * @param look longest look at the topics while nothing comes: how late a timer may be noticed
   */
  RecordingLoop(
      KafkaClients clients,
      String instance,
      Policies policies,
      Attempts attempts,
      RecordingMeters meters,
      Clock clock,
      Duration look) {
    this.look = look;
    this.transactions = new Transactions(clients, "recordings-" + instance);
    this.policies = policies;
    this.attempts = attempts;
    this.meters = meters;
    this.clock = clock;
    this.table = new JobTable(clients);
    Map<String, Object> config = clients.consumer(GROUP, MOST_TURNS);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(RangeAssignor.class.getName()));
    this.consumer = new KafkaConsumer<>(config);
  }

  @Override
  public void run() {
    try {
      consumer.subscribe(topics(), new Ownership());
      while (!stopping) {
        try {
          step();
        } catch (WakeupException e) {
          // Asked to stop; the condition sees it.
        } catch (InterruptException e) {
          stopping = true;
        } catch (RuntimeException e) {
          if (FailurePolicy.of(e).verdict() == Verdict.STOP) {
            throw e;
          }
          recover(e);
        }
      }
    } finally {
      attempts.close();
      transactions.close();
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
    }
  }

  /** Every topic that it reads. */
  static List<String> topics() {
    List<String> topics = new ArrayList<>();
    topics.add(Topics.RECORDINGS_WANTED.name());
    Topics.RETRY_DELAYS.forEach(delay -> topics.add(Topics.retry(delay).name()));
    return topics;
  }

  /**
   * When the next thing is to happen by itself, {@link Instant#MAX} if nothing is. Null while
   * something is being done.
   */
  @Nullable Instant quietUntil() {
    return quietUntil;
  }

  private void step() {
    Instant before = clock.instant();
    boolean idle = true;
    for (ConsumerRecord<String, byte[]> record : consumer.poll(wait(before))) {
      idle = false;
      shelf.add(record);
    }
    // Taken before the time is told: a wait begins when its attempt is over, not before.
    List<Attempts.Done> answers = attempts.take(MOST_TURNS);
    Instant now = clock.instant();
    Session session = new Session(table, policies, now);
    Map<TopicPartition, Long> read = take(session, now);
    Set<Integer> heard = new HashSet<>(ringOverdue(session, now));
    for (Attempts.Done done : answers) {
      if (!owned.contains(done.partition())) {
        continue; // it ended while it was being abandoned
      }
      heard.add(done.partition());
      session.hear(done.partition(), done.tried());
    }
    if (!read.isEmpty() || !heard.isEmpty()) {
      quietUntil = null;
      commit(session, read, heard);
      idle = false;
    } else if (idle) {
      catchUp();
    }
    hold();
    meters.observe(table, now);
    if (pruned.plus(PRUNE_EVERY).isBefore(now)) {
      table.prune(now);
      pruned = now;
    }
    quietUntil = idle && attempts.isEmpty() && !owned.isEmpty() ? next() : null;
  }

  private Instant next() {
    return Stream.of(shelf.next(), table.nextDue())
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** Lets what is due take its turn. Returns how far each partition was dealt with. */
  private Map<TopicPartition, Long> take(Session session, Instant now) {
    Map<TopicPartition, Long> read = new HashMap<>();
    int turns = 0;
    // Another one first each time: none waits for ever behind a partition that is never done.
    List<TopicPartition> waiting = new ArrayList<>(shelf.waiting());
    Collections.rotate(waiting, ++rounds);
    for (TopicPartition partition : waiting) {
      while (turns < MOST_TURNS) {
        ConsumerRecord<String, byte[]> record = shelf.take(partition, now);
        if (record == null) {
          break;
        }
        session.read(record);
        read.put(partition, record.offset() + 1);
        turns++;
      }
    }
    return read;
  }

  /** Returns the partitions of those that it rang. */
  private Set<Integer> ringOverdue(Session session, Instant now) {
    Set<Integer> partitions = new HashSet<>();
    if (!rung.isAfter(now) && rung.plus(RING_EVERY).isAfter(now)) {
      return partitions;
    }
    rung = now;
    for (int partition : owned) {
      for (Job job : table.overdue(partition, now.minus(NO_TIMER), MOST_TURNS)) {
        partitions.add(partition);
        session.hear(partition, new Signal.Rang(job.callId(), job.ticket()));
      }
    }
    return partitions;
  }

  private void commit(Session session, Map<TopicPartition, Long> read, Set<Integer> heard) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    read.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
    for (int partition : heard) {
      // Of what was read nothing may be new; but the group must see that it is still ours to tell.
      TopicPartition wanted = new TopicPartition(Topics.RECORDINGS_WANTED.name(), partition);
      Long first = shelf.first(wanted);
      offsets.putIfAbsent(
          wanted, new OffsetAndMetadata(first == null ? consumer.position(wanted) : first));
    }
    transactions.commit(session.records(), offsets, consumer.groupMetadata());
    offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    meters.count(session.turns(), clock.instant());
    for (Session.Changed change : session.commit()) {
      attempts.begin(change.partition(), change.job());
    }
  }

  /**
   * Behind the last record of a transaction stands its marker, which nobody is given: it is passed
   * without a turn, or the group would seem to be behind for ever.
   */
  private void catchUp() {
    Map<TopicPartition, OffsetAndMetadata> passed = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      long position = shelf.waiting().contains(partition) ? -1 : consumer.position(partition);
      if (position > committed.getOrDefault(partition, 0L)) {
        passed.put(partition, new OffsetAndMetadata(position));
      }
    }
    if (!passed.isEmpty()) {
      consumer.commitSync(passed);
      passed.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    }
  }

  /** Pauses what is not due, and takes up again what has been dealt with. */
  private void hold() {
    Set<TopicPartition> waiting = new HashSet<>(shelf.waiting());
    waiting.retainAll(consumer.assignment());
    Set<TopicPartition> free = new HashSet<>(consumer.paused());
    free.removeAll(waiting);
    consumer.pause(waiting);
    consumer.resume(free);
  }

  private Duration wait(Instant now) {
    Instant next = shelf.next();
    if (attempts.hasDone() || (next != null && !next.isAfter(now))) {
      return Duration.ZERO;
    }
    Duration left = next == null ? look : Duration.between(now, next);
    return left.compareTo(look) < 0 ? left : look;
  }

  /**
   * What had not been committed is begun again from what had: the outcome of a commit may be
   * unknown, so the searches are read anew as well.
   */
  private void recover(RuntimeException failure) {
    quietUntil = null;
    LOG.warn("recordings: a step failed and is made again: {}", describe(failure));
    transactions.close();
    attempts.abandon(owned);
    shelf.clear();
    try {
      pause();
      requireTakenUp();
      table.restore(owned, clock.instant());
      rewind();
      resume(owned);
    } catch (RuntimeException e) {
      if (!(e instanceof WakeupException || e instanceof InterruptException)) {
        LOG.warn("recordings: could not go back to what was committed yet: {}", describe(e));
        // A new assignment restores everything, once the broker answers.
        consumer.unsubscribe();
        owned.clear();
        consumer.subscribe(topics(), new Ownership());
      }
    }
  }

  /**
   * Whoever was assigned partitions keeps them, also if taking them up failed, and is not told of
   * them again: without their searches every timer of theirs would seem stale, and be lost.
   */
  private void requireTakenUp() {
    for (TopicPartition partition : consumer.assignment()) {
      if (!owned.contains(partition.partition())) {
        throw new IllegalStateException("an assignment could not be taken up");
      }
    }
  }

  private static String describe(RuntimeException failure) {
    return failure instanceof KafkaException || failure instanceof IllegalStateException
        ? failure.getClass().getSimpleName() + ": " + failure.getMessage()
        : failure.toString();
  }

  private void pause() {
    try {
      LockSupport.parkNanos(AFTER_FAILURE.toNanos());
    } finally {
      if (Thread.currentThread().isInterrupted()) {
        stopping = true;
      }
    }
  }

  private void rewind() {
    Set<TopicPartition> assigned = consumer.assignment();
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(assigned);
    for (TopicPartition partition : assigned) {
      OffsetAndMetadata offset = committed.get(partition);
      if (offset == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, offset);
      }
    }
    consumer.resume(assigned);
  }

  /** Makes anew what a restart cut short. */
  private void resume(Collection<Integer> partitions) {
    for (int partition : partitions) {
      for (Job job : List.copyOf(table.of(partition))) {
        if (job.phase() == Job.Phase.TRYING) {
          attempts.begin(partition, job);
        }
      }
    }
  }

  /** Stops after the step that is being made. */
  @Override
  public void close() {
    stopping = true;
    consumer.wakeup();
  }

  /** Searches come and go with their partitions. */
  private final class Ownership implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Map<Integer, Long> topics =
          partitions.stream()
              .collect(Collectors.groupingBy(TopicPartition::partition, Collectors.counting()));
      if (topics.values().stream().anyMatch(count -> count != topics().size())) {
        throw new IllegalStateException(
            "the topics of recordings have different numbers of partitions");
      }
      Set<Integer> numbers = topics.keySet();
      if (numbers.isEmpty()) {
        return;
      }
      quietUntil = null;
      transactions.begin(); // what an earlier life of ours left open ends before the table is read
      table.restore(numbers, clock.instant());
      owned.addAll(numbers);
      resume(numbers);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      Set<Integer> numbers =
          partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
      quietUntil = null;
      attempts.abandon(numbers);
      shelf.drop(numbers);
      committed.keySet().removeAll(partitions);
      table.forget(numbers);
      owned.removeAll(numbers);
    }
  }
}
