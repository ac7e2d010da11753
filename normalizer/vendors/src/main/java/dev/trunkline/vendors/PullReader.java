package dev.trunkline.vendors;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a vendor.yaml says of pulling, and refuses what does not fit together. */
final class PullReader {

  /** What a source need not tell. */
  private static final Set<String> OURS = Set.of("from", "to", "cursor", "size");

  private static final Set<String> OF_TIME = Set.of("from", "to");
  private static final Duration LONGEST = Duration.ofDays(31);

  /** Clocks of this zone showed this time twice. */
  private static final ZonedDateTime TWICE =
      LocalDateTime.parse("2024-11-03T01:30:00").atZone(ZoneId.of("America/Los_Angeles"));

  private final At at;
  private final Set<String> doors;
  private final List<Spec.SplitRule> split;
  private final ApiReader asked;

  /**
   * A reader of one file.
   *
   * @param doors that the definition has
   * @param split where the mapping finds elements
   * @param secretParameters lower case
   */
  PullReader(
      String file, Set<String> doors, List<Spec.SplitRule> split, Set<String> secretParameters) {
    at = new At(file + ": pull.");
    this.doors = doors;
    this.split = split;
    asked = new ApiReader(at, secretParameters);
  }

  /**
   * What the block says, which the schema has passed.
   *
   * @throws Refused with the cause
   */
  PullSpec read(JsonNode node) {
    Set<String> hosts = new LinkedHashSet<>(strings(node.path("hosts")));
    List<String> settings = strings(node.path("settings"));
    for (String setting : settings) {
      if (OURS.contains(setting)) {
        throw at.refused("settings", setting + " is what is filled in for every request");
      }
    }
    Map<String, Credential> secrets = new LinkedHashMap<>();
    node.path("secrets")
        .propertyStream()
        .forEach(
            entry ->
                secrets.put(
                    entry.getKey(),
                    Objects.requireNonNull(
                        asked.credential("secrets." + entry.getKey(), entry.getValue()))));
    Map<String, PullSpec.Api> apis = new LinkedHashMap<>();
    node.path("apis")
        .propertyStream()
        .forEach(
            entry ->
                apis.put(
                    entry.getKey(),
                    api("apis." + entry.getKey() + ".", entry.getValue(), hosts, settings)));
    apis.forEach((name, api) -> refuseTwice(name, api, secrets));
    return new PullSpec(
        Set.copyOf(hosts),
        Collections.unmodifiableMap(secrets),
        settings,
        Objects.requireNonNull(Rate.read(node.path("rate").asString("5/s"))),
        sync(node.path("sync")),
        Collections.unmodifiableMap(apis));
  }

  private void refuseTwice(String name, PullSpec.Api api, Map<String, Credential> secrets) {
    for (Credential credential : secrets.values()) {
      if (credential instanceof Credential.Parameter parameter
          && api.parameters().containsKey(parameter.name())) {
        throw at.refused(
            "apis." + name + ".parameters." + parameter.name(), "is where the secret goes");
      }
    }
  }

  private static Map<SyncRange, String> sync(JsonNode node) {
    Map<SyncRange, String> sync = new EnumMap<>(SyncRange.class);
    node.propertyStream()
        .forEach(
            entry ->
                sync.put(
                    SyncRange.valueOf(entry.getKey().toUpperCase(Locale.ROOT)),
                    entry.getValue().asString()));
    return Collections.unmodifiableMap(sync);
  }

  private PullSpec.Api api(String key, JsonNode node, Set<String> hosts, List<String> settings) {
    URI url = asked.url(key + "url", node.path("url").asString(), hosts);
    String door = node.path("door").asString();
    if (!doors.contains(door)) {
      throw at.refused(key + "door", "the vendor has no door " + door);
    }
    Map<String, String> parameters = texts(node.path("parameters"));
    boolean days = node.path("whole_days").asBoolean(false);
    PullSpec.Times times = node.has("times") ? times(key, node.path("times"), days) : null;
    Set<String> named = new LinkedHashSet<>();
    parameters.forEach((name, value) -> named.addAll(places(key, name, value, times, settings)));
    PullSpec.PageSpec page = page(key + "page.", node.path("page"));
    if (page.by() != null && !named.contains("cursor")) {
      throw at.refused(key + "parameters", "name no {cursor}, which page.by needs");
    }
    Duration longest =
        node.has("longest") ? asked.span(key + "longest", node.path("longest"), LONGEST) : null;
    if (longest != null && !named.contains("to")) {
      throw at.refused(key + "longest", "is for what ends at {to}, which no parameter names");
    }
    if (days && (longest == null || !longest.equals(Duration.ofDays(longest.toDays())))) {
      throw at.refused(key + "longest", "must be days where whole_days are asked for, like 1d");
    }
    return new PullSpec.Api(
        url,
        node.path("method").asString("GET").equals("POST"),
        door,
        texts(node.path("headers")),
        parameters,
        times,
        days,
        page,
        longest,
        span(key, "overlap", node, Duration.ZERO),
        span(key, "lag", node, Duration.ZERO),
        span(key, "every", node, Duration.ofMinutes(5)),
        node.path("polled").asBoolean(true),
        Subject.valueOf(node.path("subject").asString().toUpperCase(Locale.ROOT)));
  }

  private Set<String> places(
      String key, String name, String value, PullSpec.@Nullable Times times, List<String> known) {
    Set<String> named = new LinkedHashSet<>();
    Places.each(value, named::add);
    for (String place : named) {
      if (!OURS.contains(place) && !known.contains(place)) {
        throw at.refused(key + "parameters." + name, "nothing is called " + place + " there");
      }
      if (OF_TIME.contains(place) && times == null) {
        throw at.refused(key + "times", "is missing: it says how " + place + " is written");
      }
    }
    return named;
  }

  /** What a pattern can tell is found by writing with it. */
  private PullSpec.Times times(String key, JsonNode node, boolean days) {
    DateTimeFormatter format = asked.times(key + "times", node.asString());
    ChronoUnit unit =
        !tells(format, TWICE, TWICE.plusSeconds(1))
            ? !tells(format, TWICE, TWICE.plusMinutes(1)) ? ChronoUnit.DAYS : ChronoUnit.MINUTES
            : ChronoUnit.SECONDS;
    if (days != (unit == ChronoUnit.DAYS) || !tells(format, TWICE, TWICE.plusDays(1))) {
      throw at.refused(
          key + "times",
          days ? "must tell a day and no more" : "must tell a day, an hour and a minute");
    }
    return new PullSpec.Times(
        format,
        tells(format, TWICE.withEarlierOffsetAtOverlap(), TWICE.withLaterOffsetAtOverlap()),
        unit);
  }

  private static boolean tells(DateTimeFormatter format, ZonedDateTime one, ZonedDateTime other) {
    return !format.format(one).equals(format.format(other));
  }

  private PullSpec.PageSpec page(String key, JsonNode node) {
    boolean csv = node.path("csv").asBoolean(false);
    if (csv == node.has("rows")) {
      throw at.refused(key + "rows", csv ? "are of JSON, not of CSV" : "are missing");
    }
    if (csv != node.has("columns")) {
      throw at.refused(key + "columns", csv ? "are missing" : "are of CSV");
    }
    List<List<String>> rows = paths(node.path("rows"));
    for (List<String> path : rows) {
      if (!isSplit(path)) {
        throw at.refused(
            key + "rows",
            String.join(".", path) + " is not in split: the mapping finds none there");
      }
    }
    PullSpec.By by =
        node.has("by")
            ? PullSpec.By.valueOf(node.path("by").asString().toUpperCase(Locale.ROOT))
            : null;
    if ((by == null) == node.has("size")) {
      throw at.refused(key + "size", by == null ? "is of pages that follow by" : "is missing");
    }
    if (by == null && node.has("most")) {
      throw at.refused(key + "most", "is of pages that follow by");
    }
    return new PullSpec.PageSpec(
        csv,
        strings(node.path("columns")),
        rows,
        node.path("size").asInt(0),
        by,
        node.has("most") ? (Long) node.path("most").asLong() : null,
        paths(node.path("total")),
        paths(node.path("count")),
        paths(node.path("limit")),
        paths(node.path("created")),
        paths(node.path("success")),
        paths(node.path("code")),
        strings(node.path("denied")).stream().collect(Collectors.toUnmodifiableSet()));
  }

  /** A page of which the mapping makes one element would be lost as one. */
  private boolean isSplit(List<String> path) {
    List<String> plain = path.stream().map(Text::plainKey).toList();
    return split.stream().anyMatch(rule -> rule.at().path().equals(plain));
  }

  /** One path, or several of which the first that is there counts. */
  private static List<List<String>> paths(JsonNode node) {
    return (node.isString() ? List.of(node.asString()) : strings(node))
        .stream().map(path -> List.of(path.split("\\.", -1))).toList();
  }

  private Duration span(String key, String name, JsonNode node, Duration usual) {
    return node.has(name) ? asked.span(key + name, node.path(name), LONGEST) : usual;
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.propertyStream().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
    return Collections.unmodifiableMap(texts);
  }

  private static List<String> strings(JsonNode node) {
    return node.valueStream().map(JsonNode::asString).toList();
  }
}
