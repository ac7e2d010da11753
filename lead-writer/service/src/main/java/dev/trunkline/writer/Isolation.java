package dev.trunkline.writer;

import dev.trunkline.plumbing.failure.Failure;
import dev.trunkline.plumbing.failure.FailurePolicy;
import dev.trunkline.plumbing.failure.Verdict;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes a batch, and if some of it is bad data, all of it but that. */
final class Isolation {

  private Isolation() {}

  /**
   * Writes all at once; what an element's own fault stops is halved until the bad ones stand alone.
   * What anything else stops is thrown, and nothing is anyone's fault.
   *
   * @param write one transaction
   * @param refuse takes an item that cannot be written, and why
   */
  static <T> void write(List<T> items, Consumer<List<T>> write, BiConsumer<T, Failure> refuse) {
    if (items.isEmpty()) {
      return;
    }
    try {
      write.accept(items);
    } catch (RuntimeException | Error e) {
      Failure failure = FailurePolicy.of(e);
      if (failure.verdict() != Verdict.ISOLATE) {
        throw e;
      }
      if (items.size() == 1) {
        refuse.accept(items.getFirst(), failure);
        return;
      }
      int half = items.size() / 2;
      write(items.subList(0, half), write, refuse);
      write(items.subList(half, items.size()), write, refuse);
    }
  }
}
