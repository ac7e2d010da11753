package dev.trunkline.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Postgres' own programs, unpacked once from the jar that fits this machine. */
final class PostgresBinaries {

  private PostgresBinaries() {}

  /**
   * The folder with {@code bin/postgres}, below {@code home}. It appears whole or not at all,
   * whoever unpacks at the same time.
   *
   * @throws CannotStart where there is no Postgres for this machine, or the folder cannot be
   *     written
   */
  static Path unpackedIn(Path home) {
    String archive = archiveFor(System.getProperty("os.name"), System.getProperty("os.arch"));
    Path folder = home.resolve(archive.replace(".txz", "-" + size(archive)));
    if (Files.isExecutable(folder.resolve("bin/postgres"))) {
      return folder;
    }
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
      if (packed == null) {
        throw new CannotStart(
            "Postgres cannot start: %s is not on the class path".formatted(archive));
      }
      Files.createDirectories(home);
      Path half = Files.createTempDirectory(home, ".unpacking-");
      try {
        unpack(packed, half);
        Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
        publish(half, folder);
      } finally {
        Folders.delete(half);
      }
      return folder;
    } catch (IOException e) {
      throw new CannotStart("Postgres cannot be unpacked into %s: %s".formatted(home, e), e);
    }
  }

  /** The archive's name in its jar. Alpine (musl) is not served. */
  static String archiveFor(String os, String arch) {
    String system = os.toLowerCase(Locale.ROOT);
    boolean arm = arch.equals("aarch64") || arch.equals("arm64");
    boolean intel = arch.equals("amd64") || arch.equals("x86_64");
    if (arm || intel) {
      if (system.contains("linux")) {
        return arm ? "postgres-linux-arm_64.txz" : "postgres-linux-x86_64.txz";
      }
      if (system.contains("mac")) {
        return arm ? "postgres-darwin-arm_64.txz" : "postgres-darwin-x86_64.txz";
      }
    }
    throw new CannotStart(
        "there is no embedded Postgres for %s on %s; use a Postgres server of your own"
            .formatted(os, arch));
  }

  /** Tells one release's archive from another's, so that an upgrade of the jar is unpacked anew. */
  private static String size(String archive) {
    URL packed = PostgresBinaries.class.getResource("/" + archive);
    if (packed == null) {
      throw new CannotStart(
          "Postgres cannot start: %s is not on the class path".formatted(archive));
    }
    try {
      return Long.toString(packed.openConnection().getContentLengthLong());
    } catch (IOException e) {
      throw new CannotStart("Postgres cannot start: %s cannot be read".formatted(archive), e);
    }
  }

  private static void publish(Path half, Path folder) throws IOException {
    try {
      Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (FileSystemException e) {
      // Somebody else was first: theirs is as good as ours.
      if (!Files.isExecutable(folder.resolve("bin/postgres"))) {
        throw e;
      }
    }
  }

  private static void unpack(InputStream packed, Path into) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (wanted(entry.getName())) {
          write(tar, entry, into);
        }
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
      throws IOException {
    Path target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException("entry outside the archive: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      boolean executable = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  /** What only people who compile against Postgres need stays in the jar. */
  private static boolean wanted(String name) {
    return !name.startsWith("include/") && !name.contains("/pgxs/") && !name.endsWith(".a");
  }
}
