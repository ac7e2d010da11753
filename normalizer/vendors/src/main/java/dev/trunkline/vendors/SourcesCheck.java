package dev.trunkline.vendors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a sources file says, and all that is wrong with it: of each source the first key that is
 * refused, and every variable that is not set.
 *
 * @param sources those that can be read, in the file's order
 * @param problems each naming file, source and key, never a value of a secret; empty if the file is
 *     accepted
 */
public record SourcesCheck(List<Checked> sources, List<String> problems) {

  /** Copies the lists. */
  public SourcesCheck {
    sources = List.copyOf(sources);
    problems = List.copyOf(problems);
  }

  /**
   * A source that can be read.
   *
   * @param doors where its webhooks enter
   * @param pulls how its vendor's history is asked for; null: it cannot be
   * @param warnings what works but should not stay so
   */
  public record Checked(
      Source source, List<Door> doors, @Nullable Pulls pulls, List<String> warnings) {}

  /**
   * Checks a sources file.
   *
   * @param environment gives variables by name, null where there is none
   * @throws UncheckedIOException if the file cannot be read
   */
  public static SourcesCheck of(
      Path file, Vendors vendors, Function<String, @Nullable String> environment) {
    try {
      return of(
          String.valueOf(file.getFileName()),
          Files.readAllBytes(file),
          vendors,
          environment,
          MountedSecrets.of(file, environment));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks a sources file of this name with these bytes. */
  static SourcesCheck of(
      String name,
      byte[] yaml,
      Vendors vendors,
      Function<String, @Nullable String> environment,
      MountedSecrets mounted) {
    List<Checked> sources = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    try {
      int index = 0;
      for (JsonNode node : SourcesReader.list(name, Yaml.read(name, yaml))) {
        Set<String> unset = new TreeSet<>();
        SourcesReader reader =
            new SourcesReader(
                name, vendors, standingIn(environment, unset), mounted, secretFile -> {});
        try {
          Source source = reader.source(node, index);
          VendorDefinition vendor = vendors.get(source.vendor());
          sources.add(
              new Checked(
                  source, Doors.of(source, vendor), Pulls.of(source, vendor), reader.warnings()));
        } catch (Refused e) {
          problems.add(String.valueOf(e.getMessage()));
        }
        String which = node.path("id").asString(String.valueOf(index));
        index++;
        unset.forEach(
            variable ->
                problems.add(
                    name
                        + ": source "
                        + which
                        + ": "
                        + named(node, "${" + variable + "}")
                        + ": the environment variable "
                        + variable
                        + " is not set or empty"));
      }
      Sources.refuseTwins(name, sources.stream().map(Checked::source).toList(), vendors);
    } catch (Refused e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return new SourcesCheck(sources, problems);
  }

  /** The key that wants a variable. */
  private static String named(JsonNode source, String written) {
    if (source.path("recordings").path("secret").asString("").equals(written)) {
      return "recordings: secret";
    }
    JsonNode pull = source.path("pull");
    if (pull.path("secret").asString("").equals(written)) {
      return "pull: secret";
    }
    return pull.path("secrets").properties().stream()
        .filter(secret -> secret.getValue().asString("").equals(written))
        .map(secret -> "pull: secrets." + secret.getKey())
        .findFirst()
        .orElse("secrets");
  }

  /** Notes what is not set, and goes on, so that one variable does not hide the next. */
  private static Function<String, @Nullable String> standingIn(
      Function<String, @Nullable String> environment, Set<String> unset) {
    return name -> {
      String value = environment.apply(name);
      if (value == null || value.isEmpty()) {
        unset.add(name);
        return StandIns.of(name);
      }
      return value;
    };
  }
}
