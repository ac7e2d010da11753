package dev.trunkline.vendors;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.trunkline.canonical.CallStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a vendor.yaml says of recordings, and refuses what does not fit together. */
final class RecordingsReader {

  private static final Set<String> OF_TIME = Set.of("started_at", "ended_at");

  /** What a parameter's {@code {field}} may name. */
  private static final Set<String> OF_CALL =
      Set.of("vendor_call_id", "vendor_lead_id", "vendor_recording_id", "started_at", "ended_at");

  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)\\}");
  private static final Duration LONGEST = Duration.ofHours(24);

  private final String file;
  private final Set<String> fields;
  private final Set<String> secretParameters;

  /**
   * A reader of one file.
   *
   * @param fields our names that the definition knows
   * @param secretParameters lower case
   */
  RecordingsReader(String file, Set<String> fields, Set<String> secretParameters) {
    this.file = file;
    this.fields = fields;
    this.secretParameters = secretParameters;
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
    Credential link = credential("link.secret", node.path("link").path("secret"));
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
    node.path("then").valueStream().forEach(wait -> then.add(wait("then", wait)));
    return new Schedule(
        node.has("first") ? wait("first", node.path("first")) : Schedule.USUAL.first(),
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
        node.has("window") ? wait("match.window", node.path("window")) : Duration.ofMinutes(2));
  }

  private RecordingsSpec.Api api(JsonNode node, Set<String> hosts) {
    URI url = url(node.path("url").asString(), hosts);
    String pattern = node.path("times").asString("");
    Map<String, String> parameters = new LinkedHashMap<>();
    node.path("parameters")
        .propertyStream()
        .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().asString()));
    parameters.forEach((name, value) -> places(name, value, !pattern.isEmpty()));
    Credential credential = credential("api.secret", node.path("secret"));
    if (credential instanceof Credential.Parameter parameter
        && parameters.containsKey(parameter.name())) {
      throw refused("api.parameters." + parameter.name(), "is where the secret goes");
    }
    return new RecordingsSpec.Api(
        url,
        node.path("method").asString("GET").equals("POST"),
        parameters,
        pattern.isEmpty() ? null : times(pattern),
        credential,
        Objects.requireNonNull(Rate.read(node.path("rate").asString("10/s"))),
        node.path("concurrent").asInt(4));
  }

  private URI url(String written, Set<String> hosts) {
    try {
      URI url = new URI(written);
      String host = url.getHost();
      if (!"https".equals(url.getScheme()) || host == null) {
        throw refused("api.url", "must begin with https:// and a host");
      }
      if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getFragment() != null) {
        throw refused("api.url", "must end with its path; parameters has the rest");
      }
      if (!hosts.contains(host)) {
        throw refused("api.url", "is of " + host + ", which is not in hosts");
      }
      return url;
    } catch (URISyntaxException e) {
      throw refused("api.url", "is no URL");
    }
  }

  private void places(String name, String value, boolean timesAreKnown) {
    Matcher matcher = PLACE.matcher(value);
    while (matcher.find()) {
      String field = String.valueOf(matcher.group(1));
      if (!OF_CALL.contains(field)) {
        throw refused("api.parameters." + name, "nothing is called " + field + " there");
      }
      if (OF_TIME.contains(field) && !timesAreKnown) {
        throw refused("api.times", "is missing: it says how " + field + " is written");
      }
    }
  }

  private DateTimeFormatter times(String pattern) {
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    } catch (IllegalArgumentException e) {
      throw refused("api.times", "is no pattern of java.time");
    }
  }

  /** Links are published: the name of a secret's parameter must be known as one. */
  private @Nullable Credential credential(String key, JsonNode node) {
    if (node.isMissingNode()) {
      return null;
    }
    if (node.has("parameter")) {
      String name = node.path("parameter").asString();
      if (!secretParameters.contains(name.toLowerCase(Locale.ROOT))) {
        throw refused(key + ".parameter", name + " is not in secret_parameters");
      }
      return new Credential.Parameter(name);
    }
    return node.has("header")
        ? new Credential.Header(node.path("header").asString())
        : node.has("bearer") ? new Credential.Bearer() : new Credential.Basic();
  }

  private Duration wait(String key, JsonNode node) {
    String written = node.asString();
    long count = Long.parseLong(written.substring(0, written.length() - 1));
    Duration wait =
        switch (written.charAt(written.length() - 1)) {
          case 's' -> Duration.ofSeconds(count);
          case 'm' -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        };
    if (wait.compareTo(LONGEST) > 0) {
      throw refused(key, "is longer than 24h");
    }
    return wait;
  }

  /**
   * A parameter with every {@code {field}} replaced.
   *
   * @param known of the call, by field
   * @throws Unreadable naming a field that is not known
   */
  static String filled(String text, Map<String, String> known) {
    StringBuilder filled = new StringBuilder();
    Matcher matcher = PLACE.matcher(text);
    int end = 0;
    while (matcher.find()) {
      String value = known.get(String.valueOf(matcher.group(1)));
      if (value == null) {
        throw new Unreadable(matcher.group(1) + " of the call is not known");
      }
      filled.append(text, end, matcher.start()).append(value);
      end = matcher.end();
    }
    return filled.append(text, end, text.length()).toString();
  }

  private Refused refused(String key, String cause) {
    return new Refused(file + ": recordings." + key + ": " + cause);
  }
}
