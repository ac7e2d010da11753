package dev.trunkline.recordings;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.canonical.RecordingLink;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.plumbing.failure.Failure;
import dev.trunkline.plumbing.failure.FailurePolicy;
import dev.trunkline.plumbing.failure.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The turns that one transaction makes, and the records that they make. Nothing of it is true
 * before the transaction has been committed.
 */
final class Session {

  private final JobTable table;
  private final Policies policies;
  private final Instant now;
  private final Map<String, Changed> changed = new LinkedHashMap<>();
  private final List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
  private final List<Turned> turns = new ArrayList<>();

  Session(JobTable table, Policies policies, Instant now) {
    this.table = table;
    this.policies = policies;
    this.now = now;
  }

  /** A record's turn; one that cannot be read, or heard, becomes a dead letter. */
  void read(ConsumerRecord<String, byte[]> record) {
    Signal signal;
    try {
      signal = Letters.read(record);
    } catch (IllegalArgumentException e) {
      records.add(Letters.dead(record, String.valueOf(e.getMessage())));
      return;
    }
    int made = records.size();
    int heard = turns.size();
    try {
      hear(record.partition(), signal);
    } catch (RuntimeException | Error e) {
      Failure failure = FailurePolicy.of(e);
      if (failure.verdict() != Verdict.ISOLATE) {
        throw e;
      }
      records.subList(made, records.size()).clear();
      turns.subList(heard, turns.size()).clear();
      records.add(Letters.dead(record, failure.reason()));
    }
  }

  /** A signal's turn. */
  void hear(int partition, Signal signal) {
    Changed before = changed.get(signal.callId());
    Job job = before == null ? table.get(partition, signal.callId()) : before.job();
    RecordingRequest call = call(job, signal);
    if (call == null) {
      turns.add(new Turned(signal, null, Turn.stale(null)));
      return;
    }
    Policy policy = policies.of(call);
    Turn turn = Rules.turn(job, signal, policy, now);
    turns.add(new Turned(signal, job, turn));
    Job after = turn.job();
    if (after == null || turn.stale()) {
      return;
    }
    String deliveryId = turn.facts().isEmpty() ? "" : DeliveryIds.next();
    int index = 0;
    for (Fact fact : turn.facts()) {
      RecordingEvent event =
          Facts.event(after.call(), fact, now, deliveryId, index++, policy.publicUrl());
      records.add(Letters.told(event));
    }
    boolean goesOn = signal instanceof Signal.Rang && after.phase() == Job.Phase.WAITING;
    if (!after.equals(job) || goesOn) {
      Job original = before == null ? job : before.original();
      boolean rang = goesOn || (before != null && before.rang());
      changed.put(after.callId(), new Changed(partition, original, after, rang));
    }
  }

  /** What is known of the call; null of one that nobody asked for, or that is forgotten. */
  private static @Nullable RecordingRequest call(@Nullable Job job, Signal signal) {
    if (job == null) {
      return signal instanceof Signal.Asked asked ? asked.request() : null;
    }
    List<RecordingLink> links = new ArrayList<>();
    job.recordings().forEach(recording -> links.add(recording.link()));
    if (signal instanceof Signal.Asked asked) {
      links.addAll(asked.request().links());
    }
    return Calls.with(job.call(), links);
  }

  /** All records of the transaction: what is told, how searches stand, timers. */
  List<ProducerRecord<String, byte[]>> records() {
    List<ProducerRecord<String, byte[]>> all = new ArrayList<>(records);
    for (Changed change : changed.values()) {
      Job job = change.job();
      if (!job.equals(change.original())) {
        all.add(Letters.state(change.partition(), job));
      }
      if (job.phase() == Job.Phase.WAITING && change.needsTimer()) {
        all.add(Letters.timer(change.partition(), job, now));
      }
    }
    return all;
  }

  /** Makes it true. Returns the attempts that are to be made now. */
  List<Changed> commit() {
    List<Changed> attempts = new ArrayList<>();
    for (Changed change : changed.values()) {
      table.put(change.partition(), change.job());
      if (change.job().phase() == Job.Phase.TRYING && change.isNewTicket()) {
        attempts.add(change);
      }
    }
    return attempts;
  }

  /** What was heard and what it did, for counting. */
  List<Turned> turns() {
    return turns;
  }

  /**
   * A job that a transaction changes.
   *
   * @param original as it stood before; null: there was none
   * @param rang whether the timer it waits for was taken off its topic
   */
  record Changed(int partition, @Nullable Job original, Job job, boolean rang) {

    boolean isNewTicket() {
      return original == null || original.ticket() != job.ticket();
    }

    /** A new wait, or the rest of the old one. */
    boolean needsTimer() {
      return isNewTicket() || rang;
    }
  }

  /** One signal and its turn. */
  record Turned(Signal signal, @Nullable Job before, Turn turn) {}
}
