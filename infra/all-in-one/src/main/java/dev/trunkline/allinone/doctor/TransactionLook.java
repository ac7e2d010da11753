package dev.trunkline.allinone.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;

/** Looks for transactions that have not ended, as coordinators and as partitions know them. */
record TransactionLook(Admin admin, Clock clock) {

  /** No broker lets a producer ask for more, unless it is told to. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  /** What is open; a partition may know of one that no coordinator will ever end. */
  List<ClusterFacts.Open> open(List<TopicPartition> partitions) {
    Instant now = clock.instant();
    List<ClusterFacts.Open> open = new ArrayList<>();
    ListTransactionsOptions ongoing =
        new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    List<String> ids =
        KafkaLook.get(admin.listTransactions(ongoing).all()).stream()
            .map(TransactionListing::transactionalId)
            .toList();
    KafkaLook.get(admin.describeTransactions(ids).all())
        .forEach(
            (id, found) -> {
              if (found.state() == TransactionState.ONGOING) {
                open.add(known(id, found, now));
              }
            });
    KafkaLook.get(admin.describeProducers(partitions).all())
        .forEach(
            (partition, producers) ->
                producers.activeProducers().stream()
                    .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                    .map(
                        producer ->
                            new ClusterFacts.Open(
                                "a transaction of producer %d on %s"
                                    .formatted(producer.producerId(), partition),
                                since(producer.lastTimestamp(), now),
                                LONGEST))
                    .filter(found -> found.age().compareTo(LONGEST) > 0)
                    .forEach(open::add));
    return open;
  }

  private static ClusterFacts.Open known(String id, TransactionDescription found, Instant now) {
    return new ClusterFacts.Open(
        "transaction " + id,
        since(found.transactionStartTimeMs().orElse(now.toEpochMilli()), now),
        Duration.ofMillis(found.transactionTimeoutMs()));
  }

  private static Duration since(long millis, Instant now) {
    Duration age = Duration.between(Instant.ofEpochMilli(millis), now);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
