package dev.trunkline.vendors;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the doors of a vendor.yaml that the schema found sound, and refuses what means nothing. */
final class DoorReader {

  private static final Set<String> OF_AN_ECHO = Set.of("path", "methods", "echo");

  private final String where;
  private final JsonNode door;

  private DoorReader(String where, JsonNode door) {
    this.where = where;
    this.door = door;
  }

  /**
   * The doors by name, in their order.
   *
   * @param file its name, for messages
   * @param fields names of the vendor's fields
   * @throws Refused naming the door and the key
   */
  static Map<String, Spec.DoorSpec> read(String file, JsonNode node, Set<String> fields) {
    Map<String, Spec.DoorSpec> doors = new LinkedHashMap<>();
    Set<String> paths = new HashSet<>();
    node.propertyStream()
        .forEach(
            entry -> {
              DoorReader reader =
                  new DoorReader(file + ": doors." + entry.getKey() + ": ", entry.getValue());
              Spec.DoorSpec door = reader.door(fields);
              if (!paths.add(door.path())) {
                throw reader.refused("path is another door's");
              }
              if (door.echo() && doors.isEmpty()) {
                throw reader.refused("the first door must be one that delivers");
              }
              doors.put(entry.getKey(), door);
            });
    return doors;
  }

  private Spec.DoorSpec door(Set<String> fields) {
    boolean echo = door.has("echo");
    if (echo && !OF_AN_ECHO.containsAll(door.propertyNames())) {
      throw refused("echo stands with path and methods only");
    }
    Set<String> methods = Set.copyOf(strings("methods"));
    String getNeeds = text("get_needs");
    if (getNeeds != null && !fields.contains(getNeeds)) {
      throw refused("get_needs: there is no field " + getNeeds);
    }
    if (getNeeds != null && !methods.contains("GET")) {
      throw refused("get_needs: GET is none of the methods");
    }
    return new Spec.DoorSpec(
        text(door.path("path")),
        methods,
        answers(door.path("answers")),
        rate(),
        strings("requires"),
        getNeeds,
        echo,
        new TreeSet<>(strings("keep_headers")),
        text("describe"));
  }

  private Answers answers(JsonNode answers) {
    if (!door.has("requires") && (answers.has("missing") || answers.has("malformed"))) {
      throw refused("answers: missing and malformed are for a door that requires something");
    }
    JsonNode ok = answers.path("ok");
    Answers usual =
        Answers.of(new Door.Answer(ok.path(0).asInt(200), contentType(ok), text(ok.path(1))));
    return new Answers(
        usual.ok(),
        answer(answers.get("unproven"), usual.unproven()),
        answer(answers.get("forged"), usual.forged()),
        answer(answers.get("missing"), usual.missing()),
        answer(answers.get("malformed"), usual.malformed()),
        answer(answers.get("limited"), usual.limited()));
  }

  /** A refusal: a status, or a status with the vendor's own body. */
  private static Door.Answer answer(@Nullable JsonNode node, Door.Answer usual) {
    if (node == null) {
      return usual;
    }
    return node.isArray()
        ? new Door.Answer(node.path(0).asInt(), contentType(node), text(node.path(1)))
        : Door.Answer.status(node.asInt());
  }

  private static String contentType(JsonNode answer) {
    return answer.path(2).asString("application/json");
  }

  private @Nullable Rate rate() {
    String written = text("rate_limit");
    Rate rate = written == null ? null : Rate.read(written);
    if (written != null && rate == null) {
      throw refused("rate_limit: must be like 120/min");
    }
    return rate;
  }

  private List<String> strings(String key) {
    return door.path(key).valueStream().map(JsonNode::asString).toList();
  }

  private @Nullable String text(String key) {
    JsonNode value = door.get(key);
    return value == null ? null : value.asString();
  }

  private static String text(JsonNode value) {
    return value.asString("");
  }

  private Refused refused(String cause) {
    return new Refused(where + cause);
  }
}
