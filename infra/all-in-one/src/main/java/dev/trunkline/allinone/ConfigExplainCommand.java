package dev.trunkline.allinone;

import dev.trunkline.allinone.settings.Knob;
import dev.trunkline.allinone.settings.Knobs;
import dev.trunkline.allinone.settings.Setting;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.workbench.CommandFailure;
import dev.trunkline.workbench.ExitCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trunkline config explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    header = "What a setting is, what it can be, and what it is now.",
    synopsisHeading =
        "Examples:%n  trunkline config explain trunkline.gateway.budget%n  trunkline config explain TRUNKLINE_GATEWAY_MAXBODY%n%nUsage: ")
final class ConfigExplainCommand implements Callable<Integer> {

  @Mixin InstallationOptions options = new InstallationOptions();

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  @Parameters(
      paramLabel = "KEY",
      description = "a setting, or the environment variable that sets it")
  String key = "";

  @Override
  public Integer call() {
    Knobs knobs = Configured.knobs();
    Knob knob = knobs.find(key).orElseThrow(() -> unknown(knobs));
    Setting now = Configured.now(options, System.getenv()).setting(knob);
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("key", knob.key());
    said.put("what", knob.what());
    said.put("written", knob.form());
    said.put("default", knob.standard() == null ? "nothing" : knob.standard());
    said.put(
        "now", "%s (%s)".formatted(now.value() == null ? "nothing" : now.value(), now.source()));
    said.put("variable", knob.variable());
    said.put("page", knob.page());
    if (json) {
      System.out.println(EventJson.mapper().writeValueAsString(said));
    } else {
      said.forEach((name, value) -> System.out.printf("%-10s %s%n", name, value));
    }
    return ExitCode.OK;
  }

  private CommandFailure unknown(Knobs knobs) {
    String last = key.substring(key.lastIndexOf('.') + 1);
    List<String> near =
        knobs.all().stream().map(Knob::key).filter(known -> known.contains(last)).toList();
    return new CommandFailure(
        ExitCode.USAGE,
        "no setting "
            + key
            + (near.isEmpty() ? "" : "; did you mean " + String.join(", ", near))
            + "; all of them: trunkline config show");
  }
}
