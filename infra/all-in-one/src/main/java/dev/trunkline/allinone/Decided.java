package dev.trunkline.allinone;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What {@code up} decides of the settings before anything runs, whatever the environment says. */
final class Decided {

  /** The name of the definitions' archive in the data folder. */
  static final String ARCHIVE = "definitions";

  private Decided() {}

  /** Settings by their keys; those of a running server come later. */
  static Map<String, Object> by(InstallationOptions options) {
    Path data = options.data.toAbsolutePath().normalize();
    Map<String, Object> decided = new HashMap<>();
    decided.put("server.address", "127.0.0.1");
    decided.put("trunkline.kafka.replication", "1");
    decided.put("trunkline.gateway.journal.durability", "single-node");
    decided.put("trunkline.gateway.journal.folder", data.resolve(GatewayJournal.NAME).toString());
    decided.put("trunkline.definitions.archive", data.resolve(ARCHIVE).toString());
    decided.put("trunkline.recordings.store.folder", data.resolve("recordings").toString());
    decided.put("trunkline.demo-sources", options.sources == null);
    return decided;
  }
}
