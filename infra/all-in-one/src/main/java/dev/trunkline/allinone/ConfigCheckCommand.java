package dev.trunkline.allinone;

import dev.trunkline.allinone.settings.Effective;
import dev.trunkline.allinone.settings.SettingsCheck;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.gateway.OperatorTokens;
import dev.trunkline.vendors.Refused;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.SourcesCheck;
import dev.trunkline.vendors.Vendors;
import dev.trunkline.workbench.CommandFailure;
import dev.trunkline.workbench.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline config check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    header = "What a start would refuse, all of it at once, without a start.",
    synopsisHeading =
        "Examples:%n  trunkline config check%n  trunkline config check --sources sources.yaml --vendors ./vendors%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Settings of this shell's environment, the sources file and the operator's tokens, as an `up` with",
      "the same options would find them. The servers themselves are looked at by `trunkline doctor`.",
      "Ends with 1 if a start would be refused."
    })
final class ConfigCheckCommand implements Callable<Integer> {

  @Mixin InstallationOptions options = new InstallationOptions();

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  @Override
  public Integer call() {
    Effective now = Configured.now(options, System.getenv());
    SettingsCheck settings = new SettingsCheck(Configured.knobs(), now);
    List<String> problems = new ArrayList<>(settings.problems());
    problems.addAll(tokens(now));
    problems.addAll(sources());
    List<String> warnings = settings.idle(System.getenv());
    if (json) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("accepted", problems.isEmpty());
      answer.put("problems", problems);
      answer.put("warnings", warnings);
      System.out.println(EventJson.mapper().writeValueAsString(answer));
    } else {
      problems.forEach(problem -> System.out.println("problem: " + problem));
      warnings.forEach(warning -> System.out.println("warning: " + warning));
      System.out.println(
          problems.isEmpty() ? "a start is not refused" : "a start would be refused");
    }
    return problems.isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private static List<String> tokens(Effective now) {
    try {
      var unused = OperatorTokens.of(now.list(OperatorTokens.SETTING));
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /** The samples of mounted vendors are run at a start, and refuse none. */
  private List<String> sources() {
    Path folders = options.vendors;
    Path file = options.sources;
    if (folders != null && !Files.isDirectory(folders)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no such folder: " + folders + "; --vendors names one with a folder a vendor");
    }
    if (file == null) {
      return List.of();
    }
    if (!Files.isReadable(file)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no file that can be read: " + file + "; --sources names the sources file");
    }
    Vendors vendors =
        folders == null ? Vendors.builtIn() : Vendors.builtIn().with(Vendors.unverified(folders));
    List<String> problems = SourcesCheck.of(file, vendors, System::getenv).problems();
    return problems.isEmpty() ? together() : problems;
  }

  /** What no source shows alone: two doors on one path, say. The very reader of a start. */
  private List<String> together() {
    try {
      var unused = options.definitions(Sources::demo).start();
      return List.of();
    } catch (Refused | IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
