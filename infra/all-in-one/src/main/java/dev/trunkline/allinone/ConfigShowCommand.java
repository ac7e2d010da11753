package dev.trunkline.allinone;

import dev.trunkline.allinone.settings.Setting;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.workbench.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline config show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    header = "Every setting, what it is, and who says so.",
    synopsisHeading =
        "Examples:%n  trunkline config show%n  TRUNKLINE_GATEWAY_BUDGET=1s trunkline config show --json%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Every setting as an `up` with the same options would find it in this shell. Secrets are named,",
      "never shown. `up` decides some itself, whatever the environment says."
    })
final class ConfigShowCommand implements Callable<Integer> {

  @Mixin InstallationOptions options = new InstallationOptions();

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  @Override
  public Integer call() {
    List<Setting> settings = Configured.now(options, System.getenv()).settings(Configured.knobs());
    if (json) {
      System.out.println(
          EventJson.mapper().writeValueAsString(Map.of("schema_version", 1, "settings", settings)));
      return ExitCode.OK;
    }
    for (Setting setting : settings) {
      System.out.printf(
          "%-46s %-26s %s%n",
          setting.key(), setting.value() == null ? "-" : setting.value(), setting.source());
    }
    return ExitCode.OK;
  }
}
