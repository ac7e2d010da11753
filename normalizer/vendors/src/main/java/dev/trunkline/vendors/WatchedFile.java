package dev.trunkline.vendors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file that is read again when it changed and nobody writes to it. Not thread-safe. */
final class WatchedFile {

  private static final long MAX_BYTES = 16L << 20;

  private final Path file;
  private final String name;
  private Sight last = Sight.GONE;
  private Sight taken = Sight.GONE;
  private @Nullable String refusal;

  WatchedFile(Path file) {
    this.file = file;
    this.name = String.valueOf(file.getFileName());
  }

  /** Its name without folders. */
  String name() {
    return name;
  }

  /** Why its newest bytes are not taken; null if they are. */
  @Nullable String refusal() {
    return refusal;
  }

  /**
   * Its bytes as they lie.
   *
   * @throws IOException if it cannot be read
   */
  byte[] take() throws IOException {
    settle();
    return Files.readAllBytes(file);
  }

  /** What lies there now is known already. */
  void settle() {
    last = sight();
    taken = last;
  }

  /** Looks once; the new bytes, or null if there are none or somebody writes to them. */
  byte @Nullable [] look() {
    Sight sight = sight();
    boolean settled = sight.equals(last);
    last = sight;
    if (!settled) {
      return null;
    }
    if (sight.equals(taken) || sight.refusal() != null) {
      taken = sight;
      refusal = sight.refusal();
      return null;
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (!sight().equals(sight)) {
        return null;
      }
      taken = sight;
      refusal = null;
      return bytes;
    } catch (IOException e) {
      // Not taken: it is read again at the next look.
      refusal = VendorDirectory.unreadable(name, e);
      return null;
    }
  }

  private Sight sight() {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      if (!is.isRegularFile() || is.size() > MAX_BYTES) {
        return Sight.refused(name + ": is no file, or larger than " + MAX_BYTES + " bytes");
      }
      TreeMap<String, Sight.Stamp> seen = new TreeMap<>();
      seen.put(name, new Sight.Stamp(is.size(), is.lastModifiedTime()));
      return new Sight(seen, null);
    } catch (NoSuchFileException e) {
      return Sight.refused(name + ": is not there");
    } catch (IOException e) {
      return Sight.refused(VendorDirectory.unreadable(name, e));
    }
  }
}
