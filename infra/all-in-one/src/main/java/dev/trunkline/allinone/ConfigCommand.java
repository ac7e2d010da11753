package dev.trunkline.allinone;

import picocli.CommandLine.Command;

/** {@code trunkline config}. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    header = "What can be set, what it is now, and what a start would refuse.",
    synopsisHeading =
        "Examples:%n  trunkline config check --sources sources.yaml%n  trunkline config show%n  trunkline config explain trunkline.gateway.budget%n%nUsage: ",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ConfigCheckCommand.class, ConfigShowCommand.class, ConfigExplainCommand.class})
final class ConfigCommand {}
