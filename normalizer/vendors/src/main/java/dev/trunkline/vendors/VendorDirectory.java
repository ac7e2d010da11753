package dev.trunkline.vendors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory with a folder for each vendor. Only what a vendor's folder is made of is looked at
 * and read; hidden files and editors' backups ({@code .x}, {@code x~}) are none of it. Links are
 * followed within the directory, as container platforms mount files, and never out of it.
 */
final class VendorDirectory {

  /** How large all that is taken from one directory may be, in bytes. */
  static final long MAX_BYTES = 64L << 20;

  private static final Set<String> FILES = Set.of("vendor.yaml", "mapping.jsonata", "README.md");
  private static final String SAMPLES = "samples";

  private static final int MAX_FILES = 1_000;
  private static final int MAX_FILE = 16 << 20;
  private static final int DEPTH = 3;

  private final Path directory;
  private final Set<String> further;

  VendorDirectory(Path directory) {
    this(directory, Set.of());
  }

  /**
   * A directory.
   *
   * @param further names of files that its folders have beside those of a vendor
   */
  VendorDirectory(Path directory, Set<String> further) {
    this.directory = directory;
    this.further = further;
  }

  /** Whether a vendor's folder has such a file, by its path in the folder. */
  static boolean isVendors(String file) {
    return FILES.contains(file) || file.startsWith(SAMPLES + "/");
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

  /** How a folder looks now, if it were the only one. */
  Sight look(String name) {
    return look(name, MAX_BYTES);
  }

  /**
   * How a folder looks now.
   *
   * @param room how many of the directory's bytes other folders leave it
   */
  Sight look(String name, long room) {
    try {
      Path root = directory.toRealPath();
      Path folder = within(root, directory.resolve(name), name);
      if (folder == null) {
        return Sight.GONE;
      }
      Look look = new Look(root, name, room);
      look.at(folder, "", 1);
      return new Sight(look.seen, null);
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

  /** One look at one folder; stops where a bound is met. */
  private final class Look {
    private final SortedMap<String, Sight.Stamp> seen = new TreeMap<>();
    private final Path root;
    private final String name;
    private final long room;
    private long bytes;

    Look(Path root, String name, long room) {
      this.root = root;
      this.name = name;
      this.room = room;
    }

    void at(Path folder, String prefix, int depth) throws IOException {
      for (Path path : inside(folder, prefix)) {
        String file = prefix + path.getFileName();
        String where = name + "/" + file;
        Path real = within(root, path, where);
        if (real == null) {
          continue;
        }
        BasicFileAttributes is = Files.readAttributes(real, BasicFileAttributes.class);
        if (is.isDirectory() && depth < DEPTH) {
          at(real, file + "/", depth + 1);
        } else if (is.isRegularFile() && !file.equals(SAMPLES)) {
          add(file, where, new Sight.Stamp(is.size(), is.lastModifiedTime()));
        }
      }
    }

    private List<Path> inside(Path folder, String prefix) throws IOException {
      try (Stream<Path> inside = Files.list(folder)) {
        List<Path> some =
            inside
                .filter(path -> !isIgnored(path) && isKnown(prefix + path.getFileName()))
                .limit(MAX_FILES + 1L)
                .sorted()
                .toList();
        bound(some.size());
        return some;
      }
    }

    private void add(String file, String where, Sight.Stamp stamp) {
      if (stamp.bytes() > MAX_FILE) {
        throw new Refused(where + ": is larger than " + MAX_FILE + " bytes");
      }
      seen.put(file, stamp);
      bound(seen.size());
      bytes += stamp.bytes();
      if (bytes > room) {
        throw new Refused(
            name + ": would make all folders together larger than " + MAX_BYTES + " bytes");
      }
    }

    private void bound(int files) {
      if (files > MAX_FILES) {
        throw new Refused(name + ": has more than " + MAX_FILES + " files");
      }
    }
  }

  private boolean isKnown(String path) {
    return isVendors(path) || path.equals(SAMPLES) || further.contains(path);
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
