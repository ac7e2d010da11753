package dev.trunkline.workbench;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.vendors.Explained;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Translator;
import dev.trunkline.vendors.VendorDefinition;
import dev.trunkline.vendors.Vendors;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trunkline map}. */
@Command(
    name = "map",
    mixinStandardHelpOptions = true,
    header = "Say what bodies mean; start nothing.",
    synopsisHeading =
        "Examples:%n  trunkline map --source onecom body.json%n  trunkline map --vendor onecom --zone Asia/Jerusalem --region IL *.json | jq .events%n  trunkline map --source onecom --explain body.json | jq .explain%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Reads each file as if its source had sent it, and prints one line of JSON a file: its",
      "events, and why elements were ignored or rejected. The same file always gives the same",
      "line: it counts as received at 2026-01-01T00:00:00Z, under an id made of its bytes, unless",
      "--received-at and --delivery-id say otherwise. Phones and names are shown as they are."
    })
public final class MapCommand implements Callable<Integer> {

  @Mixin VendorOptions definitions = new VendorOptions();

  @Option(names = "--source", paramLabel = "ID", description = "whose bodies they are")
  @Nullable String source;

  @Option(
      names = "--sources",
      paramLabel = "FILE",
      description = "where the source stands (default: the demo sources); its secrets are not read")
  @Nullable Path sources;

  @Option(
      names = "--vendor",
      paramLabel = "V",
      description = "instead of a source: read by this vendor's definition")
  @Nullable String vendor;

  @Option(
      names = "--region",
      paramLabel = "IN",
      description = "with --vendor: default region of phone numbers")
  @Nullable String region;

  @Option(
      names = "--zone",
      paramLabel = "Asia/Kolkata",
      description = "with --vendor: zone of times that carry none")
  @Nullable String zone;

  @Option(
      names = "--door",
      paramLabel = "NAME",
      description = "where the vendor has several (default: the first)")
  @Nullable String door;

  @Option(
      names = "--channel",
      paramLabel = "hook|pull",
      defaultValue = "hook",
      description = "whether the vendor sent it or we fetched it (default: hook)")
  String channel = "hook";

  @Option(
      names = "--api",
      paramLabel = "NAME",
      description = "with --channel pull: the vendor's API that the page is of")
  @Nullable String api;

  @Option(
      names = "--content-type",
      paramLabel = "T",
      description = "as sent (default: by the ending .json, .form, .csv or .sse, else none)")
  @Nullable String contentType;

  @Option(
      names = "--query",
      description = "files hold query strings, without a body (default: those that end in .query)")
  boolean query;

  @Option(
      names = "--received-at",
      paramLabel = "INSTANT",
      defaultValue = "2026-01-01T00:00:00Z",
      description = "RFC 3339 (default: 2026-01-01T00:00:00Z, so that output is reproducible)")
  String receivedAt = "2026-01-01T00:00:00Z";

  @Option(
      names = "--delivery-id",
      paramLabel = "UUID",
      description = "default: derived from the file's bytes")
  @Nullable String deliveryId;

  @Option(
      names = "--explain",
      description = "say why: fields and their keys, the mapping's variables, its answers")
  boolean explain;

  @Option(names = "--json", description = "as it is anyway")
  boolean json;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "bodies, one a file")
  List<String> files = List.of();

  private final PrintStream out;

  /** Prints to standard output. */
  public MapCommand() {
    this(Output.standard());
  }

  MapCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    Vendors vendors = definitions.vendors();
    Source reader = reader(vendors);
    FileDelivery delivery =
        new FileDelivery(
            reader,
            entrance(VendorOptions.vendor(vendors, reader.vendor())),
            channel.equals("pull"),
            contentType,
            query,
            instant(),
            deliveryId());
    Translator translator = VendorOptions.accepted(() -> Translator.of(vendors, List.of(reader)));
    for (String file : files) {
      out.println(Output.json(mapped(file, translator, delivery.of(Path.of(file)))));
    }
    return ExitCode.OK;
  }

  private Map<String, Object> mapped(String file, Translator translator, Delivery delivery) {
    if (!explain) {
      return Mapped.of(file, translator.translate(delivery).elements());
    }
    Explained explained = translator.explain(delivery);
    Map<String, Object> mapped =
        Mapped.of(file, explained.elements().stream().map(Explained.Element::fate).toList());
    mapped.put("explain", Mapped.explanation(explained));
    return mapped;
  }

  private Source reader(Vendors vendors) {
    String id = source;
    String of = vendor;
    if ((id == null) == (of == null)) {
      throw new CommandFailure(ExitCode.USAGE, "say either --source ID or --vendor V");
    }
    if (of != null) {
      VendorDefinition definition = VendorOptions.vendor(vendors, of);
      if (zone == null && definition.zoneRequired()) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "the times of vendor " + of + " carry no zone; say --zone, like --zone Asia/Kolkata");
      }
      return VendorOptions.accepted(() -> definition.reading(zone, region));
    }
    if (zone != null || region != null) {
      throw new CommandFailure(
          ExitCode.USAGE, "--zone and --region go with --vendor; a source has its own");
    }
    return VendorOptions.source(vendors, sources, String.valueOf(id));
  }

  private String entrance(VendorDefinition definition) {
    if (!channel.equals("hook") && !channel.equals("pull")) {
      throw new CommandFailure(ExitCode.USAGE, "--channel is hook or pull");
    }
    if (api != null) {
      if (channel.equals("hook") || door != null) {
        throw new CommandFailure(
            ExitCode.USAGE, "--api goes with --channel pull and instead of --door");
      }
      return doorOf(definition, api);
    }
    return VendorOptions.door(definition, door);
  }

  /**
   * The door whose deliveries an API's pages count as; where no API has a name, the name itself.
   */
  private static String doorOf(VendorDefinition definition, String api) {
    if (definition.apiNames().isEmpty()) {
      return api;
    }
    String door = definition.doorOfApi(api);
    if (door == null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no API " + api + "; there are: " + String.join(", ", definition.apiNames()));
    }
    return door;
  }

  private Instant instant() {
    try {
      return Instant.parse(receivedAt);
    } catch (DateTimeParseException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "--received-at is no instant; it is like 2026-01-01T00:00:00Z");
    }
  }

  private @Nullable String deliveryId() {
    try {
      return deliveryId == null ? null : UUID.fromString(deliveryId).toString();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "--delivery-id is no UUID; without it the file's bytes make one");
    }
  }
}
