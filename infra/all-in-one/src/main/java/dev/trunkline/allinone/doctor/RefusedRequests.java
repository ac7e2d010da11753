package dev.trunkline.allinone.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.canonical.Topics;
import dev.trunkline.gateway.diagnosis.RefusedRequest;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.workbench.RecentRecords;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads refused requests from {@code rejected.v1}. */
final class RefusedRequests {

  /** Bodies of 64 KiB come along with them: a list must stay a look. */
  private static final long MOST_LISTED = 10_000;

  private final KafkaClients clients;

  RefusedRequests(KafkaClients clients) {
    this.clients = clients;
  }

  /**
   * The newest of a source, or of all where none is named, the newest last; those that are among
   * the last ten thousand.
   */
  List<RefusedRequest> newest(@Nullable String source, int most) {
    Deque<RefusedRequest> newest = new ArrayDeque<>();
    read(
        null,
        MOST_LISTED,
        refused -> source == null || refused.source().equals(source),
        refused -> {
          newest.addLast(refused);
          if (newest.size() > most) {
            newest.removeFirst();
          }
        });
    return List.copyOf(newest);
  }

  /** The one with this id; its time stands in it, so that only what is younger is read. */
  Optional<RefusedRequest> find(UUID id) {
    Deque<RefusedRequest> found = new ArrayDeque<>();
    Instant minted = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    read(
        minted.minusSeconds(1),
        Long.MAX_VALUE,
        refused -> id.toString().equals(refused.id()),
        found::addLast);
    return Optional.ofNullable(found.peekLast());
  }

  private void read(
      @Nullable Instant since,
      long most,
      Predicate<RefusedRequest> meant,
      Consumer<RefusedRequest> visitor) {
    RecentRecords.read(
        clients,
        Topics.REJECTED.name(),
        since,
        most,
        record -> {
          RefusedRequest refused = of(record);
          if (refused != null && meant.test(refused)) {
            visitor.accept(refused);
          }
        });
  }

  /** Null where something else wrote it. */
  private static @Nullable RefusedRequest of(ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      if (header.value() != null) {
        headers.put(header.key(), new String(header.value(), UTF_8));
      }
    }
    try {
      return record.value() == null ? null : RefusedRequest.of(headers, record.value());
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }
}
