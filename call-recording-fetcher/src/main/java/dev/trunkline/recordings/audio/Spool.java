package dev.trunkline.recordings.audio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;

/**
 * The folder of unfinished files. Several processes may share it, also from several machines, where
 * a process id says nothing: so what was not written to for long enough is nobody's, by the file
 * system's own clock.
 */
final class Spool {

  /** How much may be written until the disk's reserve is looked at again. */
  static final long CHECK_EVERY = 8L << 20;

  private static final String SUFFIX = ".part";

  private final Path folder;
  private final Access access;
  private final Limits limits;
  private FileTime sweptAt = FileTime.fromMillis(0);

  Spool(Path folder, Access access, Limits limits) throws IOException {
    this.folder = folder;
    this.access = access;
    this.limits = limits;
    access.makeFolder(folder);
    Path probe = create();
    try {
      sweep(Files.getLastModifiedTime(probe));
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  Limits limits() {
    return limits;
  }

  Incoming begin(Landing landing) throws IOException {
    requireRoom();
    Path file = create();
    try {
      sweep(Files.getLastModifiedTime(file));
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      return new Incoming(this, landing, file, channel);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  void requireRoom() throws IOException {
    FileStore disk = Files.getFileStore(folder);
    long reserve = limits.reserve(disk.getTotalSpace());
    long usable = disk.getUsableSpace();
    if (usable < reserve) {
      throw new NoRoom(usable, reserve);
    }
  }

  private Path create() throws IOException {
    Path file = folder.resolve(UUID.randomUUID() + SUFFIX);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    access.grant(file);
    return file;
  }

  /** At the start, and then as often as something can have become nobody's. */
  private synchronized void sweep(FileTime now) throws IOException {
    Instant before = now.toInstant().minus(limits.abandoned());
    if (sweptAt.toInstant().isAfter(before)) {
      return;
    }
    sweptAt = now;
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path leftover : leftovers) {
        sweep(leftover, before);
      }
    }
  }

  private static void sweep(Path leftover, Instant before) throws IOException {
    try {
      if (Files.getLastModifiedTime(leftover).toInstant().isBefore(before)) {
        Files.deleteIfExists(leftover);
      }
    } catch (NoSuchFileException e) {
      // Finished, or swept by another.
    }
  }
}
