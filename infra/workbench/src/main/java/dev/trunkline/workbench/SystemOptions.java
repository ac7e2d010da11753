package dev.trunkline.workbench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command finds the system it is about. */
public final class SystemOptions {

  private static final String ARCHIVE = "definitions";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  CommandSpec mixee;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "trunkline-data",
      description = "data folder of a running `up` or `demo` (default: ./trunkline-data)")
  Path data = Path.of("trunkline-data");

  @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Kafka's bootstrap servers")
  @Nullable String kafka;

  @Option(
      names = "--postgres",
      paramLabel = "URL",
      description = "postgresql://user:password@host:port/database")
  @Nullable String postgres;

  @Option(names = "--gateway", paramLabel = "URL", description = "the gateway's base address")
  @Nullable URI gateway;

  @Option(
      names = "--workbench",
      paramLabel = "URL",
      description = "base address of the private port")
  @Nullable URI workbench;

  @Option(
      names = "--sources",
      paramLabel = "FILE",
      description = "sources file (default: that of the running system)")
  @Nullable Path sources;

  @Option(
      names = "--vendors",
      paramLabel = "DIR",
      description = "directory of further vendors (default: that of the running system)")
  @Nullable Path vendors;

  /**
   * The system meant: what runs on the data folder, each address overridden by its option.
   *
   * @throws CommandFailure where it cannot be told
   */
  RunningSystem find() {
    String kafkaServers = kafka;
    String database = postgres;
    URI door = gateway;
    if (kafkaServers != null && database != null && door != null) {
      return new RunningSystem(
          0,
          door,
          workbench == null ? door : workbench,
          kafkaServers,
          PostgresUrl.jdbc(database),
          absolute(sources),
          absolute(vendors));
    }
    RunningSystem found = RunningSystem.at(data);
    return new RunningSystem(
        found.pid(),
        door == null ? found.gateway() : door,
        workbench == null ? found.workbench() : workbench,
        kafkaServers == null ? found.kafka() : kafkaServers,
        database == null ? found.jdbcUrl() : PostgresUrl.jdbc(database),
        sources == null ? found.sources() : absolute(sources),
        vendors == null ? found.vendors() : absolute(vendors));
  }

  /** What can be told of the system, whether or not it runs; addresses that are named win. */
  public KnownSystem known() {
    boolean elsewhere = kafka != null || postgres != null || gateway != null;
    boolean named = mixee.commandLine().getParseResult().hasMatchedOption("--data");
    boolean here = named || !elsewhere;
    RunningSystem announced = here ? RunningSystem.announced(data) : null;
    RunningSystem running = announced != null && announced.runs() ? announced : null;
    String database = postgres;
    return new KnownSystem(
        here ? data : null,
        named,
        running,
        kafka == null && running != null ? running.kafka() : kafka,
        database == null ? running == null ? null : running.jdbcUrl() : PostgresUrl.jdbc(database),
        gateway == null && running != null ? running.gateway() : gateway,
        workbench == null && running != null ? running.workbench() : workbench,
        sources == null && running != null ? path(running.sources()) : sources,
        vendors == null && running != null ? path(running.vendors()) : vendors);
  }

  private static @Nullable Path path(@Nullable String text) {
    return text == null ? null : Path.of(text);
  }

  /**
   * The folder that keeps every definition that was in force; nothing is made where there is none.
   *
   * @throws CommandFailure where it cannot be told, or is not there
   */
  Path archive() {
    boolean elsewhere = kafka != null && postgres != null && gateway != null;
    if (elsewhere && !mixee.commandLine().getParseResult().hasMatchedOption("--data")) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "the archive of definitions lies in the normalizer's data folder; name it with --data DIR");
    }
    Path archive = data.resolve(ARCHIVE);
    if (!Files.isDirectory(archive)) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "no archive of definitions: "
              + archive
              + "; name the normalizer's data folder with --data DIR");
    }
    return archive;
  }

  private static @Nullable String absolute(@Nullable Path path) {
    return path == null ? null : path.toAbsolutePath().toString();
  }
}
