package dev.trunkline.workbench;

import picocli.CommandLine.Command;

/** {@code trunkline sources}. */
@Command(
    name = "sources",
    mixinStandardHelpOptions = true,
    header = "Check a sources file.",
    synopsisHeading = "Examples:%n  trunkline sources check sources.yaml%n%nUsage: ",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = SourcesCheckCommand.class)
public final class SourcesCommand {}
