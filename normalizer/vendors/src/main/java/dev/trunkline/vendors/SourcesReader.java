package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a sources file; whatever it does not understand it refuses, naming source and key. */
final class SourcesReader {

  private static final Set<String> KEYS =
      Set.of(
          "id",
          "vendor",
          "secrets",
          "proofs",
          "path",
          "paths",
          "closed_doors",
          "zone",
          "region",
          "allow_unsigned",
          "fields",
          "own_numbers",
          "shared_phones",
          "agents",
          "default_lead_name",
          "rate_limit",
          "compressed",
          "handshake",
          "recordings",
          "pull");
  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

  private final String file;
  private final Vendors vendors;
  private final SecretsReader secrets;
  private final List<String> warnings = new ArrayList<>();

  /**
   * A reader of one file.
   *
   * @param secretFiles told of each file of a secret that is read
   */
  SourcesReader(
      String file,
      Vendors vendors,
      Function<String, @Nullable String> environment,
      MountedSecrets mounted,
      Consumer<Path> secretFiles) {
    this.file = file;
    this.vendors = vendors;
    this.secrets = new SecretsReader(environment, mounted, secretFiles, warnings);
  }

  /** What should not stay so. */
  List<String> warnings() {
    return warnings;
  }

  /** The sources of a file. */
  List<Source> read(JsonNode root) {
    List<Source> sources = new ArrayList<>();
    for (JsonNode node : list(file, root)) {
      sources.add(source(node, sources.size()));
    }
    return sources;
  }

  /** What stands under the one key that a sources file has. */
  static JsonNode list(String file, JsonNode root) {
    JsonNode list = root.get("sources");
    if (list == null || !list.isArray() || root.size() != 1) {
      throw new Refused(file + ": must have one key, sources, with a list");
    }
    return list;
  }

  /** One source; {@code index} names it in messages while it has no id. */
  Source source(JsonNode node, int index) {
    String id = node.path("id").asString("");
    if (!ID.matches(id)) {
      throw new Refused(file + ": source " + index + ": id must be [a-z0-9-]+");
    }
    At at = new At(file + ": source " + id + ": ");
    known(at, node, KEYS);
    VendorDefinition vendor = vendor(at, node.path("vendor").asString(""));
    Spec spec = vendor.spec();
    String region = region(at, node, spec);
    ContactsReader contacts = new ContactsReader(at, region);
    List<Proof> proofs = new SourceProofs(secrets, warnings).read(at, node, spec);
    Set<Coding> compressed = compressed(at, node);
    if (!compressed.isEmpty() && proofs.stream().anyMatch(SourcesReader::hasToken)) {
      throw at.refused("compressed", "contradicts a body-token, which is looked for in what came");
    }
    return new Source(
        id,
        vendor.vendor(),
        zone(at, node, spec),
        region,
        proofs,
        paths(at, node, spec),
        closedDoors(at, node, spec),
        rate(at, node),
        new Intake(compressed, HandshakeReader.read(at, node, secrets)),
        fields(at, node, spec),
        contacts.numbers("own_numbers", node),
        contacts.numbers("shared_phones", node),
        contacts.agents(node),
        defaultLeadName(at, node),
        recordings(at, node, spec),
        pull(at, node, spec));
  }

  private static boolean hasToken(Proof proof) {
    return proof.parts().stream().anyMatch(Proof.BodyToken.class::isInstance);
  }

  private PullSettings pull(At at, JsonNode node, Spec spec) {
    JsonNode block = object(at, "pull", node);
    if (block.isMissingNode()) {
      return PullSettings.NONE;
    }
    PullSpec pull = spec.pull();
    if (pull == null) {
      throw at.refused("pull", "the vendor's definition tells of no history");
    }
    At inside = new At(at.where() + "pull: ");
    return new PullSettingsReader(
            inside, pull, (key, written) -> secrets.one(inside, key, written, 1))
        .read(block);
  }

  private RecordingSettings recordings(At at, JsonNode node, Spec spec) {
    JsonNode block = object(at, "recordings", node);
    if (block.isMissingNode()) {
      return RecordingSettings.USUAL;
    }
    RecordingsSpec recordings = spec.recordings();
    if (recordings == null) {
      throw at.refused("recordings", "the vendor's definition tells of none");
    }
    At inside = new At(at.where() + "recordings: ");
    String written = text(inside, block, "secret");
    Secret secret = written == null ? null : secrets.one(inside, "secret", written, 1);
    return RecordingSettingsReader.read(inside, block, recordings, secret);
  }

  private VendorDefinition vendor(At at, String id) {
    VendorDefinition vendor = vendors.find(id);
    if (vendor == null) {
      throw at.refused("vendor", "is unknown");
    }
    return vendor;
  }

  private static @Nullable ZoneId zone(At at, JsonNode node, Spec spec) {
    String zone = text(at, node, "zone");
    if (zone == null) {
      if (spec.zoneRequired()) {
        throw at.refused("zone", "is missing: the vendor's times carry none");
      }
      return spec.zone() == null ? null : ZoneId.of(spec.zone());
    }
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw at.refused("zone", "is no time zone; one is written as Asia/Kolkata");
    }
  }

  private static @Nullable String region(At at, JsonNode node, Spec spec) {
    String region = text(at, node, "region");
    if (region == null) {
      return spec.region();
    }
    if (!Phones.knowsRegion(region)) {
      throw at.refused("region", "is no region");
    }
    return region;
  }

  private static Map<String, String> paths(At at, JsonNode node, Spec spec) {
    Map<String, String> paths = new LinkedHashMap<>();
    String path = text(at, node, "path");
    if (path != null) {
      paths.put(spec.doors().keySet().iterator().next(), path);
    }
    object(at, "paths", node)
        .propertyStream()
        .forEach(
            entry -> {
              if (!spec.doors().containsKey(entry.getKey())) {
                throw at.refused("paths", "the vendor has no door " + entry.getKey());
              }
              if (paths.put(entry.getKey(), entry.getValue().asString("")) != null) {
                throw at.refused("paths", "path means the door " + entry.getKey() + " already");
              }
            });
    paths.forEach(
        (door, written) -> {
          if (!PATH.matches(written) || written.contains("/..") || written.contains("/./")) {
            throw at.refused("path", "must be like /webhooks/vendor");
          }
        });
    return paths;
  }

  private static Set<String> closedDoors(At at, JsonNode node, Spec spec) {
    JsonNode list = node.get("closed_doors");
    Set<String> closed =
        list == null ? Set.of() : new LinkedHashSet<>(strings(at, "closed_doors", list));
    for (String door : closed) {
      if (!spec.doors().containsKey(door)) {
        throw at.refused("closed_doors", "the vendor has no door " + door);
      }
    }
    if (spec.doors().entrySet().stream()
        .allMatch(door -> door.getValue().echo() || closed.contains(door.getKey()))) {
      throw at.refused("closed_doors", "must leave one open that delivers");
    }
    return closed;
  }

  private static @Nullable Rate rate(At at, JsonNode node) {
    String written = text(at, node, "rate_limit");
    Rate rate = written == null ? null : Rate.read(written);
    if (written != null && rate == null) {
      throw at.refused("rate_limit", "must be like 120/min");
    }
    return rate;
  }

  private static Set<Coding> compressed(At at, JsonNode node) {
    JsonNode list = node.get("compressed");
    Set<Coding> codings = EnumSet.noneOf(Coding.class);
    for (String name : list == null ? List.<String>of() : strings(at, "compressed", list)) {
      Coding coding = Coding.of(name);
      if (coding == null) {
        throw at.refused("compressed", "knows gzip and deflate only");
      }
      codings.add(coding);
    }
    return codings;
  }

  private static Map<String, List<String>> fields(At at, JsonNode node, Spec spec) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    object(at, "fields", node)
        .propertyStream()
        .forEach(
            entry -> {
              if (!spec.fields().containsKey(entry.getKey())) {
                throw at.refused("fields", "the vendor has no field " + entry.getKey());
              }
              fields.put(entry.getKey(), strings(at, "fields", entry.getValue()));
            });
    return fields;
  }

  private static @Nullable String defaultLeadName(At at, JsonNode node) {
    String name = text(at, node, "default_lead_name");
    String problem = name == null ? null : LeadName.problem(name);
    if (problem != null) {
      throw at.refused("default_lead_name", problem);
    }
    return name;
  }

  static JsonNode object(At at, String key, JsonNode node) {
    JsonNode object = node.path(key);
    if (!object.isMissingNode() && !object.isObject()) {
      throw at.refused(key, "must be a map");
    }
    return object;
  }

  static List<String> strings(At at, String key, JsonNode list) {
    if (!list.isArray() || !list.valueStream().allMatch(JsonNode::isString)) {
      throw at.refused(key, "must be a list of texts");
    }
    return list.valueStream().map(JsonNode::asString).toList();
  }

  static @Nullable String text(At at, JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value != null && !value.isString()) {
      throw at.refused(key, "must be a text");
    }
    return value == null ? null : value.asString();
  }

  static @Nullable Boolean flag(At at, JsonNode block, String key) {
    JsonNode value = block.get(key);
    if (value != null && !value.isBoolean()) {
      throw at.refused(key, "must be true or false");
    }
    return value == null ? null : (Boolean) value.asBoolean();
  }

  static void known(At at, JsonNode node, Set<String> keys) {
    for (String key : node.propertyNames()) {
      if (!keys.contains(key)) {
        throw at.refused(key, "is unknown");
      }
    }
  }
}
