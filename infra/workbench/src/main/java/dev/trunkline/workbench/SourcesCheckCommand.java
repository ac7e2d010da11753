package dev.trunkline.workbench;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Pulls;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.SourcesCheck;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trunkline sources check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    header = "Say what a sources file means, and what is wrong with it.",
    synopsisHeading =
        "Examples:%n  trunkline sources check%n  trunkline sources check /etc/trunkline/sources.yaml%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Reads a sources file as `up` would, with the variables of this shell. Of each source the",
      "first key that is refused is named, and every variable that is not set; no secret is shown.",
      "Ends with 1 if the file would be refused, 2 if there is none."
    })
final class SourcesCheckCommand implements Callable<Integer> {

  @Mixin VendorOptions definitions = new VendorOptions();

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "sources.yaml",
      description = "default: ./sources.yaml")
  Path file = Path.of("sources.yaml");

  private final PrintStream out;
  private final Function<String, @Nullable String> environment;

  /** Reads this shell's variables, prints to standard output. */
  SourcesCheckCommand() {
    this(Output.standard(), System::getenv);
  }

  SourcesCheckCommand(PrintStream out, Function<String, @Nullable String> environment) {
    this.out = out;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    SourcesCheck check =
        SourcesCheck.of(VendorOptions.readable(file), definitions.vendors(), environment);
    if (json) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("accepted", check.problems().isEmpty());
      answer.put("sources", check.sources().stream().map(SourcesCheckCommand::shown).toList());
      answer.put("problems", check.problems());
      out.println(Output.json(answer));
    } else {
      print(check);
    }
    return check.problems().isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private void print(SourcesCheck check) {
    for (SourcesCheck.Checked checked : check.sources()) {
      Source source = checked.source();
      out.printf(
          "%s: vendor %s, zone %s, region %s%n",
          source.id(), source.vendor(), said(source.zone()), said(source.region()));
      for (Door door : checked.doors()) {
        out.printf("  %-8s %s %s%n", door.name(), methods(door), url(door));
      }
      out.println("  proofs   " + String.join(" and ", kinds(source)));
      out.printf(
          "  numbers  %d own, %d shared; %d agents%n",
          source.ownNumbers().size(), source.sharedPhones().size(), source.agents().size());
      out.println("  pulled   " + pulled(checked.pulls()));
      checked.warnings().forEach(warning -> out.println("  warning: " + warning));
    }
    check.problems().forEach(problem -> out.println("problem: " + problem));
    out.println(check.problems().isEmpty() ? "the file is accepted" : "the file would be refused");
  }

  private static Map<String, Object> shown(SourcesCheck.Checked checked) {
    Source source = checked.source();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", source.id());
    shown.put("vendor", source.vendor());
    if (source.zone() != null) {
      shown.put("zone", source.zone().getId());
    }
    if (source.region() != null) {
      shown.put("region", source.region());
    }
    shown.put("doors", checked.doors().stream().map(SourcesCheckCommand::shown).toList());
    shown.put("proofs", kinds(source));
    shown.put("own_numbers", source.ownNumbers().size());
    shown.put("shared_phones", source.sharedPhones().size());
    shown.put("agents", source.agents().size());
    Pulls pulls = checked.pulls();
    shown.put("pulled", pulls == null ? List.of() : pulls.polled());
    shown.put("reconciled", pulls != null && pulls.reconciles());
    shown.put("warnings", checked.warnings());
    return shown;
  }

  /** What is polled, or why nothing is; the vendor's history may still be asked for on demand. */
  private static String pulled(@Nullable Pulls pulls) {
    if (pulls == null) {
      return "no: the vendor's history cannot be listed";
    }
    if (!pulls.configured()) {
      return "no: " + pulls.unavailable();
    }
    String polled = pulls.polled().isEmpty() ? "on demand" : String.join(", ", pulls.polled());
    return polled + (pulls.reconciles() ? ", reconciled" : "");
  }

  private static Map<String, Object> shown(Door door) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", door.name());
    shown.put("methods", new TreeSet<>(door.methods()));
    shown.put("path", url(door));
    return shown;
  }

  private static String url(Door door) {
    return ProofSheet.of(door).url();
  }

  private static String methods(Door door) {
    return String.join("|", new TreeSet<>(door.methods()));
  }

  private static List<String> kinds(Source source) {
    return source.proofs().stream().map(Proof::kind).toList();
  }

  private static String said(@Nullable Object value) {
    return value == null ? "none" : value.toString();
  }
}
