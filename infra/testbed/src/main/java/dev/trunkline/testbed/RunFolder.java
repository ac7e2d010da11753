package dev.trunkline.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one test run. It is known to be abandoned when nobody holds its lock, and then the
 * next run removes it.
 */
final class RunFolder {

  private static final String LOCK = "running";

  private final Path path;

  /** Held, never read: closing it would let go of the folder. */
  private final FileChannel lock;

  private RunFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  static RunFolder in(Path testbed) {
    try {
      Files.createDirectories(testbed);
      removeAbandoned(testbed);
      Path path = Files.createDirectory(testbed.resolve("run-" + ProcessHandle.current().pid()));
      FileChannel lock =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock.lock();
      return new RunFolder(path, lock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  /** Removes a part of the folder; what cannot be removed is left to the next run. */
  void remove(String part) {
    if (lock.isOpen()) {
      delete(path.resolve(part));
    }
  }

  private static void removeAbandoned(Path testbed) throws IOException {
    try (Stream<Path> runs = Files.list(testbed)) {
      runs.filter(run -> run.getFileName().toString().startsWith("run-"))
          .filter(RunFolder::abandoned)
          .forEach(RunFolder::delete);
    }
  }

  private static boolean abandoned(Path run) {
    try (FileChannel channel =
            FileChannel.open(
                run.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock taken = channel.tryLock()) {
      return taken != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : List.copyOf(walk.sorted(Comparator.reverseOrder()).toList())) {
        Files.delete(path);
      }
    } catch (IOException | UncheckedIOException leftToTheNextRun) {
      // A test's result does not depend on tidiness.
    }
  }
}
