package dev.trunkline.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * Prepares a new folder for Kafka, as {@code kafka-storage.sh format} does: latest production
 * features.
 */
final class BrokerStorage {

  private BrokerStorage() {}

  /**
   * Formats {@code folder} if it is new: whole and on the disk, or not at all.
   *
   * @throws CannotStart where it cannot be written, or holds something else
   */
  static void prepare(Path folder) {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    Path half = folder.resolveSibling(folder.getFileName() + ".making");
    try {
      Folders.delete(half);
      Files.createDirectories(half);
      format(half);
      Folders.sync(half);
      Files.deleteIfExists(folder);
      Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
      Folders.syncNames(folder.resolveSibling(""));
    } catch (DirectoryNotEmptyException e) {
      throw new CannotStart(
          "Kafka cannot use the folder %s: it holds something else".formatted(folder), e);
    } catch (IOException e) {
      throw new CannotStart("Kafka cannot make its folder %s: %s".formatted(folder, e), e);
    }
  }

  private static void format(Path folder) {
    try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)) {
      new Formatter()
          .setPrintStream(silent)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(BrokerSettings.NODE_ID)
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .setHasDynamicQuorum(false)
          .setMetadataLogDirectory(folder.toString())
          .addDirectory(folder.toString())
          .run();
    } catch (Exception e) {
      throw new CannotStart(
          "Kafka cannot prepare the folder %s: %s".formatted(folder, e.getMessage()), e);
    }
  }
}
