package dev.trunkline.allinone;

import dev.trunkline.workbench.CommandFailure;
import dev.trunkline.workbench.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one installation, held by one process: the system lets go of it even after a kill.
 */
final class DataFolder implements AutoCloseable {

  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the folder, making it where it is missing.
   *
   * @throws CommandFailure where another process holds it, or it cannot be written to
   */
  static DataFolder take(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    FileChannel channel = null;
    try {
      Files.createDirectories(path);
      channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) != null) {
        return new DataFolder(path, channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "cannot write to the data folder "
              + path
              + " ("
              + e.getClass().getSimpleName()
              + "); choose another with --data");
    }
    throw new CommandFailure(
        ExitCode.REFUSED,
        "another trunkline runs on " + path + "; stop it, or choose another folder with --data");
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  Path path() {
    return path;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  /** A folder in it that only its owner may enter, where the system knows owners. */
  Path privateFolder(String name) {
    Path folder = path.resolve(name);
    try {
      Files.createDirectories(folder);
      if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + folder + " private", e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
