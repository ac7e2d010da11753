package dev.trunkline.workbench;

import dev.trunkline.vendors.Doors;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.VendorDefinition;
import dev.trunkline.vendors.Vendors;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline vendors sheet}. */
@Command(
    name = "sheet",
    mixinStandardHelpOptions = true,
    header = "Print the setup sheet to hand to a vendor.",
    synopsisHeading =
        "Examples:%n  trunkline vendors sheet --source knowrithm%n  trunkline vendors sheet --source onecom --sources sources.yaml --base-url https://hooks.example.com > onecom.md%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Prints, in Markdown, what a vendor's support person needs: URLs, methods, proofs, a call to",
      "try, the answers, what to click. Secrets are named and not read."
    })
final class VendorsSheetCommand implements Callable<Integer> {

  @Mixin Definitions definitions = new Definitions();

  @Option(names = "--source", required = true, paramLabel = "ID", description = "whose sheet")
  String source = "";

  @Option(
      names = "--sources",
      paramLabel = "FILE",
      description = "where the source stands (default: the demo sources); its secrets are not read")
  @Nullable Path sources;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      defaultValue = "https://hooks.example.com",
      description = "where the doors are reached (default: https://hooks.example.com)")
  String baseUrl = "https://hooks.example.com";

  private final PrintStream out;

  /** Prints to standard output. */
  VendorsSheetCommand() {
    this(Output.standard());
  }

  VendorsSheetCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    Vendors vendors = definitions.vendors();
    Source found = Definitions.source(vendors, sources, source);
    VendorDefinition vendor = vendors.get(found.vendor());
    String base = baseUrl.replaceFirst("/+$", "");
    SetupSheet.of(vendor, Doors.of(found, vendor), base).forEach(out::println);
    return ExitCode.OK;
  }
}
