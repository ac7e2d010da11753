package dev.trunkline.workbench;

import dev.trunkline.vendors.NewFolder;
import dev.trunkline.vendors.Vendors;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trunkline vendors new}. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    header = "Begin a vendor's folder.",
    synopsisHeading =
        "Examples:%n  trunkline vendors new acme --dir my-vendors%n  trunkline vendors new acme --dir my-vendors --from payload.json%n  trunkline vendors verify my-vendors/acme%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Writes DIR/VENDOR: vendor.yaml, mapping.jsonata, samples/first.json and README.md, which",
      "verify as they stand and are for you to edit. With a payload of the vendor's (a JSON object,",
      "a form or a query string) its keys are put under the names that they have at the vendors we",
      "know. The payload becomes the first sample: take people's data out of it first."
    })
final class VendorsNewCommand implements Callable<Integer> {

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "where vendors' folders lie; made if it is not there")
  Path directory = Path.of("");

  @Option(names = "--from", paramLabel = "FILE", description = "a payload of the vendor's")
  @Nullable Path from;

  @Parameters(arity = "1", paramLabel = "VENDOR", description = "its id, [a-z0-9-]")
  String vendor = "";

  private final PrintStream out;

  /** Prints to standard output. */
  VendorsNewCommand() {
    this(Output.standard());
  }

  VendorsNewCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    Path payload = from;
    byte[] bytes = payload == null ? null : Files.readAllBytes(VendorOptions.readable(payload));
    NewFolder begun = VendorOptions.accepted(() -> NewFolder.of(vendor, bytes, Vendors.builtIn()));
    Path folder = directory.resolve(vendor);
    if (Files.exists(folder)) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          folder + " is there already; it is left as it is: edit it, or choose another name");
    }
    for (Map.Entry<String, String> file : begun.files().entrySet()) {
      Path to = folder.resolve(file.getKey());
      Files.createDirectories(to.getParent());
      Files.writeString(to, file.getValue(), StandardCharsets.UTF_8);
      out.println(to);
    }
    begun.hints().forEach(out::println);
    out.println("verify it: trunkline vendors verify " + folder);
    return ExitCode.OK;
  }
}
