package dev.trunkline.allinone;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.gateway.Asked;
import dev.trunkline.vendors.Pulls;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What an operator asks of a source's history on the workbench port. Pure. */
sealed interface Wish {

  /**
   * A wish that can be tried.
   *
   * @param api by the definition's name; null: all that are polled
   * @param flag what the request says under its flag's name; false if nothing
   */
  record Clear(@Nullable String api, boolean flag, Asked.Stretch stretch) implements Wish {}

  /**
   * None.
   *
   * @param detail which field is wrong, and why
   */
  record Unclear(String detail) implements Wish {}

  /**
   * Reads a body; what it does not know it refuses, because a flag written wrongly would do what it
   * was to prevent.
   *
   * @param flag the name of the flag
   */
  static Wish read(byte[] body, String flag, Pulls pulls, Instant now) {
    JsonNode said;
    try {
      said = EventJson.mapper().readTree(body);
    } catch (JacksonException e) {
      return new Unclear("body: is no JSON");
    }
    if (!said.isObject()) {
      return new Unclear("body: is no JSON object with from and to");
    }
    Set<String> known = Set.of("from", "to", "api", flag);
    if (!known.containsAll(said.propertyNames())) {
      return new Unclear("body: may have from, to, api and " + flag + " only");
    }
    if (said.has(flag) && !said.path(flag).isBoolean()) {
      return new Unclear(flag + ": is neither true nor false");
    }
    String api = said.path("api").asString(null);
    if (said.has("api") && (api == null || !pulls.names().contains(api))) {
      return new Unclear("api: must be one of " + String.join(", ", pulls.names()));
    }
    return switch (Asked.between(said, List.of("from"), List.of("to"), pulls.zone(), now)) {
      case Asked.Unfit(var field, var reason) -> new Unclear(field + ": " + reason);
      case Asked.Stretch stretch -> new Clear(api, said.path(flag).asBoolean(false), stretch);
    };
  }
}
