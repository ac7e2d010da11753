package dev.trunkline.workbench;

import dev.trunkline.vendors.Coverage;
import dev.trunkline.vendors.Vendors;
import dev.trunkline.vendors.Verification;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trunkline vendors verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    header = "Run vendors' samples, and say what no sample exercises.",
    synopsisHeading =
        "Examples:%n  trunkline vendors verify%n  trunkline vendors verify onecom%n  trunkline vendors verify ./my-vendors/acme%n  trunkline vendors verify --vendors ./my-vendors --strict%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Loads and lints each folder, runs every sample, and lists what of the definition no sample",
      "exercises: names of fields, words, doors, split rules, event types. Ends with 1 if a folder",
      "is refused or a sample comes out otherwise than it says; with --strict for a gap, too."
    })
final class VendorsVerifyCommand implements Callable<Integer> {

  @Option(
      names = "--vendors",
      paramLabel = "DIR",
      description = "verify the folders in here (default: the built-in vendors)")
  @Nullable Path folders;

  @Option(names = "--strict", description = "what no sample exercises is a failure")
  boolean strict;

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  @Parameters(
      arity = "0..*",
      paramLabel = "VENDOR|FOLDER",
      description = "only these (default: all)")
  List<String> wanted = List.of();

  private final PrintStream out;

  /** Prints to standard output. */
  VendorsVerifyCommand() {
    this(Output.standard());
  }

  VendorsVerifyCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    List<Verification> verified = verified();
    boolean holds = verified.stream().allMatch(this::holds);
    if (json) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("holds", holds);
      answer.put("vendors", verified.stream().map(VendorsVerifyCommand::shown).toList());
      out.println(Output.json(answer));
    } else {
      verified.forEach(this::print);
    }
    return holds ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private List<Verification> verified() {
    Path directory = folders;
    if (directory != null) {
      VendorOptions.refuseUnlessFolder(directory);
    }
    if (!wanted.isEmpty()) {
      return wanted.stream().map(name -> verified(name, directory)).toList();
    }
    if (directory == null) {
      return Vendors.builtIn().all().stream().map(Verification::of).toList();
    }
    List<Path> found = Vendors.folders(directory);
    if (found.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no vendor's folder in "
              + directory
              + ": none holds a vendor.yaml; begin one with: trunkline vendors new");
    }
    return found.stream().map(Verification::of).toList();
  }

  /** A folder's name in the directory, a built-in vendor, or the way to a folder. */
  private static Verification verified(String name, @Nullable Path directory) {
    if (directory != null && isVendor(directory.resolve(name))) {
      return Verification.of(directory.resolve(name));
    }
    Vendors builtIn = Vendors.builtIn();
    if (builtIn.find(name) == null && isVendor(Path.of(name))) {
      return Verification.of(Path.of(name));
    }
    return Verification.of(VendorOptions.vendor(builtIn, name));
  }

  private static boolean isVendor(Path folder) {
    return Files.isRegularFile(folder.resolve("vendor.yaml"));
  }

  private boolean holds(Verification verification) {
    Coverage coverage = verification.coverage();
    return verification.holds() && (!strict || coverage == null || coverage.gaps().isEmpty());
  }

  private void print(Verification verification) {
    if (verification.refused() != null) {
      out.println(verification.vendor() + ": refused: " + verification.refused());
      return;
    }
    out.printf(
        "%s: %d of %d samples come out as they say%n",
        verification.vendor(), verification.held(), verification.stories().size());
    for (Verification.Story story : verification.stories()) {
      story.differences().forEach(it -> out.println("  " + story.sample() + ": " + it));
    }
    Coverage coverage = verification.coverage();
    if (coverage != null) {
      parts(coverage).forEach(this::print);
    }
  }

  private void print(String kind, Coverage.Part part) {
    if (!part.missed().isEmpty()) {
      out.printf(
          "  no sample exercises %d of %d %s: %s%n",
          part.missed().size(),
          part.all(),
          kind.replace('_', ' '),
          String.join(", ", part.missed()));
    }
  }

  private static Map<String, Object> shown(Verification verification) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("vendor", verification.vendor());
    shown.put("holds", verification.holds());
    if (verification.refused() != null) {
      shown.put("refused", verification.refused());
    }
    shown.put("samples", verification.stories().size());
    shown.put("held", verification.held());
    List<Object> differences = new ArrayList<>();
    for (Verification.Story story : verification.stories()) {
      for (String difference : story.differences()) {
        differences.add(Map.of("sample", story.sample(), "difference", difference));
      }
    }
    shown.put("differences", differences);
    Coverage coverage = verification.coverage();
    if (coverage != null) {
      shown.put("coverage", parts(coverage));
    }
    return shown;
  }

  private static Map<String, Coverage.Part> parts(Coverage coverage) {
    Map<String, Coverage.Part> parts = new LinkedHashMap<>();
    parts.put("aliases", coverage.aliases());
    parts.put("words", coverage.words());
    parts.put("doors", coverage.doors());
    parts.put("splits", coverage.splits());
    parts.put("event_types", coverage.eventTypes());
    return parts;
  }
}
