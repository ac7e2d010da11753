package dev.trunkline.workbench;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.VendorDefinition;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline vendors list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    header = "List the vendors that can be read.",
    synopsisHeading =
        "Examples:%n  trunkline vendors list%n  trunkline vendors list --json | jq -r '.vendors[].vendor'%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Shows each vendor's doors, kinds of proof, number of samples, and the hash of what decides",
      "meaning in its folder."
    })
final class VendorsListCommand implements Callable<Integer> {

  @Mixin Definitions definitions = new Definitions();

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  private final PrintStream out;

  /** Prints to standard output. */
  VendorsListCommand() {
    this(Output.standard());
  }

  VendorsListCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    List<VendorDefinition> vendors = List.copyOf(definitions.vendors().all());
    if (json) {
      out.println(
          Output.json(Map.of("vendors", vendors.stream().map(VendorsListCommand::shown).toList())));
      return ExitCode.OK;
    }
    for (VendorDefinition vendor : vendors) {
      out.println(vendor.vendor() + "  " + vendor.title());
      for (Door door : vendor.usualDoors()) {
        out.printf("  %-8s %s %s%n", door.name(), methods(door), door.path());
      }
      out.printf(
          "  proofs %s; %d samples; definition %s%n",
          String.join(", ", vendor.proofKinds()),
          vendor.samples().size(),
          vendor.contentHash().substring(0, 12));
    }
    return ExitCode.OK;
  }

  private static Map<String, Object> shown(VendorDefinition vendor) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("vendor", vendor.vendor());
    shown.put("title", vendor.title());
    shown.put("doors", vendor.usualDoors().stream().map(VendorsListCommand::shown).toList());
    shown.put("proofs", vendor.proofKinds());
    shown.put("samples", vendor.samples().size());
    shown.put("content_hash", vendor.contentHash());
    return shown;
  }

  private static Map<String, Object> shown(Door door) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", door.name());
    shown.put("methods", new TreeSet<>(door.methods()));
    shown.put("path", door.path());
    return shown;
  }

  private static String methods(Door door) {
    return String.join("|", new TreeSet<>(door.methods()));
  }
}
