package dev.trunkline.vendors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads secrets where a sources file names them, and resolves the names. */
final class SecretsReader {

  private static final Set<String> KEYS = Set.of("secret", "not_before", "not_after");

  private final Function<String, @Nullable String> environment;
  private final MountedSecrets mounted;
  private final Consumer<Path> files;
  private final List<String> warnings;

  /**
   * A reader.
   *
   * @param environment gives variables by name, null where there is none
   * @param mounted secrets by name
   * @param files told of each file that is read
   * @param warnings is told what should not stay so
   */
  SecretsReader(
      Function<String, @Nullable String> environment,
      MountedSecrets mounted,
      Consumer<Path> files,
      List<String> warnings) {
    this.environment = environment;
    this.mounted = mounted;
    this.files = files;
    this.warnings = warnings;
  }

  /** At least one; each a text, or a map that also says from when to when it is live. */
  List<Secret> all(At at, String key, @Nullable JsonNode list) {
    if (list == null || !list.isArray() || list.isEmpty()) {
      throw at.refused(key, "must be a list with at least one secret");
    }
    List<Secret> secrets = new ArrayList<>();
    for (JsonNode written : list) {
      int place = secrets.size() + 1;
      secrets.add(
          written.isObject()
              ? limited(at, key, written, place)
              : one(at, key, written.asString(""), place));
    }
    return secrets;
  }

  /** One, by what names it; {@code place} names it in messages. */
  Secret one(At at, String key, String written, int place) {
    if (written.startsWith("${") && written.endsWith("}")) {
      String name = written.substring(2, written.length() - 1);
      String where = "the environment variable " + name;
      String value = environment.apply(name);
      if (value == null) {
        throw at.refused(key, where + " is not set");
      }
      return new Secret(name, meant(at, key, where, value));
    }
    if (written.startsWith("file:")) {
      return fromFile(at, key, written.substring("file:".length()), place);
    }
    if (written.startsWith(MountedSecrets.REFERENCE)) {
      return mounted.read(at, key, written, place, files);
    }
    String value = meant(at, key, "number " + place, written);
    warnings.add(at.where() + key + ": number " + place + " is written into the file itself");
    return new Secret("literal-" + place, value);
  }

  private Secret limited(At at, String key, JsonNode written, int place) {
    At inside = new At(at.where() + key + ": number " + place + ": ");
    SourcesReader.known(inside, written, KEYS);
    Secret secret = one(at, key, written.path("secret").asString(""), place);
    Instant from = moment(inside, "not_before", written);
    Instant to = moment(inside, "not_after", written);
    if (from != null && to != null && !from.isBefore(to)) {
      throw inside.refused("not_after", "is not after not_before");
    }
    return new Secret(secret.id(), secret.value(), from, to);
  }

  private static @Nullable Instant moment(At at, String key, JsonNode written) {
    String text = SourcesReader.text(at, written, key);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw at.refused(key, "must be a time like 2026-03-01T00:00:00Z");
    }
  }

  /** The value, unless it is none or a mark that one is wanted. */
  static String meant(At at, String key, String where, String value) {
    if (value.isBlank()) {
      throw at.refused(key, where + " is empty");
    }
    if (Placeholder.is(value)) {
      throw at.refused(key, where + " holds a placeholder, which everybody knows, and no secret");
    }
    return value;
  }

  private Secret fromFile(At at, String key, String path, int place) {
    try {
      Path file = Path.of(path);
      files.accept(file);
      String value = Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
      return new Secret("file-" + place, meant(at, key, "the file of number " + place, value));
    } catch (IOException | InvalidPathException e) {
      throw at.refused(key, "the file of number " + place + " cannot be read");
    }
  }
}
