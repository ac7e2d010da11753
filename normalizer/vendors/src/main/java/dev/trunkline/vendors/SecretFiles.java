package dev.trunkline.vendors;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The files of secrets that a sources file names: whoever changes one of them means the secret to
 * change, without a restart. Not thread-safe.
 */
final class SecretFiles {

  private final Map<Path, WatchedFile> watched = new LinkedHashMap<>();
  private final Set<Path> mentioned = new LinkedHashSet<>();

  /** A file is about to be read: from now on any other bytes are a change. */
  void seen(Path file) {
    mentioned.add(file);
    watched.computeIfAbsent(file, WatchedFile::new).settle();
  }

  /** All that is named has been read: what was not seen since the last time is let go. */
  void done() {
    watched.keySet().retainAll(mentioned);
    mentioned.clear();
  }

  /** Looks once; whether one has changed and nobody writes to it. */
  boolean look() {
    boolean changed = false;
    for (WatchedFile file : watched.values()) {
      changed |= file.look() != null;
    }
    return changed;
  }
}
