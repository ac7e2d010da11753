package dev.trunkline.allinone;

import dev.trunkline.vendors.Vendors;
import java.nio.file.Path;
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
      description = "the sources file (default: one demo source a vendor)")
  @Nullable Path sources;

  @Option(
      names = "--vendors",
      paramLabel = "DIR",
      description = "folders of further vendors, or of these read otherwise")
  @Nullable Path vendors;

  /**
   * The vendors: the built-in ones and those of the folder, which win.
   *
   * @throws dev.trunkline.vendors.Refused naming the folder that does not lint or whose samples do
   *     not come out as they say
   */
  Vendors vendors() {
    return vendors == null ? Vendors.builtIn() : Vendors.builtIn().with(Vendors.load(vendors));
  }
}
