package dev.trunkline.workbench;

import picocli.CommandLine.Command;

/** {@code trunkline vendors}. */
@Command(
    name = "vendors",
    mixinStandardHelpOptions = true,
    header = "List, verify and begin vendors' definitions; sheets for their support.",
    synopsisHeading =
        "Examples:%n  trunkline vendors list%n  trunkline vendors verify%n  trunkline vendors new acme --dir my-vendors --from payload.json%n  trunkline vendors sheet --source knowrithm --base-url https://hooks.example.com%n%nUsage: ",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      VendorsListCommand.class,
      VendorsVerifyCommand.class,
      VendorsNewCommand.class,
      VendorsSheetCommand.class
    })
public final class VendorsCommand {}
