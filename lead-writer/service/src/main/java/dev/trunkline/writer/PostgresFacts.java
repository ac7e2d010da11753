package dev.trunkline.writer;

import dev.trunkline.store.SchemaVersion;
import java.util.Map;

/**
 * How a database is found.
 *
 * @param settings as a connection of ours has them, by name
 */
record PostgresFacts(Map<String, String> settings, SchemaVersion schema) {}
