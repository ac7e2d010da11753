package dev.trunkline.vendors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one secret by what names it, as a sources file does. */
public final class SecretReference {

  private static final List<String> BEGINNINGS = List.of("${", "file:", MountedSecrets.REFERENCE);

  private SecretReference() {}

  /**
   * The secret that is named.
   *
   * @param written {@code ${NAME}}, {@code file:PATH} or {@code secret:NAME}; its id, too
   * @param sources the file beside which mounted secrets lie
   * @param environment gives variables by name, null where there is none
   * @throws Refused if it names none that can be read, or is one itself: a command line is seen by
   *     everybody on the machine
   */
  public static Secret read(
      String written, Path sources, Function<String, @Nullable String> environment) {
    At at = new At("");
    if (BEGINNINGS.stream().noneMatch(written::startsWith)) {
      throw at.refused("--secret", "must name a secret: ${NAME}, file:PATH or secret:NAME");
    }
    SecretsReader reader =
        new SecretsReader(
            environment, MountedSecrets.of(sources, environment), file -> {}, new ArrayList<>());
    return new Secret(written, reader.one(at, "--secret", written, 1).value());
  }
}
