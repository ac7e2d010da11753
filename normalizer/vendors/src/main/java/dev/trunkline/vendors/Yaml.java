package dev.trunkline.vendors;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Strict YAML: no key twice is read. */
final class Yaml {

  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private Yaml() {}

  /** Maps, lists and texts as YAML. */
  static byte[] write(Object tree) {
    return MAPPER.writeValueAsBytes(tree);
  }

  /**
   * The tree of a YAML text.
   *
   * @param file its name, for messages
   * @throws Refused with line and column, never with a part of the text
   */
  static JsonNode read(String file, byte[] yaml) {
    try {
      return MAPPER.readTree(yaml);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String message = e.getOriginalMessage();
      throw new Refused(
          file
              + (at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr())
              + (message != null && message.startsWith("Duplicate")
                  ? ": a key stands twice"
                  : ": is no YAML"));
    }
  }
}
