package dev.trunkline.allinone;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer that costs something, and is given again until it is old. Whoever asks while it is
 * being made waits for it. Thread-safe.
 */
final class Recent<T> {

  private final Supplier<T> question;
  private final Duration age;
  private final Clock clock;
  private @Nullable Answer<T> last;

  private record Answer<T>(T answer, Instant at) {}

  /**
   * An answer; not asked for yet.
   *
   * @param question asks anew; what it throws is thrown on and not kept
   * @param age from which on an answer is old
   */
  Recent(Supplier<T> question, Duration age, Clock clock) {
    this.question = question;
    this.age = age;
    this.clock = clock;
  }

  /** The last answer, or a new one if that is old. */
  synchronized T get() {
    Instant now = clock.instant();
    Answer<T> known = last;
    // A clock that was set back must not make an answer last for hours.
    if (known == null || now.isBefore(known.at()) || !now.isBefore(known.at().plus(age))) {
      known = new Answer<>(question.get(), clock.instant());
      last = known;
    }
    return known.answer();
  }
}
