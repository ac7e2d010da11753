package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.PullJob.Kind;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.Keys;
import dev.trunkline.plumbing.Loop;
import dev.trunkline.plumbing.Transactions;
import dev.trunkline.plumbing.failure.Failure;
import dev.trunkline.plumbing.failure.FailurePolicy;
import dev.trunkline.plumbing.failure.Verdict;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.History;
import dev.trunkline.vendors.Pulls;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls vendors' histories and does what is asked of them. Whoever has a partition of {@code
 * pulls.asked.v1} owns every source whose key belongs there, so one gateway alone asks a vendor for
 * a source. What was fetched, how the pull stands and what was asked commit in one Kafka
 * transaction (KIP-447), or not at all: a member that lost a source cannot move its position.
 */
final class PullLoop implements Loop {

  private static final Logger LOG = LoggerFactory.getLogger(PullLoop.class);

  /** Consumer group of the pull side. */
  static final String GROUP = "pulls";

  private static final String ASKED = Topics.PULLS_ASKED.name();

  /**
   * Webhooks are in the same topics: behind a transaction that a kill left open they would wait.
   */
  private static final Duration LEFT_OPEN = Duration.ofSeconds(6);

  private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
  private static final Duration LOOK_ROUND = Duration.ofSeconds(1);
  private static final int MOST_ASKS = 500;

  private final Transactions transactions;
  private final Supplier<Definitions> definitions;
  private final PullSettings settings;
  private final boolean canCompare;
  private final Attempts attempts;
  private final PullMeters meters;
  private final Clock clock;
  private final Duration look;
  private final KafkaConsumer<String, byte[]> consumer;
  private final JobTable table;
  private final Map<String, Seen> seen = new HashMap<>();
  private final Precedence precedence = new Precedence();
  private final Set<Integer> owned = new TreeSet<>();
  private final Map<Integer, Long> committed = new HashMap<>();
  private volatile boolean stopping;
  private Instant lookedRound = Instant.MIN;

  /**
   * A loop that has not begun.
   *
   * @param canCompare whether there are rows of ours to compare lists with
   * @param look longest look at the topic while nothing comes
   */
  PullLoop(
      KafkaClients clients,
      Supplier<Definitions> definitions,
      PullSettings settings,
      boolean canCompare,
      Attempts attempts,
      PullMeters meters,
      Clock clock,
      Duration look) {
    this.transactions = new Transactions(clients, "pulls-" + settings.instance(), LEFT_OPEN);
    this.definitions = definitions;
    this.settings = settings;
    this.canCompare = canCompare;
    this.attempts = attempts;
    this.meters = meters;
    this.clock = clock;
    this.look = look;
    this.table = new JobTable(clients);
    Map<String, Object> config = clients.consumer(GROUP, MOST_ASKS);
    // So that an operator sees who asks for which sources.
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, GROUP + "-" + settings.instance());
    // Only what changes hands is interrupted.
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(CooperativeStickyAssignor.class.getName()));
    this.consumer = new KafkaConsumer<>(config);
  }

  @Override
  public void run() {
    try {
      consumer.subscribe(List.of(ASKED), new Ownership());
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

  private void step() {
    Map<Integer, Long> read = new HashMap<>();
    Iterable<ConsumerRecord<String, byte[]>> asks = consumer.poll(look);
    // Taken after the poll: a rebalance in it may have given sources away.
    List<Attempts.Done> brought = attempts.take();
    Instant now = clock.instant();
    Desk desk = new Desk(table, definitions.get(), settings, this::seen, now);
    for (ConsumerRecord<String, byte[]> record : asks) {
      read.put(record.partition(), record.offset() + 1);
      take(desk, record);
    }
    for (Attempts.Done done : brought) {
      if (owned.contains(done.partition())) {
        desk.hear(done);
      }
    }
    if (lookedRound.plus(LOOK_ROUND).isBefore(now)) {
      lookRound(desk, now);
    }
    if (!desk.isEmpty() || !read.isEmpty()) {
      commit(desk, read);
    } else {
      catchUp();
    }
    begin(now);
  }

  private void take(Desk desk, ConsumerRecord<String, byte[]> record) {
    try {
      desk.ask(record.partition(), Letters.read(record));
    } catch (RuntimeException e) {
      boolean unreadable = e instanceof IllegalArgumentException;
      Failure failure = FailurePolicy.of(e);
      if (!unreadable && failure.verdict() != Verdict.ISOLATE) {
        throw e;
      }
      // Internal: only ours write here, and a request that is left out has no bytes of a vendor.
      LOG.warn(
          "{}-{}@{} is left out: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          unreadable ? e.getMessage() : failure.reason());
      meters.unreadable();
    }
  }

  /** Standing polls of new sources, nightly comparisons, gauges. */
  private void lookRound(Desk desk, Instant now) {
    lookedRound = now;
    for (Source source : definitions.get().sources().all()) {
      int partition = Keys.partition(source.id(), Topics.PULLS_ASKED.partitions());
      Pulls pulls = owned.contains(partition) ? Pulls.of(definitions.get(), source.id()) : null;
      if (pulls == null || pulls.unavailable() != null) {
        continue;
      }
      for (String api : pulls.polled()) {
        desk.poll(partition, pulls, api);
        if (settings.reconcile() && canCompare && pulls.reconciles()) {
          nightly(desk, partition, pulls, api, now);
        }
      }
    }
    table.prune(now);
    meters.observe(table.all(), now);
  }

  private void nightly(Desk desk, int partition, Pulls pulls, String api, Instant now) {
    History history = pulls.history(api);
    PullJob poll = table.get(partition, pulls.source() + "/" + api + "/" + PullJob.POLL);
    if (poll == null || history == null || history.subject() == Subject.RECORDINGS) {
      return;
    }
    List<PullJob> jobs =
        table.of(partition).stream().filter(job -> job.source().equals(pulls.source())).toList();
    PullAsk ask = Nightly.ask(poll, jobs, settings.reconcileAt(), now);
    if (ask != null) {
      desk.ask(partition, ask);
    }
  }

  private void commit(Desk desk, Map<Integer, Long> read) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    read.forEach(
        (partition, offset) ->
            offsets.put(new TopicPartition(ASKED, partition), new OffsetAndMetadata(offset)));
    for (int partition : desk.partitions()) {
      // Of what was asked nothing may be new; but the group must see that it is still ours.
      TopicPartition asked = new TopicPartition(ASKED, partition);
      offsets.computeIfAbsent(asked, own -> new OffsetAndMetadata(consumer.position(own)));
    }
    transactions.commit(desk.records(), offsets, consumer.groupMetadata());
    offsets.forEach((partition, at) -> committed.put(partition.partition(), at.offset()));
    desk.commit().forEach(meters::turned);
  }

  /** Behind a transaction's last record stands its marker, which nobody is given. */
  private void catchUp() {
    Map<TopicPartition, OffsetAndMetadata> passed = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      long position = consumer.position(partition);
      if (position > committed.getOrDefault(partition.partition(), 0L)) {
        passed.put(partition, new OffsetAndMetadata(position));
      }
    }
    if (!passed.isEmpty()) {
      consumer.commitSync(passed);
      passed.forEach((partition, at) -> committed.put(partition.partition(), at.offset()));
    }
  }

  /** Begins the next step of each source that has none. */
  private void begin(Instant now) {
    Rules rules = new Rules(now);
    for (int partition : owned) {
      Map<String, List<PullJob>> bySource =
          table.of(partition).stream().collect(Collectors.groupingBy(PullJob::source));
      bySource.forEach(
          (source, jobs) -> {
            if (attempts.isBusy(source) || Jobs.arePaused(jobs, now)) {
              return;
            }
            jobs.stream()
                .filter(job -> isDue(job, now))
                .sorted(precedence.of(source))
                .map(job -> next(rules, job, source))
                .filter(step -> step != null)
                .findFirst()
                .ifPresent(
                    step -> {
                      precedence.begins(step.job());
                      attempts.begin(partition, step);
                    });
          });
    }
  }

  private static boolean isDue(PullJob job, Instant now) {
    Instant due = Jobs.due(job);
    return !job.isEnded() && !job.api().equals(PullJob.FILE) && (due == null || !due.isAfter(now));
  }

  private @Nullable Step next(Rules rules, PullJob job, String source) {
    Pulls pulls = Pulls.of(definitions.get(), source);
    History history = pulls == null ? null : pulls.history(job.api());
    if (job.kind() == Kind.POLL
        && (pulls == null || pulls.unavailable() != null || !pulls.polled().contains(job.api()))) {
      return null; // its position is kept, for when it is wanted again
    }
    if (history == null) {
      Instant at = job.at() == null ? job.askedAt() : job.at();
      return new Step(job, at, at, at); // it will be told that there is no such history
    }
    return rules.next(job, history);
  }

  private Seen seen(PullJob job) {
    return seen.computeIfAbsent(job.source() + "/" + job.api(), fresh -> new Seen(clock.instant()));
  }

  /**
   * What had not been committed is begun again from what had: the outcome of a commit may be
   * unknown, so everything is taken up anew, as by a member that just came.
   */
  private void recover(RuntimeException failure) {
    LOG.warn(
        "pulls: a step failed and is made again: {}",
        failure instanceof KafkaException || failure instanceof IllegalStateException
            ? failure.getClass().getSimpleName() + ": " + failure.getMessage()
            : failure.toString());
    transactions.close();
    forget(Set.copyOf(owned));
    LockSupport.parkNanos(AFTER_FAILURE.toNanos());
    if (Thread.currentThread().isInterrupted()) {
      stopping = true;
      return;
    }
    consumer.unsubscribe();
    consumer.subscribe(List.of(ASKED), new Ownership());
  }

  private void forget(Collection<Integer> partitions) {
    attempts.abandon(partitions);
    table.forget(partitions);
    owned.removeAll(partitions);
    committed.keySet().removeAll(partitions);
    seen.keySet()
        .removeIf(
            key ->
                partitions.contains(
                    Keys.partition(
                        key.substring(0, key.indexOf('/')), Topics.PULLS_ASKED.partitions())));
  }

  /** Stops after the step that is being made. */
  @Override
  public void close() {
    stopping = true;
    consumer.wakeup();
  }

  /** Sources come and go with their partitions. */
  private final class Ownership implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Set<Integer> numbers = numbers(partitions);
      if (numbers.isEmpty()) {
        return;
      }
      transactions.begin(); // what an earlier life of ours left open ends before the table is read
      // And another's: its offsets may be with the brokers before its records are. The group's are
      // not told before that transaction is over.
      var unused = consumer.committed(Set.copyOf(partitions));
      table.restore(numbers, clock.instant());
      owned.addAll(numbers);
      lookedRound = Instant.MIN;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      forget(numbers(partitions));
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
      return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }
  }
}
