package dev.trunkline.workbench;

import dev.trunkline.vendors.MountedSecrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the secret of a source that is to be added comes from, and where it is put. */
final class SecretOptions {

  private static final String MINT = "new";
  private static final String INPUT = "-";
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}|(file|secret):.+");
  private static final Pattern AS_IT_IS = Pattern.compile("[A-Za-z0-9._~-]+");

  /** Kinds of proof whose secret the vendor makes. */
  private static final Set<String> VENDORS_OWN = Set.of("hmac", "ed25519", "standard-webhooks");

  /** Kinds of proof whose secret stands in the URL. */
  private static final Set<String> IN_URL = Set.of("path-secret", "query-secret");

  @Option(
      names = "--secret",
      paramLabel = "REFERENCE",
      description = {
        "new: it is made here; -: standard input holds it; or where it lies already:",
        "secret:NAME, file:/path, $${VARIABLE}",
        "(default: new, but where the vendor signs with one of its own, that is asked for)"
      })
  @Nullable String secret;

  @Option(
      names = "--secrets",
      paramLabel = "DIR",
      description = {
        "where its file is put",
        "(default: $TRUNKLINE_SECRETS, else secrets/ beside the sources file)"
      })
  @Nullable Path directory;

  /**
   * The secret.
   *
   * @param kind of the proof
   * @param name of its file, if it gets one
   * @param mounted where the sources file looks for names
   */
  NewSecret secret(
      Interview interview, InputStream in, String kind, String name, MountedSecrets mounted)
      throws IOException {
    Path into = directory == null ? mounted.directory() : directory;
    String from = secret == null ? MINT : secret;
    if (secret == null && VENDORS_OWN.contains(kind)) {
      String typed =
          interview.secret(
              "--secret", "the secret that the vendor signs with (not shown; nothing: make one)");
      interview.complete();
      if (!typed.isEmpty()) {
        return NewSecret.kept(name, usable(kind, typed), false, into, mounted);
      }
    }
    interview.complete();
    return switch (from) {
      case MINT -> NewSecret.kept(name, NewSecret.mint(new SecureRandom()), true, into, mounted);
      case INPUT ->
          NewSecret.kept(
              name,
              usable(kind, new String(in.readAllBytes(), StandardCharsets.UTF_8).strip()),
              false,
              into,
              mounted);
      default -> {
        if (!REFERENCE.matcher(from).matches()) {
          throw new CommandFailure(
              ExitCode.USAGE,
              "--secret says where a secret lies; the secret itself does not belong on a command line: --secret - reads it");
        }
        yield NewSecret.referred(from, mounted);
      }
    };
  }

  private static String usable(String kind, String value) {
    if (value.isEmpty() || value.lines().count() > 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "the secret is empty or of several lines; give it as one line");
    }
    if (IN_URL.contains(kind) && !AS_IT_IS.matcher(value).matches()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "a secret in a URL has letters, digits, dots, -, _ and ~; without --secret one is made");
    }
    return value;
  }
}
