package dev.trunkline.vendors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory with a folder for each vendor. Hidden files and editors' backups ({@code .x}, {@code
 * x~}) are none of a folder's; links are followed within the directory, as container platforms
 * mount files, and never out of it.
 */
final class VendorDirectory {

  private static final int MAX_FILES = 1_000;
  private static final int MAX_FILE = 16 << 20;
  private static final long MAX_FOLDER = 64L << 20;
  private static final int DEPTH = 3;

  private final Path directory;

  VendorDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Names of its folders, in their order.
   *
   * @throws IOException if it cannot be listed
   */
  List<String> folders() throws IOException {
    try (Stream<Path> inside = Files.list(directory)) {
      return inside
          .filter(path -> !isIgnored(path) && Files.isDirectory(path))
          .map(path -> String.valueOf(path.getFileName()))
          .sorted()
          .toList();
    }
  }

  /** How a folder looks now. */
  Sight look(String name) {
    SortedMap<String, Sight.Stamp> seen = new TreeMap<>();
    try {
      Path root = directory.toRealPath();
      Path folder = within(root, directory.resolve(name), name);
      if (folder == null) {
        return Sight.GONE;
      }
      collect(root, folder, name, "", 1, seen);
      return new Sight(seen, null);
    } catch (Refused e) {
      return Sight.refused(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return Sight.refused(unreadable(name, e));
    }
  }

  /**
   * The files that a look saw.
   *
   * @throws IOException if one of them cannot be read
   */
  Folder read(String name, Sight sight) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (String file : sight.files().keySet()) {
      try (InputStream in = Files.newInputStream(directory.resolve(name).resolve(file))) {
        files.put(file, in.readNBytes(MAX_FILE));
      }
    }
    return new Folder(name, files);
  }

  /**
   * A folder as it lies there now.
   *
   * @throws Refused if it is none, is too large, or leads elsewhere
   * @throws IOException if it cannot be read
   */
  Folder folder(String name) throws IOException {
    Sight sight = look(name);
    if (sight.refusal() != null) {
      throw new Refused(sight.refusal());
    }
    return read(name, sight);
  }

  /** Says that something cannot be read, by the kind of its cause only. */
  static String unreadable(String name, IOException cause) {
    return name + ": cannot be read (" + cause.getClass().getSimpleName() + ")";
  }

  private static void collect(
      Path root,
      Path folder,
      String name,
      String prefix,
      int depth,
      SortedMap<String, Sight.Stamp> seen)
      throws IOException {
    for (Path path : inside(folder)) {
      String file = prefix + path.getFileName();
      String where = name + "/" + file;
      Path real = within(root, path, where);
      if (real == null) {
        continue;
      }
      BasicFileAttributes is = Files.readAttributes(real, BasicFileAttributes.class);
      if (is.isDirectory() && depth < DEPTH) {
        collect(root, real, name, file + "/", depth + 1, seen);
      } else if (is.isRegularFile()) {
        seen.put(file, new Sight.Stamp(is.size(), is.lastModifiedTime()));
        bound(name, where, is.size(), seen);
      }
    }
  }

  private static void bound(
      String name, String where, long bytes, SortedMap<String, Sight.Stamp> seen) {
    if (bytes > MAX_FILE) {
      throw new Refused(where + ": is larger than " + MAX_FILE + " bytes");
    }
    if (seen.size() > MAX_FILES) {
      throw new Refused(name + ": has more than " + MAX_FILES + " files");
    }
    if (seen.values().stream().mapToLong(Sight.Stamp::bytes).sum() > MAX_FOLDER) {
      throw new Refused(name + ": is larger than " + MAX_FOLDER + " bytes");
    }
  }

  private static List<Path> inside(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(path -> !isIgnored(path)).sorted().toList();
    }
  }

  /** Where a path really leads; null if nothing is there. */
  private static @Nullable Path within(Path root, Path path, String where) throws IOException {
    try {
      Path real = path.toRealPath();
      if (!real.startsWith(root)) {
        throw new Refused(where + ": is a link that leads out of the vendors' directory");
      }
      return real;
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(path)) {
        throw new Refused(where + ": is a link that leads nowhere");
      }
      return null;
    }
  }

  private static boolean isIgnored(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.startsWith(".") || name.endsWith("~");
  }
}
