package dev.trunkline.vendors;

import dev.trunkline.canonical.CallStatus;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Reads what a vendor.yaml says of recordings, and refuses what does not fit together. */
final class RecordingsReader {

  private static final Set<String> OF_TIME = Set.of("started_at", "ended_at");

  /** What a parameter's {@code {field}} may name. */
  private static final Set<String> OF_CALL =
      Set.of("vendor_call_id", "vendor_lead_id", "vendor_recording_id", "started_at", "ended_at");

  private static final Duration LONGEST = Duration.ofHours(24);

  private final String file;
  private final Set<String> fields;
  private final ApiReader asked;

  /**
   * A reader of one file.
   *
   * @param fields our names that the definition knows
   * @param secretParameters lower case
   */
  RecordingsReader(String file, Set<String> fields, Set<String> secretParameters) {
    this.file = file;
    this.fields = fields;
    asked = new ApiReader(new At(file + ": recordings."), secretParameters);
  }

  /**
   * What the block says, which the schema has passed.
   *
   * @throws Refused with the cause
   */
  RecordingsSpec read(JsonNode node) {
    Set<String> hosts = new LinkedHashSet<>();
    node.path("hosts").valueStream().forEach(host -> hosts.add(host.asString()));
    RecordingsSpec.Match match = node.has("match") ? match(node.path("match")) : null;
    RecordingsSpec.Api api = node.has("api") ? api(node.path("api"), hosts) : null;
    if (api != null && match == null) {
      throw refused("match", "is missing: it says how the api's answer is read");
    }
    if (api == null && match != null) {
      throw refused("match", "is how the answer of an api is read, and there is none");
    }
    Credential link = asked.credential("link.secret", node.path("link").path("secret"));
    if (link != null && hosts.isEmpty()) {
      throw refused("hosts", "are missing: no other host gets a credential");
    }
    return new RecordingsSpec(wanted(node.path("wanted")), schedule(node), hosts, api, match, link);
  }

  private static RecordingsSpec.Wanted wanted(JsonNode node) {
    Set<CallStatus> status = new TreeSet<>();
    node.path("status")
        .valueStream()
        .forEach(word -> status.add(CallStatus.valueOf(word.asString().toUpperCase(Locale.ROOT))));
    return new RecordingsSpec.Wanted(status, node.path("min_duration_s").asInt(0));
  }

  private Schedule schedule(JsonNode node) {
    List<Duration> then = new ArrayList<>();
    node.path("then").valueStream().forEach(wait -> then.add(asked.span("then", wait, LONGEST)));
    return new Schedule(
        node.has("first")
            ? asked.span("first", node.path("first"), LONGEST)
            : Schedule.USUAL.first(),
        node.has("then") ? then : Schedule.USUAL.then());
  }

  private RecordingsSpec.Match match(JsonNode node) {
    Set<String> by = new LinkedHashSet<>();
    node.path("by").valueStream().forEach(field -> by.add(field.asString()));
    boolean byLead = by.contains("vendor_lead_id");
    Set<String> needed = new LinkedHashSet<>(by);
    if (byLead) {
      needed.add("started_at");
    } else if (node.has("window")) {
      throw refused("match.window", "is for vendor_lead_id only");
    }
    for (String field : needed) {
      if (!fields.contains(field)) {
        throw refused("match", "needs " + field + ", which is not in fields");
      }
    }
    return new RecordingsSpec.Match(
        by.contains("vendor_call_id"),
        byLead,
        node.has("window")
            ? asked.span("match.window", node.path("window"), LONGEST)
            : Duration.ofMinutes(2));
  }

  private RecordingsSpec.Api api(JsonNode node, Set<String> hosts) {
    URI url = asked.url("api.url", node.path("url").asString(), hosts);
    String pattern = node.path("times").asString("");
    Map<String, String> parameters = new LinkedHashMap<>();
    node.path("parameters")
        .propertyStream()
        .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().asString()));
    parameters.forEach((name, value) -> places(name, value, !pattern.isEmpty()));
    Credential credential = asked.credential("api.secret", node.path("secret"));
    if (credential instanceof Credential.Parameter parameter
        && parameters.containsKey(parameter.name())) {
      throw refused("api.parameters." + parameter.name(), "is where the secret goes");
    }
    return new RecordingsSpec.Api(
        url,
        node.path("method").asString("GET").equals("POST"),
        parameters,
        pattern.isEmpty() ? null : asked.times("api.times", pattern),
        credential,
        Objects.requireNonNull(Rate.read(node.path("rate").asString("10/s"))),
        node.path("concurrent").asInt(4));
  }

  private void places(String name, String value, boolean timesAreKnown) {
    Places.each(
        value,
        field -> {
          if (!OF_CALL.contains(field)) {
            throw refused("api.parameters." + name, "nothing is called " + field + " there");
          }
          if (OF_TIME.contains(field) && !timesAreKnown) {
            throw refused("api.times", "is missing: it says how " + field + " is written");
          }
        });
  }

  private Refused refused(String key, String cause) {
    return new Refused(file + ": recordings." + key + ": " + cause);
  }
}
