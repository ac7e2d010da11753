package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads whose numbers and names a source knows; a message never quotes one. */
final class ContactsReader {

  private static final Set<String> KEYS = Set.of("id", "name", "phone");
  private static final int LONGEST = 200;
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

  /** One number as people write it: what splits a text into several is for payloads. */
  private static final Pattern WRITTEN = Pattern.compile("[+(]?[0-9][0-9 ().-]{0,24}");

  private final At at;
  private final Phones phones;

  /**
   * A reader of one source's.
   *
   * @param region of numbers without a country code; null: there are none
   */
  ContactsReader(At at, @Nullable String region) {
    this.at = at;
    this.phones = new Phones(region, List.of());
  }

  /**
   * Numbers in E.164, in the file's order.
   *
   * @throws Refused if one is none, or stands twice
   */
  List<String> numbers(String key, JsonNode source) {
    JsonNode list = source.get(key);
    Set<String> numbers = new LinkedHashSet<>();
    if (list != null) {
      for (String written : SourcesReader.strings(at, key, list)) {
        String which = "number " + (numbers.size() + 1) + " ";
        String number = e164(written);
        if (number == null) {
          throw at.refused(key, which + "must be in E.164, like +12025550100");
        }
        if (!numbers.add(number)) {
          throw at.refused(key, which + "stands twice");
        }
      }
    }
    return List.copyOf(numbers);
  }

  /**
   * The agents: a list of them, or names by id.
   *
   * @throws Refused if one cannot be told from another, or nothing is said of it
   */
  List<Agent> agents(JsonNode source) {
    JsonNode written = source.path("agents");
    List<Agent> agents = new ArrayList<>();
    if (written.isObject()) {
      for (Map.Entry<String, JsonNode> entry : written.properties()) {
        At inside = agent(agents.size());
        agents.add(
            new Agent(
                sound(inside, "id", entry.getKey()), text(inside, "name", entry.getValue()), null));
      }
    } else if (written.isArray()) {
      for (JsonNode one : written) {
        agents.add(agent(agent(agents.size()), one));
      }
    } else if (!written.isMissingNode()) {
      throw at.refused("agents", "must be a list, or a map of names by id");
    }
    refuseTwins(agents);
    return agents;
  }

  private At agent(int index) {
    return new At(at.where() + "agents: number " + (index + 1) + ": ");
  }

  private Agent agent(At inside, JsonNode one) {
    if (!one.isObject()) {
      throw new Refused(inside.where() + "must be a map of id, name and phone");
    }
    SourcesReader.known(inside, one, KEYS);
    String id = one.has("id") ? text(inside, "id", one.get("id")) : null;
    String name = one.has("name") ? text(inside, "name", one.get("name")) : null;
    String written = one.has("phone") ? text(inside, "phone", one.get("phone")) : null;
    String phone = written == null ? null : e164(written);
    if (written != null && phone == null) {
      throw inside.refused("phone", "must be in E.164, like +12025550100");
    }
    if (id == null && name == null && phone == null) {
      throw new Refused(inside.where() + "needs an id, a name or a phone");
    }
    return new Agent(id, name, phone);
  }

  private void refuseTwins(List<Agent> agents) {
    Set<String> keys = new HashSet<>();
    Set<String> numbers = new HashSet<>();
    for (int i = 0; i < agents.size(); i++) {
      Agent agent = agents.get(i);
      if (agent.phone() != null && !numbers.add(agent.phone())) {
        throw agent(i).refused("phone", "is another agent's already");
      }
      if (!keys.add(agent.key())) {
        throw new Refused(agent(i).where() + "cannot be told from another agent");
      }
    }
  }

  /** YAML reads +12025550100 without quotes as a number, and the plus is gone. */
  private static String text(At inside, String key, JsonNode value) {
    if (!value.isString()) {
      throw inside.refused(key, "must be a text; put it in quotes");
    }
    return sound(inside, key, value.asString());
  }

  private static String sound(At inside, String key, String text) {
    if (text.isBlank()) {
      throw inside.refused(key, "is empty");
    }
    if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
      throw inside.refused(
          key, "must be at most " + LONGEST + " characters, none of them a control character");
    }
    return text.strip();
  }

  private @Nullable String e164(String written) {
    if (E164.matches(written)) {
      return written;
    }
    return WRITTEN.matches(written) ? phones.e164(written) : null;
  }
}
