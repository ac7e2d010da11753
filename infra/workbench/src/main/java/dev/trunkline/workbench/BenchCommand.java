package dev.trunkline.workbench;

import dev.trunkline.load.MappingBench;
import dev.trunkline.vendors.VendorDefinition;
import dev.trunkline.vendors.Vendors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trunkline bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    header = "Measure how fast this machine reads what vendors send.",
    synopsisHeading =
        "Examples:%n  trunkline bench%n  trunkline bench onecom --rounds 5%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Reads every sample of each vendor again and again, from bytes to the event's JSON, on one",
      "thread, and prints elements a second of its CPU time: median [least-greatest] of alternating",
      "rounds, with phone numbers seen before and with a new one each time. Figures of two runs",
      "cannot be compared: the machine is another one each time."
    })
public final class BenchCommand implements Callable<Integer> {

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "rounds, the vendors taking turns (default: ${DEFAULT-VALUE})")
  int rounds = 3;

  @Option(
      names = "--millis",
      paramLabel = "N",
      defaultValue = "1500",
      description = "CPU time of each figure of a round (default: ${DEFAULT-VALUE})")
  int millis = 1500;

  @Parameters(arity = "0..*", paramLabel = "VENDOR", description = "which (default: all)")
  List<String> names = new ArrayList<>();

  @Override
  public Integer call() {
    if (rounds < 1 || millis < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--rounds and --millis must be at least 1");
    }
    Vendors vendors = Vendors.builtIn();
    List<VendorDefinition> chosen =
        names.isEmpty() ? List.copyOf(vendors.all()) : names.stream().map(vendors::get).toList();
    List<MappingBench> benches = chosen.stream().map(MappingBench::of).toList();
    double[][][] figures = new double[benches.size()][2][rounds];
    // A round to warm up, which is not counted.
    for (int round = -1; round < rounds; round++) {
      for (int i = 0; i < benches.size(); i++) {
        for (int phones = 0; phones < 2; phones++) {
          double speed =
              benches.get(i).measure(vendors, phones == 0, Duration.ofMillis(millis)).elements();
          if (round >= 0) {
            figures[i][phones][round] = speed;
          }
        }
      }
    }
    System.out.printf(
        "%-18s %8s %26s %26s%n", "elements/CPU s", "samples", "phones seen before", "new phones");
    for (int i = 0; i < benches.size(); i++) {
      System.out.printf(
          "%-18s %8d %26s %26s%n",
          benches.get(i).vendor().vendor(),
          benches.get(i).vendor().samples().size(),
          shown(figures[i][0]),
          shown(figures[i][1]));
    }
    return ExitCode.OK;
  }

  private static String shown(double[] figures) {
    double[] middle = MappingBench.middle(figures);
    return "%,.0f [%,.0f-%,.0f]".formatted(middle[0], middle[1], middle[2]);
  }
}
