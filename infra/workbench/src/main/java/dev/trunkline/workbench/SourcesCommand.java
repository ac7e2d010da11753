package dev.trunkline.workbench;

import picocli.CommandLine.Command;

/** {@code trunkline sources}. */
@Command(
    name = "sources",
    mixinStandardHelpOptions = true,
    header = "Check a sources file, or add a source to one.",
    synopsisHeading =
        "Examples:%n  trunkline sources check sources.yaml%n  trunkline sources add --vendor onecom --id pbx --zone Asia/Jerusalem%n%nUsage: ",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {SourcesCheckCommand.class, SourcesAddCommand.class})
public final class SourcesCommand {}
