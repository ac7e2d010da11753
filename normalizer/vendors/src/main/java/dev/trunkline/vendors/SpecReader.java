package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a vendor.yaml, and refuses what it does not know. */
final class SpecReader {

  private static final Schema SCHEMA = schema();
  private static final String ALWAYS = "words";

  private final String file;

  private SpecReader(String file) {
    this.file = file;
  }

  /**
   * What a vendor.yaml says.
   *
   * @param file its name, for messages
   * @throws Refused with the cause
   */
  static Spec read(String file, byte[] yaml) {
    JsonNode root = Yaml.read(file, yaml);
    List<Error> errors = SCHEMA.validate(root);
    if (!errors.isEmpty()) {
      Error first = errors.get(0);
      throw new Refused(file + ": " + place(first) + first.getMessage());
    }
    return new SpecReader(file).spec(root);
  }

  private static String place(Error error) {
    String at = String.valueOf(error.getInstanceLocation());
    return at.isEmpty() || at.equals("$") ? "" : at + ": ";
  }

  private Spec spec(JsonNode root) {
    JsonNode defaults = root.path("source_defaults");
    JsonNode decode = root.path("decode");
    String zone = text(defaults.get("zone"));
    boolean zoneRequired = "required".equals(zone);
    List<Alias> leftOut = new ArrayList<>();
    for (String key : List.of("attempt", "sent_time", "secret")) {
      leftOut.addAll(aliases(root.path(key)));
    }
    return new Spec(
        string(root, "vendor"),
        string(root, "title"),
        DoorReader.read(file, root.path("doors"), Set.copyOf(root.path("fields").propertyNames())),
        root.path("proofs")
            .valueStream()
            .map(proof -> ProofReader.read(file + ": proofs", proof))
            .toList(),
        text(defaults.get("region")),
        zoneRequired ? null : zone(zone),
        zoneRequired,
        new Spec.Decoding(
            decode.path("texts").valueStream().map(SpecReader::textRule).toList(),
            aliases(decode.path("json_text")),
            decode.path("csv").asBoolean(false),
            decode.path("sse").asBoolean(false)),
        root.path("split").valueStream().map(this::splitRule).toList(),
        lists(root.path("fields")),
        absent(root.path("absent")),
        Words.of(file, tables(root.path("words"))),
        strings(root.path("times").path("patterns")).stream().map(this::timePattern).toList(),
        text(root.path("times").get("epoch_in")),
        strings(root.path("phones").path("strip")).stream().map(this::pattern).toList(),
        leftOut,
        lowerCase(root.path("secret_parameters")),
        root.has("repeats"),
        text(root.get("default_lead_name")),
        root.has("recordings") ? recordings(root) : null,
        root.has("pull") ? pull(root) : null);
  }

  private PullSpec pull(JsonNode root) {
    return new PullReader(
            file,
            Set.copyOf(root.path("doors").propertyNames()),
            root.path("split").valueStream().map(this::splitRule).toList(),
            lowerCase(root.path("secret_parameters")))
        .read(root.path("pull"));
  }

  private RecordingsSpec recordings(JsonNode root) {
    return new RecordingsReader(
            file,
            Set.copyOf(root.path("fields").propertyNames()),
            lowerCase(root.path("secret_parameters")))
        .read(root.path("recordings"));
  }

  private static Set<String> lowerCase(JsonNode names) {
    return strings(names).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Spec.TextRule textRule(JsonNode rule) {
    boolean ignored = rule.has("ignored");
    return new Spec.TextRule(
        string(rule, "starts"), ignored, string(rule, ignored ? "ignored" : "rejected"));
  }

  private Spec.SplitRule splitRule(JsonNode rule) {
    if (rule.isString()) {
      return new Spec.SplitRule(Alias.of(rule.asString()), null, null);
    }
    String main = text(rule.get("main"));
    String legs = text(rule.get("legs"));
    return new Spec.SplitRule(
        Alias.of(string(rule, "at")),
        main == null ? null : Text.plainKey(main),
        legs == null ? null : pattern(legs));
  }

  private static Map<String, Set<String>> absent(JsonNode node) {
    Map<String, Set<String>> absent = new LinkedHashMap<>();
    lists(node)
        .forEach(
            (field, words) -> {
              Set<String> plain = new TreeSet<>();
              words.forEach(word -> plain.add(Text.plainWord(word)));
              absent.put(field, plain);
            });
    return absent;
  }

  private static Map<String, Map<String, List<String>>> tables(JsonNode node) {
    Map<String, Map<String, List<String>>> tables = new LinkedHashMap<>();
    node.propertyStream()
        .forEach(
            table ->
                tables.put(
                    table.getKey(),
                    table.getValue().isArray()
                        ? Map.of(ALWAYS, strings(table.getValue()))
                        : lists(table.getValue())));
    return tables;
  }

  private Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new Refused(file + ": the expression " + regex + " is none of RE2: " + e.getMessage());
    }
  }

  private DateTimeFormatter timePattern(String pattern) {
    try {
      return Instants.pattern(pattern);
    } catch (IllegalArgumentException e) {
      throw new Refused(file + ": times.patterns: " + pattern + " is no pattern of java.time");
    }
  }

  private @Nullable String zone(@Nullable String zone) {
    try {
      return zone == null ? null : ZoneId.of(zone).getId();
    } catch (DateTimeException e) {
      throw new Refused(file + ": source_defaults.zone: " + zone + " is no time zone");
    }
  }

  private static List<Alias> aliases(JsonNode node) {
    return strings(node).stream().map(Alias::of).toList();
  }

  private static Map<String, List<String>> lists(JsonNode node) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    node.propertyStream()
        .forEach(property -> lists.put(property.getKey(), strings(property.getValue())));
    return lists;
  }

  private static List<String> strings(JsonNode node) {
    return node.valueStream().map(JsonNode::asString).toList();
  }

  private static String string(JsonNode node, String key) {
    return Objects.requireNonNull(node.get(key)).asString();
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null ? null : node.asString();
  }

  private static Schema schema() {
    try (InputStream in = SpecReader.class.getResourceAsStream("vendor.schema.json")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
