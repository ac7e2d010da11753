package dev.trunkline.vendors;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the answers of a pure function for the texts asked lately: at most {@code size} of
 * them, in two generations, without a lock. When the younger is full, the older is forgotten.
 */
final class Remembered<T> {

  private final int half;
  private volatile ConcurrentHashMap<String, T> young = new ConcurrentHashMap<>();
  private volatile ConcurrentHashMap<String, T> old = new ConcurrentHashMap<>();

  /** Remembers nothing yet. */
  Remembered(int size) {
    half = size / 2;
  }

  /** The function's answer, remembered or new. */
  T get(String text, Function<String, T> function) {
    ConcurrentHashMap<String, T> now = young;
    @Nullable T known = now.get(text);
    if (known != null) {
      return known;
    }
    known = old.get(text);
    T answer = known == null ? function.apply(text) : known;
    if (now.size() >= half) {
      turnOver();
    }
    now.put(text, answer);
    return answer;
  }

  private synchronized void turnOver() {
    // Another thread may have been quicker.
    if (young.size() >= half) {
      old = young;
      young = new ConcurrentHashMap<>();
    }
  }
}
