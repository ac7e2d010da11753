package dev.trunkline.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
   * Formats {@code folder} if it is new.
   *
   * @throws CannotStart where it cannot be written, or holds something else
   */
  static void prepare(Path folder) {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
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
