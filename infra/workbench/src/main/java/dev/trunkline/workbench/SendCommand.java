package dev.trunkline.workbench;

import dev.trunkline.load.Ledger;
import dev.trunkline.load.Post;
import dev.trunkline.load.Reply;
import dev.trunkline.load.Sender;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Doors;
import dev.trunkline.vendors.Sample;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.VendorDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trunkline send}. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    header = "Post a sample or a file, signed as its source expects.",
    synopsisHeading =
        "Examples:%n  trunkline send --source onecom%n  trunkline send --source knowrithm s01-lead-created%n  trunkline send --source onecom calls.csv --content-type text/csv%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Posts a sample or a file to a running gateway, signed as that source expects. Without a",
      "sample's name the vendor's first is sent; --list shows them."
    })
public final class SendCommand implements Callable<Integer> {

  @Mixin SystemOptions options = new SystemOptions();

  @Option(names = "--source", required = true, paramLabel = "ID", description = "who sends")
  String source = "";

  @Option(names = "--door", paramLabel = "NAME", description = "where the vendor has several")
  @Nullable String door;

  @Option(
      names = "--content-type",
      paramLabel = "TYPE",
      description = "of a file (default: application/json)")
  @Nullable String contentType;

  @Option(names = "--times", paramLabel = "N", defaultValue = "1", description = "how often")
  int times = 1;

  @Option(names = "--list", description = "list the vendor's samples and send nothing")
  boolean list;

  @Parameters(arity = "0..1", paramLabel = "SAMPLE|FILE", description = "what to send")
  @Nullable String what;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    RunningSystem system = options.find();
    Definitions definitions = system.definitions();
    Source sender = VendorOptions.source(definitions.sources(), source);
    VendorDefinition vendor = definitions.vendors().get(sender.vendor());
    if (list) {
      vendor.samples().forEach(s -> System.out.printf("%-32s %s%n", s.name(), s.story()));
      return ExitCode.OK;
    }
    Sample sample = sample(vendor);
    Door entrance = entrance(Doors.of(sender, vendor), sample);
    Post post = post(sample);
    try (Ledger ledger = Ledger.open(options.data.resolve("sent.ndjson"));
        Sender http = new Sender(system.gateway(), ledger, Clock.systemUTC())) {
      boolean kept = true;
      for (int i = 0; i < times; i++) {
        Reply reply = http.send(entrance, post).get();
        System.out.printf(
            "%d %s %.1f ms%n",
            reply.status(),
            reply.deliveryId() == null ? "-" : reply.deliveryId(),
            reply.micros() / 1000.0);
        kept &= reply.acknowledged();
      }
      return kept ? ExitCode.OK : ExitCode.PROBLEMS;
    }
  }

  /** The sample meant; null where a file is. */
  private @Nullable Sample sample(VendorDefinition vendor) {
    String name = what;
    if (name == null) {
      if (vendor.samples().isEmpty()) {
        throw new CommandFailure(
            ExitCode.USAGE, vendor.vendor() + " has no samples; name a file to send");
      }
      return vendor.samples().get(0);
    }
    for (Sample sample : vendor.samples()) {
      if (sample.name().equals(name)) {
        return sample;
      }
    }
    if (!Files.isRegularFile(Path.of(name))) {
      throw new CommandFailure(
          ExitCode.USAGE,
          name + " is neither a sample of " + vendor.vendor() + " nor a file; see --list");
    }
    return null;
  }

  private Post post(@Nullable Sample sample) throws IOException {
    if (sample != null) {
      return new Post(sample.method(), sample.query(), sample.contentType(), sample.body());
    }
    String type = contentType == null ? "application/json" : contentType;
    return new Post("POST", null, type, Files.readAllBytes(Path.of(String.valueOf(what))));
  }

  private Door entrance(List<Door> doors, @Nullable Sample sample) {
    String wanted = door != null ? door : sample != null ? sample.door() : doors.get(0).name();
    return doors.stream()
        .filter(d -> d.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "no door "
                        + wanted
                        + "; there are: "
                        + doors.stream().map(Door::name).collect(Collectors.joining(", "))));
  }
}
