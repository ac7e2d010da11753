package dev.trunkline.workbench;

import picocli.CommandLine.Command;

/** {@code trunkline vendors}. */
@Command(
    name = "vendors",
    mixinStandardHelpOptions = true,
    header = "List, verify and begin vendors' definitions; sheets for their support; fakes to try.",
    synopsisHeading =
        "Examples:%n  trunkline vendors list%n  trunkline vendors verify%n  trunkline vendors new acme --dir my-vendors --from payload.json%n  trunkline vendors sheet --source knowrithm --base-url https://hooks.example.com%n  trunkline vendors fake%n%nUsage: ",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      VendorsListCommand.class,
      VendorsVerifyCommand.class,
      VendorsNewCommand.class,
      VendorsSheetCommand.class,
      VendorsFakeCommand.class
    })
public final class VendorsCommand {}
