package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.load.DemoSources;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.vendors.DefinitionLoader;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.SourcesOrigin;
import dev.trunkline.vendors.Vendors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Where a running installation is found; kept beside its data, readable by its owner only.
 *
 * @param pid of the process that runs it
 * @param gateway base address of the public port
 * @param workbench base address of the private port
 * @param kafka bootstrap servers
 * @param jdbcUrl of the database, user and password included
 * @param sources the sources file it runs with; null for the demo sources
 * @param vendors the directory of further vendors it runs with; null for the built-in ones only
 */
public record RunningSystem(
    long pid,
    URI gateway,
    URI workbench,
    String kafka,
    String jdbcUrl,
    @Nullable String sources,
    @Nullable String vendors) {

  private static final String FILE = "running.json";

  /** Its Kafka. */
  public KafkaClients kafkaClients() {
    return new KafkaClients(kafka);
  }

  /**
   * The vendors and sources that it runs with, as they lie now.
   *
   * @throws dev.trunkline.vendors.Refused if the sources cannot be read, or name a vendor without a
   *     usable definition
   */
  public Definitions definitions() {
    return definitions(Sources::demo);
  }

  /**
   * The vendors and sources that it runs with, as they lie now; where it has no sources file, all
   * sources that it may have without one: a {@code demo} has more of them than an {@code up}.
   *
   * @throws dev.trunkline.vendors.Refused as {@link #definitions()}
   */
  Definitions possibleDefinitions() {
    return definitions(DemoSources::forSamples);
  }

  private Definitions definitions(Function<Vendors, Sources> withoutFile) {
    return definitions(sources, vendors, withoutFile);
  }

  /** Those of a system with these files, as they lie now. */
  static Definitions definitions(
      @Nullable String sources, @Nullable String vendors, Function<Vendors, Sources> withoutFile) {
    DefinitionLoader loader =
        new DefinitionLoader(
            Vendors.builtIn(),
            vendors == null ? null : Path.of(vendors),
            sources == null
                ? SourcesOrigin.derived(withoutFile)
                : SourcesOrigin.file(Path.of(sources), System::getenv),
            trial -> {});
    return loader.start().definitions();
  }

  /** Leaves word of a running installation in its data folder. */
  public void announce(Path data) {
    try {
      Path draft = data.resolve(FILE + ".new");
      Files.deleteIfExists(draft);
      Files.createFile(draft);
      if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(
            draft, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
      }
      Files.write(draft, EventJson.mapper().writeValueAsBytes(this));
      Files.move(
          draft,
          data.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + FILE + " into " + data, e);
    }
  }

  /** Takes the word back. */
  public static void forget(Path data) {
    try {
      Files.deleteIfExists(data.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + FILE + " in " + data, e);
    }
  }

  /** What last said that it runs on this data folder; null where nothing did, or took it back. */
  public static @Nullable RunningSystem announced(Path data) {
    try {
      return EventJson.mapper()
          .readValue(Files.readAllBytes(data.resolve(FILE)), RunningSystem.class);
    } catch (IOException | JacksonException e) {
      return null; // no such file, or half of one
    }
  }

  /** Whether the process that said so is there. */
  public boolean runs() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  /**
   * The installation running on this data folder.
   *
   * @throws CommandFailure where none is
   */
  public static RunningSystem at(Path data) {
    RunningSystem system = announced(data);
    if (system != null && system.runs()) {
      return system;
    }
    throw new CommandFailure(
        ExitCode.UNREACHABLE,
        "nothing is running on "
            + data
            + "; start it with: trunkline up --data "
            + data
            + ", or name --kafka, --postgres and --gateway");
  }
}
