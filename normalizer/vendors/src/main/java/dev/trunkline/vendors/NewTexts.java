package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The files of a vendor's folder as it begins. */
final class NewTexts {

  /** The one door of it. */
  static final String DOOR = "event";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]{2,}");

  private static final Set<String> YAML_WORDS = Set.of("yes", "true", "off", "false", "null");

  private NewTexts() {}

  /** Its vendor.yaml. */
  static String yaml(String vendor, Guess guess) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("vendor: ").append(quoted(vendor)).append('\n');
    yaml.append("title: ").append(quoted(vendor)).append("  # who it is, for people\n");
    yaml.append("doors:\n  ").append(DOOR).append(": {path: /webhooks/").append(vendor);
    yaml.append(", methods: [POST, GET]}\n");
    yaml.append(
        "# How it proves itself: path-secret, or {kind: header-secret, header: X-Api-Key},\n");
    yaml.append("# or {kind: hmac, header: X-Signature, algorithm: sha256, encoding: hex}.\n");
    yaml.append("proofs: [path-secret]\n");
    yaml.append("# region: of phone numbers without a country code, like US.\n");
    yaml.append("# zone: of times that carry none; required: every source must say its own.\n");
    yaml.append("source_defaults: {zone: ").append(guess.zoneless() ? "required" : "UTC");
    yaml.append("}\n");
    if (guess.split() != null) {
      yaml.append("split: [").append(quoted(guess.split())).append("]\n");
    }
    yaml.append("\n# Our names, and the vendor's for each, the first present wins.\nfields:\n");
    guess.fields().forEach((name, key) -> list(yaml, name, key));
    if (!guess.unknown().isEmpty()) {
      yaml.append(
          "# Not used yet, kept in extras. A name that is none of ours is for the mapping.\n");
      guess.unknown().forEach(key -> yaml.append("#   ").append(quoted(key)).append('\n'));
    }
    if (!guess.words().isEmpty()) {
      yaml.append("\n# The vendor's words by what they mean; add those that it may say.\nwords:\n");
      guess
          .words()
          .forEach(
              (table, words) -> {
                yaml.append("  ").append(table).append(":\n");
                words.forEach((meaning, word) -> list(yaml.append("  "), meaning, word));
              });
    }
    return yaml.toString();
  }

  /** Its mapping.jsonata. */
  static String mapping(EventKind kind) {
    return """
        /* Decides what an element tells; fields of ours that it does not mention pass through.
           For example: 'direction': $when($has($extension(from)), 'outbound')
           or, instead of an event: $ignore('a test of the vendor') */
        { 'event_type': '%s' }
        """
        .formatted(kind == EventKind.CALL ? "call.completed" : "lead.created");
  }

  /** Its first sample: the payload, and what it means so far. */
  static String sample(Guess guess, Object root, byte[] body, Translation meaning) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    boolean json = text.startsWith("{") || text.startsWith("[");
    Map<String, Object> means = new LinkedHashMap<>();
    List<Object> events = new ArrayList<>();
    List<Object> ignored = new ArrayList<>();
    List<Object> rejected = new ArrayList<>();
    for (Translation.Element element : meaning.elements()) {
      switch (element) {
        case Translation.Element.Understood understood ->
            understood.events().forEach(event -> events.add(stated(event)));
        case Translation.Element.Ignored nothing -> ignored.add(nothing.reason());
        case Translation.Element.Rejected broken -> rejected.add(broken.reason());
      }
    }
    means.put("events", events);
    means.put("ignored", ignored);
    means.put("rejected", rejected);
    return """
        {"story": "The first payload that we saw",
         "source": %s,
         "request": {"content_type": "%s", "%s": %s},
         "means": %s}
        """
        .formatted(
            guess.zoneless() ? "{\"zone\": \"UTC\"}" : "{}",
            json ? "application/json" : "application/x-www-form-urlencoded",
            json ? "body" : "body_text",
            json ? Json.write(root) : Json.write(text),
            EventJson.mapper().writeValueAsString(means));
  }

  /** What an event says of the vendor's: all but what we add. */
  private static Map<String, Object> stated(CanonicalEvent event) {
    EventSchema schema = EventSchema.of(event.eventType().kind());
    Map<String, Object> stated = new LinkedHashMap<>();
    stated.put("event_type", event.eventType().wire());
    JsonNode wire = EventJson.mapper().readTree(EventJson.write(event));
    wire.propertyStream()
        .filter(field -> schema.business().containsKey(field.getKey()))
        .forEach(field -> stated.put(field.getKey(), field.getValue()));
    return stated;
  }

  /** Its README.md. */
  static String readme(String vendor) {
    return """
        # %s

        Who it is, and what it sends.

        ## What to click

        1. Open its settings for webhooks.
        2. Enter `https://<your host>/webhooks/%s/<secret>`, method `POST`.
        3. Send a test, and look at it with `trunkline map --vendor %s --vendors DIR --explain FILE`.

        ## Known quirks
        """
        .formatted(vendor, vendor, vendor);
  }

  private static void list(StringBuilder yaml, String name, String key) {
    yaml.append("  ").append(name).append(": [").append(quoted(key)).append("]\n");
  }

  /** Quoted unless nobody could take it for anything but a text. */
  private static String quoted(String text) {
    return PLAIN.matches(text) && !YAML_WORDS.contains(text.toLowerCase(Locale.ROOT))
        ? text
        : Json.write(text);
  }
}
