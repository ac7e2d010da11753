package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A directory with a file for each secret, as Docker and Kubernetes mount them: {@code secret:NAME}
 * is what the file NAME holds.
 *
 * @param directory that of {@link #VARIABLE}; without it {@code secrets} beside the sources file
 */
public record MountedSecrets(Path directory) {

  /** The environment variable that names the directory. */
  public static final String VARIABLE = "TRUNKLINE_SECRETS";

  /** What a reference begins with. */
  public static final String REFERENCE = "secret:";

  /** What both of them take for a name; nothing in it leads elsewhere. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,253}");

  private static final Pattern DOTS = Pattern.compile("\\.+");

  /**
   * Those of a sources file.
   *
   * @param environment gives variables by name, null where there is none
   */
  public static MountedSecrets of(Path sources, Function<String, @Nullable String> environment) {
    String named = environment.apply(VARIABLE);
    return new MountedSecrets(
        named == null || named.isBlank() ? sources.resolveSibling("secrets") : Path.of(named));
  }

  /** Whether a secret can be called so. */
  public static boolean isName(String name) {
    return NAME.matches(name) && !DOTS.matches(name);
  }

  /**
   * What is referred to, a newline at its end left out.
   *
   * @param written the reference
   * @param place in its list, for messages
   * @param files told of the file that is read
   */
  Secret read(At at, String key, String written, int place, Consumer<Path> files) {
    String name = written.substring(REFERENCE.length());
    if (!isName(name)) {
      throw at.refused(
          key, "number " + place + " names no secret; a name has letters, digits, dots, - and _");
    }
    String where = "the file " + name + " in the directory of secrets";
    try {
      Path file = directory.resolve(name);
      files.accept(file);
      String value = Files.readString(file, StandardCharsets.UTF_8);
      return new Secret(name, SecretsReader.meant(at, key, where, value.stripTrailing()));
    } catch (IOException e) {
      throw at.refused(key, where + " cannot be read; it is looked for in " + directory);
    }
  }
}
