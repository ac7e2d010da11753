package dev.trunkline.recordings;

import dev.trunkline.canonical.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a turn.
 *
 * @param recording which one it is about; null: the search
 * @param attempt attempts made; null: none, or not told
 */
record Fact(
    EventType type,
    @Nullable Recording recording,
    @Nullable Integer attempt,
    @Nullable Instant nextAttemptAt,
    @Nullable String reason) {

  static Fact wanted(Instant due, @Nullable String reason) {
    return new Fact(EventType.RECORDING_WANTED, null, null, due, reason);
  }

  static Fact attempted(int attempt, Instant next, @Nullable String reason) {
    return attempt == 0
        ? wanted(next, reason)
        : new Fact(EventType.RECORDING_ATTEMPTED, null, attempt, next, reason);
  }

  static Fact found(Recording recording, int attempt) {
    return new Fact(EventType.RECORDING_FOUND, recording, positive(attempt), null, null);
  }

  static Fact stored(Recording recording, int attempt) {
    return new Fact(EventType.RECORDING_STORED, recording, positive(attempt), null, null);
  }

  static Fact over(EventType type, @Nullable Recording recording, int attempt, String reason) {
    return new Fact(type, recording, positive(attempt), null, reason);
  }

  private static @Nullable Integer positive(int attempt) {
    return attempt == 0 ? null : attempt;
  }
}
