package dev.trunkline.vendors;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Puts stand-ins where a sources file names secrets, so that it can be read without them. */
final class StandIns {

  private static final String FILE = "${SECRET_FILE}";

  private static final String PREFIX = "stands in for ";

  private StandIns() {}

  /** What stands in for a variable. */
  static String of(String variable) {
    return PREFIX + variable;
  }

  /** Whether a value is none, but stands in for one. */
  static boolean is(String value) {
    return value.startsWith(PREFIX);
  }

  /**
   * Takes the files of secrets out of a tree; variables stay, for their names, and mounted secrets
   * become some, for theirs.
   */
  static JsonNode forFiles(JsonNode tree) {
    for (JsonNode inside : tree) {
      forFiles(inside);
    }
    if (tree instanceof ObjectNode object && object.has("secret")) {
      object.set("secret", standIn(object.path("secret")));
    }
    switch (tree.path("secrets")) {
      case ArrayNode secrets -> {
        for (int i = 0; i < secrets.size(); i++) {
          secrets.set(i, standIn(secrets.get(i)));
        }
      }
      case ObjectNode secrets -> {
        for (String name : List.copyOf(secrets.propertyNames())) {
          secrets.set(name, standIn(secrets.path(name)));
        }
      }
      default -> {}
    }
    return tree;
  }

  private static JsonNode standIn(JsonNode written) {
    String text = written.asString("");
    if (text.startsWith("file:")) {
      return StringNode.valueOf(FILE);
    }
    if (text.startsWith(MountedSecrets.REFERENCE)) {
      String name = text.substring(MountedSecrets.REFERENCE.length());
      return MountedSecrets.isName(name) ? StringNode.valueOf("${" + name + "}") : written;
    }
    return written;
  }
}
