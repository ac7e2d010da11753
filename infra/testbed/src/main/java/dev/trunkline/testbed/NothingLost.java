package dev.trunkline.testbed;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Promise P1, acknowledged means kept: a test tells it every acknowledged delivery, and asks at the
 * end whether each is in a raw topic byte for byte. A delivery may be there more than once (a send
 * of unknown outcome is repeated), never in two versions.
 */
public final class NothingLost {

  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
  private final Set<String> twice = ConcurrentHashMap.newKeySet();

  /**
   * A 2xx was seen. Safe from many threads.
   *
   * @param deliveryId what the answer's {@code X-Delivery-Id} said
   * @param body the bytes that must be kept: as sent, with declared secrets overwritten as the
   *     definition says
   */
  public void acknowledged(String deliveryId, byte[] body) {
    if (acknowledged.put(deliveryId, sha256(body)) != null) {
      twice.add(deliveryId);
    }
  }

  /** How many deliveries were acknowledged. */
  public int count() {
    return acknowledged.size();
  }

  /** Fails, naming the deliveries, unless each is kept. */
  public void check(Kafka kafka, Collection<String> rawTopics) {
    List<ConsumerRecord<String, byte[]>> kept = new ArrayList<>();
    rawTopics.forEach(topic -> kept.addAll(kafka.readAll(topic)));
    Violations.none("P1, acknowledged means kept", violations(kept));
  }

  /** What is wrong with the records of the raw topics; empty where the promise is kept. */
  List<String> violations(Collection<ConsumerRecord<String, byte[]>> kept) {
    Map<String, Set<String>> found = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : kept) {
      String deliveryId = Objects.requireNonNullElse(Kafka.header(record, "delivery_id"), "");
      found.computeIfAbsent(deliveryId, id -> new HashSet<>()).add(sha256(record.value()));
    }
    List<String> violations = new ArrayList<>();
    twice.forEach(id -> violations.add("delivery %s was acknowledged twice".formatted(id)));
    acknowledged.forEach(
        (id, hash) -> {
          Set<String> versions = found.getOrDefault(id, Set.of());
          if (versions.isEmpty()) {
            violations.add("delivery %s is in no raw topic".formatted(id));
          } else if (!versions.equals(Set.of(hash))) {
            violations.add("delivery %s was kept with other bytes".formatted(id));
          }
        });
    return violations;
  }

  private static String sha256(byte @Nullable [] bytes) {
    try {
      byte[] present = bytes == null ? new byte[0] : bytes;
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(present));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
