package dev.trunkline.vendors;

import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a file or a folder looks without being read: two looks that are equal saw nobody write.
 *
 * @param files size and time by path; empty if nothing is there
 * @param refusal why it cannot be taken as it lies; null if it can
 */
record Sight(SortedMap<String, Stamp> files, @Nullable String refusal) {

  /** Nothing is there. */
  static final Sight GONE = new Sight(new TreeMap<>(), null);

  /**
   * What shows of a file.
   *
   * @param bytes its size
   * @param modified when it was last written to, by the file system's clock
   */
  record Stamp(long bytes, FileTime modified) {}

  /** Copies the map. */
  Sight {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Something that cannot be taken as it lies. */
  static Sight refused(String reason) {
    return new Sight(new TreeMap<>(), reason);
  }

  /** How large it is, in bytes; 0 for what cannot be taken. */
  long bytes() {
    return files.values().stream().mapToLong(Stamp::bytes).sum();
  }

  /** Whether nothing is there. */
  boolean isGone() {
    return files.isEmpty() && refusal == null;
  }
}
