package dev.trunkline.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Says that this process, and no other, uses a data folder. The operating system lets go of it when
 * the process ends, however it ends.
 *
 * <p>Kafka's own {@code .lock} comes too late: a combined node opens, and votes in, the metadata
 * log before it takes it.
 */
final class FolderLock implements AutoCloseable {

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Makes the folder where it is missing, and takes it.
   *
   * @throws CannotStart where another process, or another server in this one, has it
   */
  static FolderLock of(Path folder, String what) {
    FileChannel channel = null;
    try {
      Files.createDirectories(folder);
      channel =
          FileChannel.open(
              folder.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (held(channel)) {
        return new FolderLock(channel);
      }
    } catch (IOException e) {
      close(channel);
      throw new CannotStart("%s cannot use the folder %s: %s".formatted(what, folder, e), e);
    }
    close(channel);
    throw new CannotStart(
        "%s cannot use the folder %s: another process is using it; stop that one, or choose another data folder"
            .formatted(what, folder));
  }

  private static boolean held(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldInThisProcess) {
      return false;
    }
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException ignored) {
      // Nothing was written: the descriptor is gone either way.
    }
  }
}
