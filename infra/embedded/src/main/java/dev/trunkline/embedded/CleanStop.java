package dev.trunkline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Says whether the last broker on a folder stopped cleanly, which spares the next one the recovery
 * of every partition. Kafka has a mark of its own, and sets it too easily: where a start failed
 * halfway, because it takes for granted that a fault has ended its process by then, and before what
 * it closed is on the disk. So both marks are needed, and ours is the last thing that is written.
 */
final class CleanStop {

  private static final String KAFKAS = ".kafka_cleanshutdown";
  private static final String OURS = "stopped-cleanly";

  private CleanStop() {}

  /**
   * Before a broker starts: what is not known to have stopped cleanly is recovered by it.
   *
   * @throws CannotStart where the marks cannot be taken away
   */
  static void begin(Path logFolder) {
    Path home = logFolder.resolveSibling("");
    try {
      if (!Files.deleteIfExists(home.resolve(OURS))
          && Files.deleteIfExists(logFolder.resolve(KAFKAS))) {
        Folders.syncNames(logFolder);
      }
      Folders.syncNames(home);
    } catch (IOException e) {
      throw new CannotStart("Kafka's folder %s cannot be written: %s".formatted(logFolder, e), e);
    }
  }

  /** After a broker that met no fault has stopped. */
  static void end(Path logFolder) {
    Path home = logFolder.resolveSibling("");
    try {
      syncIndexes(logFolder);
      Files.writeString(home.resolve(OURS), "");
      Folders.syncNames(home);
    } catch (IOException e) {
      // The next start recovers what need not be, and loses nothing.
    }
  }

  /** Closing puts an entry into each, through memory, and leaves it to the system to write it. */
  private static void syncIndexes(Path logFolder) throws IOException {
    try (Stream<Path> partitions = Files.list(logFolder)) {
      for (Path partition : partitions.filter(Files::isDirectory).toList()) {
        Folders.sync(partition);
      }
    }
    Folders.sync(logFolder);
  }
}
