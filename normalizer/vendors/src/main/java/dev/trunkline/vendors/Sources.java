package dev.trunkline.vendors;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The configured sources (contract, 5).
 *
 * @param all in the file's order, unique by id
 * @param warnings what works but should not stay so, one sentence each, without secrets
 */
public record Sources(List<Source> all, List<String> warnings) {

  /** Copies the lists. */
  public Sources {
    all = List.copyOf(all);
    warnings = List.copyOf(warnings);
  }

  /**
   * Sources from a YAML file.
   *
   * @param environment gives variables by name, null where there is none
   * @throws Refused naming source and key, never a value of a secret
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Sources read(
      Path file, Vendors vendors, Function<String, @Nullable String> environment) {
    try {
      String name = String.valueOf(file.getFileName());
      return of(
          name,
          Yaml.read(name, Files.readAllBytes(file)),
          vendors,
          environment,
          MountedSecrets.of(file, environment));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sources from YAML; mounted secrets without a directory of their own lie in {@code ./secrets}.
   *
   * @param environment gives variables by name, null where there is none
   * @throws Refused naming source and key, never a value of a secret
   * @throws UncheckedIOException if the text cannot be read
   */
  public static Sources read(
      Reader yaml, Vendors vendors, Function<String, @Nullable String> environment) {
    StringBuilder text = new StringBuilder();
    char[] buffer = new char[4096];
    try {
      for (int read = yaml.read(buffer); read >= 0; read = yaml.read(buffer)) {
        text.append(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    MountedSecrets mounted = MountedSecrets.of(Path.of("sources"), environment);
    return of("sources", Yaml.read("sources", bytes), vendors, environment, mounted);
  }

  /**
   * Sources from a YAML file for whoever reads payloads or speaks about doors: no variable and no
   * file of a secret is read, what stands in their place proves nothing. {@link Secret#id} is the
   * variable's name, or that of the mounted secret.
   *
   * @throws Refused naming source and key
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Sources withoutSecrets(Path file, Vendors vendors) {
    try {
      String name = String.valueOf(file.getFileName());
      return withoutSecrets(name, Files.readAllBytes(file), vendors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sources without their secrets, as {@link #withoutSecrets(Path, Vendors)}.
   *
   * @param file its name, for messages
   */
  static Sources withoutSecrets(String file, byte[] yaml, Vendors vendors) {
    JsonNode tree = StandIns.forFiles(Yaml.read(file, yaml));
    return of(file, tree, vendors, StandIns::of, new MountedSecrets(Path.of("secrets")));
  }

  /**
   * A demo source for each vendor, also for those that do not come with the program: ids are the
   * vendors', paths the usual ones, secrets visibly for a demo.
   */
  public static Sources demo(Vendors vendors) {
    try (InputStream in = Sources.class.getResourceAsStream("demo-sources.yaml")) {
      byte[] yaml = DemoSource.added(Objects.requireNonNull(in).readAllBytes(), vendors);
      return of(
          "demo-sources.yaml",
          Yaml.read("demo-sources.yaml", yaml),
          vendors,
          name -> null,
          new MountedSecrets(Path.of("secrets")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The source of an id, or null. */
  public @Nullable Source find(String id) {
    return all.stream().filter(source -> source.id().equals(id)).findFirst().orElse(null);
  }

  /** The doors of all sources. */
  public List<Door> doors(Vendors vendors) {
    return all.stream()
        .flatMap(source -> Doors.of(source, vendors.get(source.vendor())).stream())
        .toList();
  }

  /** The operators' doors of all sources. */
  public List<SyncDoor> syncDoors(Vendors vendors) {
    return SyncDoors.of(all, vendors);
  }

  static Sources of(
      String file,
      JsonNode yaml,
      Vendors vendors,
      Function<String, @Nullable String> environment,
      MountedSecrets mounted) {
    return of(file, yaml, vendors, environment, mounted, secretFile -> {});
  }

  /**
   * Sources of a tree.
   *
   * @param secretFiles told of each file of a secret that is read
   */
  static Sources of(
      String file,
      JsonNode yaml,
      Vendors vendors,
      Function<String, @Nullable String> environment,
      MountedSecrets mounted,
      Consumer<Path> secretFiles) {
    SourcesReader reader = new SourcesReader(file, vendors, environment, mounted, secretFiles);
    List<Source> all = reader.read(yaml);
    refuseTwins(file, all, vendors);
    return new Sources(all, reader.warnings());
  }

  /** Refuses two sources of one id or one door, an operator's door included. */
  static void refuseTwins(String file, List<Source> all, Vendors vendors) {
    Map<String, Source> byId = new LinkedHashMap<>();
    Map<String, String> byPath = new HashMap<>();
    for (Source source : all) {
      if (byId.put(source.id(), source) != null) {
        throw new Refused(file + ": source " + source.id() + ": id stands twice");
      }
      for (Door door : Doors.of(source, vendors.get(source.vendor()))) {
        String other = byPath.put(door.path(), source.id());
        if (other != null) {
          throw new Refused(
              "%s: source %s: path: %s is a door of %s already"
                  .formatted(file, source.id(), door.path(), other));
        }
      }
    }
    for (SyncDoor door : SyncDoors.of(all, vendors)) {
      String other = byPath.put(door.path(), door.source());
      if (other != null) {
        throw new Refused(
            "%s: source %s: pull: sync: %s is a door of %s already; sync: false closes this one"
                .formatted(file, door.source(), door.path(), other));
      }
    }
  }
}
