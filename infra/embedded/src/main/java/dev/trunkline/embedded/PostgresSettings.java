package dev.trunkline.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the embedded Postgres is told on its command line, where no file in the data folder can
 * overrule it.
 */
final class PostgresSettings {

  private PostgresSettings() {}

  static List<String> arguments(int port) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("listen_addresses", Ports.HOST);
    settings.put("port", Integer.toString(port));
    settings.put("unix_socket_directories", "");
    durability(settings);
    sizes(settings);
    speech(settings);
    List<String> arguments = new ArrayList<>();
    settings.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    return arguments;
  }

  /**
   * A committed row survives a power cut. The builders of these binaries ship a sample that
   * switches this off.
   */
  private static void durability(Map<String, String> settings) {
    settings.put("fsync", "on");
    settings.put("synchronous_commit", "on");
    settings.put("full_page_writes", "on");
  }

  private static void sizes(Map<String, String> settings) {
    settings.put("max_connections", "100");
    settings.put("shared_buffers", "128MB");
    settings.put("max_wal_size", "1GB");
    settings.put("jit", "off");
    // Replication is not offered here: less to write for the same durability.
    settings.put("wal_level", "minimal");
    settings.put("max_wal_senders", "0");
  }

  /**
   * Errors go to the client that made them, never to the log: their text may hold a phone number.
   */
  private static void speech(Map<String, String> settings) {
    settings.put("timezone", "UTC");
    settings.put("log_timezone", "UTC");
    settings.put("lc_messages", "C");
    settings.put("password_encryption", "scram-sha-256");
    settings.put("logging_collector", "off");
    settings.put("log_destination", "stderr");
    settings.put("log_min_messages", "log");
    settings.put("log_min_error_statement", "panic");
    settings.put("log_error_verbosity", "terse");
    settings.put("log_checkpoints", "off");
  }
}
