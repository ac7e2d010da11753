package dev.trunkline.vendors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the sources come from. Not thread-safe. */
public abstract sealed class SourcesOrigin {

  private SourcesOrigin() {}

  /**
   * Sources that follow from the vendors, as the demo's do.
   *
   * @param sources of these vendors; throws {@link Refused}
   */
  public static SourcesOrigin derived(Function<Vendors, Sources> sources) {
    return new Derived(sources);
  }

  /**
   * Sources of a file, which is read again when it changes.
   *
   * @param environment gives variables by name, null where there is none
   */
  public static SourcesOrigin file(Path file, Function<String, @Nullable String> environment) {
    return new OfFile(new WatchedFile(file), environment, MountedSecrets.of(file, environment));
  }

  /**
   * The sources as they are now, to be read with the vendors of the time.
   *
   * @throws UncheckedIOException if they cannot be read
   */
  abstract Function<Vendors, Sources> take();

  /** Looks once: other sources, or null where they are what they were. */
  abstract @Nullable Function<Vendors, Sources> look();

  /** Why the sources are not read as they lie now; null if they are. */
  abstract @Nullable String refusal();

  private static final class Derived extends SourcesOrigin {
    private final Function<Vendors, Sources> sources;

    Derived(Function<Vendors, Sources> sources) {
      this.sources = sources;
    }

    @Override
    Function<Vendors, Sources> take() {
      return sources;
    }

    @Override
    @Nullable Function<Vendors, Sources> look() {
      return null;
    }

    @Override
    @Nullable String refusal() {
      return null;
    }
  }

  private static final class OfFile extends SourcesOrigin {
    private final WatchedFile file;
    private final Function<String, @Nullable String> environment;
    private final MountedSecrets mounted;
    private final SecretFiles secrets = new SecretFiles();
    private byte @Nullable [] taken;

    OfFile(
        WatchedFile file, Function<String, @Nullable String> environment, MountedSecrets mounted) {
      this.file = file;
      this.environment = environment;
      this.mounted = mounted;
    }

    @Override
    Function<Vendors, Sources> take() {
      try {
        byte[] bytes = file.take();
        taken = bytes;
        return read(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    @Nullable Function<Vendors, Sources> look() {
      byte[] bytes = file.look();
      boolean other = secrets.look();
      if (bytes != null) {
        taken = bytes;
      } else if (!other) {
        return null;
      }
      return read(Objects.requireNonNull(taken));
    }

    @Override
    @Nullable String refusal() {
      return file.refusal();
    }

    private Function<Vendors, Sources> read(byte[] yaml) {
      return vendors -> {
        try {
          return Sources.of(
              file.name(),
              Yaml.read(file.name(), yaml),
              vendors,
              environment,
              mounted,
              secrets::seen);
        } finally {
          secrets.done();
        }
      };
    }
  }
}
