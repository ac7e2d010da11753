package dev.trunkline.workbench;

import picocli.CommandLine.Command;

/** {@code trunkline recordings}. */
@Command(
    name = "recordings",
    mixinStandardHelpOptions = true,
    header = "Late recordings: how each search stands; look now, later, or no more.",
    synopsisHeading =
        "Examples:%n  trunkline recordings list --status waiting%n  trunkline recordings show dialer/1000000001%n  trunkline recordings fetch dialer/1000000001 --apply%n  trunkline recordings give-up --status waiting --source dialer --reason \"the account was closed\" --apply%n%nUsage: ",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RecordingsListCommand.class,
      RecordingsShowCommand.class,
      RecordingsFetchCommand.class,
      RecordingsRescheduleCommand.class,
      RecordingsGiveUpCommand.class
    })
public final class RecordingsCommand {}
