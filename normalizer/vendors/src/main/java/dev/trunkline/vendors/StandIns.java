package dev.trunkline.vendors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts stand-ins where a sources file names secrets, so that it can be read without them. */
final class StandIns {

  private static final String FILE = "${SECRET_FILE}";

  private StandIns() {}

  /** Takes the files of secrets out of a tree; variables stay, for their names. */
  static JsonNode forFiles(JsonNode tree) {
    for (JsonNode inside : tree) {
      forFiles(inside);
    }
    if (tree.get("secrets") instanceof ArrayNode secrets) {
      for (int i = 0; i < secrets.size(); i++) {
        if (secrets.get(i).asString("").startsWith("file:")) {
          secrets.set(i, FILE);
        }
      }
    }
    if (tree.get("recordings") instanceof ObjectNode recordings
        && recordings.path("secret").asString("").startsWith("file:")) {
      recordings.put("secret", FILE);
    }
    return tree;
  }
}
