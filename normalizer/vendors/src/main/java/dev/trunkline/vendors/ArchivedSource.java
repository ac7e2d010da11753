package dev.trunkline.vendors;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Writes and reads a source's settings that decide meaning; never a secret or a proof. Nor shared
 * phones, agents, default names, recordings and pulls: no event depends on them.
 */
final class ArchivedSource {

  private ArchivedSource() {}

  /** The settings as YAML, with the version of the engine that reads them. */
  static byte[] write(VendorDefinition definition, Source source) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("engine", VendorDefinition.ENGINE);
    settings.put("id", source.id());
    settings.put("vendor", definition.vendor());
    ZoneId zone = definition.zone(source);
    if (zone != null) {
      settings.put("zone", zone.getId());
    }
    if (source.region() != null) {
      settings.put("region", source.region());
    }
    settings.put("fields", new TreeMap<>(source.fields()));
    settings.put("own_numbers", source.ownNumbers());
    return Yaml.write(settings);
  }

  /**
   * What was kept.
   *
   * @param where name of the settings' file, for messages
   * @param files of the folder
   * @param settings path of the settings among them
   * @throws Refused naming the file and the cause
   */
  static ArchivedDefinition read(String where, SortedMap<String, byte[]> files, String settings) {
    byte @Nullable [] yaml = files.get(settings);
    JsonNode root = Yaml.read(where, yaml == null ? new byte[0] : yaml);
    String vendor = root.path("vendor").asString("");
    Map<String, List<String>> fields = new LinkedHashMap<>();
    root.path("fields")
        .propertyStream()
        .forEach(field -> fields.put(field.getKey(), strings(field.getValue())));
    Source source =
        new Source(
            root.path("id").asString(""),
            vendor,
            zone(where, root),
            root.has("region") ? root.path("region").asString() : null,
            List.of(new Proof.None()),
            Map.of(),
            Set.of(),
            null,
            fields,
            strings(root.path("own_numbers")));
    return new ArchivedDefinition(VendorDefinition.of(new Folder(vendor, files)), source);
  }

  private static @Nullable ZoneId zone(String where, JsonNode root) {
    try {
      return root.has("zone") ? ZoneId.of(root.path("zone").asString("")) : null;
    } catch (DateTimeException e) {
      throw new Refused(where + ": zone: is no time zone");
    }
  }

  private static List<String> strings(JsonNode list) {
    return list.valueStream().map(text -> text.asString("")).toList();
  }
}
