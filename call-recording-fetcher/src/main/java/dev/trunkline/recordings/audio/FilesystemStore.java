package dev.trunkline.recordings.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A folder of recordings, {@code ab/cd/<sha256>.mp3}, unfinished ones in {@code .incoming}. Several
 * processes may share it. A POSIX file system whose rename is atomic is needed.
 */
public final class FilesystemStore implements AudioStore {

  private final Path root;
  private final Access access;
  private final Spool spool;

  /**
   * Makes the folder if need be, and clears away what nobody finishes any more.
   *
   * @param root of the store, and of nothing else
   * @throws IOException if it cannot be written to
   */
  public FilesystemStore(Path root, Access access, Limits limits) throws IOException {
    this.root = root.toAbsolutePath().normalize();
    this.access = access;
    // Below the root, since a rename is atomic only within one file system.
    this.spool = new Spool(this.root.resolve(".incoming"), access, limits);
  }

  @Override
  public Incoming begin() throws IOException {
    return spool.begin(this::land);
  }

  @Override
  public boolean has(String sha256) throws IOException {
    Optional<InputStream> there = open(sha256);
    if (there.isPresent()) {
      there.get().close();
    }
    return there.isPresent();
  }

  @Override
  public Optional<InputStream> open(String sha256) throws IOException {
    for (AudioType type : AudioType.values()) {
      try {
        return Optional.of(Files.newInputStream(root.resolve(ContentName.of(sha256, type))));
      } catch (NoSuchFileException e) {
        // Of another type, or of none.
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {}

  /** What is there already is replaced by its equal, so that one torn by a power cut is healed. */
  private void land(Path whole, String sha256, AudioType type) throws IOException {
    Path target = root.resolve(ContentName.of(sha256, type));
    Path folder = target.resolveSibling("");
    access.makeFolder(folder);
    Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
    // All of them, since another process may have made them and not come to this line.
    sync(folder);
    sync(folder.resolveSibling(""));
    sync(root);
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }
}
