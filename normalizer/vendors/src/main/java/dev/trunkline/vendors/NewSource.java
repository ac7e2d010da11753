package dev.trunkline.vendors;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A source that is to be written into a sources file.
 *
 * @param vendor its definition
 * @param zone null: the vendor's usual one
 * @param region null: the vendor's usual one
 * @param paths its own paths, by door; a door that is not named has the vendor's
 * @param closedDoors doors that it does not open
 * @param proof kind of the one proof that it demands
 * @param secret reference of the proof's secret, never the secret itself
 */
public record NewSource(
    String id,
    VendorDefinition vendor,
    @Nullable String zone,
    @Nullable String region,
    Map<String, String> paths,
    Set<String> closedDoors,
    String proof,
    String secret) {

  /** The kind that any vendor can give into whose settings a URL can be typed. */
  public static final String PATH_SECRET = "path-secret";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./+-]*");
  private static final Set<String> YAML_WORDS =
      Set.of("y", "n", "yes", "no", "true", "false", "on", "off", "null");

  /** Copies the collections. */
  public NewSource {
    paths = Map.copyOf(paths);
    closedDoors = Set.copyOf(closedDoors);
  }

  /**
   * What a source of this vendor is asked for unless somebody knows better: a path secret where the
   * vendor's folder lists one, as those who sign list none; else the vendor's usual proof.
   */
  public static String usualProof(VendorDefinition vendor) {
    List<String> kinds = vendor.proofKinds();
    return kinds.contains(PATH_SECRET) ? PATH_SECRET : kinds.get(0);
  }

  /**
   * The sources of a file that may be none yet; no secret of theirs is read.
   *
   * @param file its name, for messages
   * @throws Refused naming source and key
   */
  public static Sources standing(String file, byte[] yaml, Vendors vendors) {
    JsonNode root = Yaml.read(file, yaml);
    JsonNode list = root.path("sources");
    boolean nothing = list.isValueNode() && list.asString("").isEmpty();
    return root.isMissingNode() || root.isNull() || nothing
        ? new Sources(List.of(), List.of())
        : Sources.withoutSecrets(file, yaml, vendors);
  }

  /**
   * Why it cannot stand beside these: its id or one of its paths is taken; nothing if it can.
   *
   * @throws Refused if it says what its vendor does not know
   */
  public Optional<String> taken(Sources standing, Vendors vendors) {
    if (standing.find(id) != null) {
      return Optional.of("source " + id + " is there already");
    }
    List<String> alone = new ArrayList<>(List.of("sources:"));
    lines().forEach(line -> alone.add("  " + line));
    byte[] yaml = String.join("\n", alone).getBytes(StandardCharsets.UTF_8);
    Source source =
        Objects.requireNonNull(Sources.withoutSecrets("the call", yaml, vendors).find(id));
    for (Door door : Doors.of(source, vendor)) {
      for (Door other : standing.doors(vendors)) {
        if (door.path().equals(other.path())) {
          return Optional.of(
              "the path %s of door %s is a door of %s already"
                  .formatted(door.path(), door.name(), other.source()));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The sources file with this source at its end.
   *
   * @param file its name, for messages
   * @param before its bytes; none where it is to be made
   * @throws Refused if there is no such proof, or the file has no end to write at
   */
  public byte[] addedTo(String file, byte[] before) {
    return SourcesText.with(file, before, lines());
  }

  /**
   * What the very reader of a start says of a file to which this source was added.
   *
   * @param file where it is to lie
   * @param yaml its bytes
   * @param environment gives variables by name, null where there is none
   * @param doorCheck throws {@link IllegalArgumentException} where the doors cannot be open
   *     together
   * @return problems of other sources only: variables and files that are not here, say
   * @throws Refused if this source, or any source's form, is refused
   */
  public SourcesCheck check(
      Path file,
      byte[] yaml,
      Vendors vendors,
      Function<String, @Nullable String> environment,
      Consumer<Definitions> doorCheck) {
    String name = String.valueOf(file.getFileName());
    try {
      doorCheck.accept(Definitions.of(vendors, Sources.withoutSecrets(name, yaml, vendors)));
    } catch (IllegalArgumentException e) {
      throw new Refused(name + ": " + e.getMessage());
    }
    SourcesCheck check =
        SourcesCheck.of(name, yaml, vendors, environment, MountedSecrets.of(file, environment));
    for (String problem : check.problems()) {
      if (problem.startsWith(name + ": source " + id + ": ")) {
        throw new Refused(problem);
      }
    }
    return check;
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("- id: " + written(id));
    lines.add("  vendor: " + written(vendor.vendor()));
    if (zone != null) {
      lines.add("  zone: " + written(zone));
    }
    if (region != null) {
      lines.add("  region: " + written(region));
    }
    List<String> doors = vendor.spec().doors().keySet().stream().toList();
    List<String> own = doors.stream().filter(paths::containsKey).toList();
    if (own.equals(doors.subList(0, 1))) {
      lines.add("  path: " + written(paths.getOrDefault(own.get(0), "")));
    } else if (!own.isEmpty()) {
      lines.add(
          own.stream()
              .map(door -> written(door) + ": " + written(paths.getOrDefault(door, "")))
              .collect(Collectors.joining(", ", "  paths: {", "}")));
    }
    List<String> closed = doors.stream().filter(closedDoors::contains).toList();
    if (!closed.isEmpty()) {
      lines.add("  closed_doors: [" + String.join(", ", closed) + "]");
    }
    String secrets = "secrets: [" + Json.write(secret) + "]";
    if (proof.equals(vendor.proofKinds().get(0))) {
      lines.add("  " + secrets);
    } else {
      lines.add("  proofs:");
      lines.add("    - {" + proofAsTold() + ", " + secrets + "}");
    }
    return lines;
  }

  /** The proof as the vendor's own file says it. */
  private String proofAsTold() {
    JsonNode yaml =
        Yaml.read(vendor.vendor() + "/vendor.yaml", vendor.folder().required("vendor.yaml"));
    for (JsonNode known : yaml.path("proofs")) {
      if (known.path("kind").asString("").equals(proof)) {
        return known
            .propertyStream()
            .map(key -> key.getKey() + ": " + written(key.getValue().asString()))
            .collect(Collectors.joining(", "));
      }
    }
    if (!proof.equals(PATH_SECRET) && !vendor.proofKinds().contains(proof)) {
      throw new Refused(
          "proof "
              + proof
              + " is none that "
              + vendor.vendor()
              + " gives; there are: "
              + String.join(", ", vendor.proofKinds()));
    }
    return "kind: " + proof;
  }

  private static String written(String text) {
    return PLAIN.matcher(text).matches() && !YAML_WORDS.contains(text.toLowerCase(Locale.ROOT))
        ? text
        : Json.write(text);
  }
}
