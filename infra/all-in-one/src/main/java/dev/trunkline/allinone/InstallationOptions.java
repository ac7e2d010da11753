package dev.trunkline.allinone;

import dev.trunkline.gateway.Gateway;
import dev.trunkline.vendors.DefinitionLoader;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.SourcesOrigin;
import dev.trunkline.vendors.Vendors;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where an installation keeps its data and listens. A port that is null: the usual one, else any.
 */
final class InstallationOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "trunkline-data",
      description = "everything it keeps (default: ./trunkline-data)")
  Path data = Path.of("trunkline-data");

  @Option(
      names = "--gateway-port",
      paramLabel = "PORT",
      description = "where webhooks come in (default: 8080, or a free one; 0: any free one)")
  @Nullable Integer gatewayPort;

  @Option(
      names = "--workbench-port",
      paramLabel = "PORT",
      description = "health and metrics, private (default: 8081, or a free one)")
  @Nullable Integer workbenchPort;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "the embedded broker (default: 9092, or a free one)")
  @Nullable Integer kafkaPort;

  @Option(
      names = "--postgres-port",
      paramLabel = "PORT",
      description = "the embedded database (default: 5433, or a free one)")
  @Nullable Integer postgresPort;

  @Option(
      names = "--sources",
      paramLabel = "FILE",
      description =
          "the sources file, read again when it changes (default: one demo source a vendor)")
  @Nullable Path sources;

  @Option(
      names = "--vendors",
      paramLabel = "DIR",
      description = {
        "folders of further vendors, or of these read otherwise;",
        "read again when they change"
      })
  @Nullable Path vendors;

  /**
   * What loads the vendors, the built-in ones and those of the directory, which win, and the
   * sources.
   *
   * @param demo the sources of these vendors where no file says them
   */
  DefinitionLoader definitions(Function<Vendors, Sources> demo) {
    return new DefinitionLoader(
        Vendors.builtIn(),
        vendors,
        sources == null ? SourcesOrigin.derived(demo) : SourcesOrigin.file(sources, System::getenv),
        Gateway::check);
  }
}
