package dev.trunkline.gateway;

import dev.trunkline.vendors.Door;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Signatures that cover a time, of deliveries that are kept: one that comes again is the same
 * request again, sent by whoever overheard it, and is answered as it was without being kept twice.
 * What is forgotten here, at a start or for want of room, is a duplicate that the writer knows.
 * Safe for all event loops.
 */
final class Replays {

  private final Map<String, String> kept;

  /** Remembers so many. */
  Replays(int most) {
    this.kept =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > most;
          }
        };
  }

  /** What makes a genuine request this one and no other; null if its proofs cover no time. */
  static @Nullable String key(Door door, Verdict.Genuine genuine) {
    return genuine.signed().isEmpty()
        ? null
        : door.source()
            + genuine.signed().stream()
                .map(Verdict.Signed::signature)
                .collect(Collectors.joining("\n", "\n", ""));
  }

  /** The delivery that a request with this key was kept as; null if none is known. */
  synchronized @Nullable String seen(String key) {
    return kept.get(key);
  }

  /** A request is kept. */
  synchronized void keep(String key, String deliveryId) {
    kept.put(key, deliveryId);
  }
}
