package dev.trunkline.allinone.doctor;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.workbench.CommandFailure;
import dev.trunkline.workbench.ExitCode;
import dev.trunkline.workbench.KnownSystem;
import dev.trunkline.workbench.SystemOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    subcommands = SignatureCommand.class,
    header = "What is wrong with this machine or this system, why it matters, and what cures it.",
    synopsisHeading =
        "Examples:%n  trunkline doctor%n  trunkline doctor --data /var/lib/trunkline --only kafka,postgres%n  trunkline doctor --kafka kafka:9092 --json%n  trunkline doctor --bundle support.zip%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Looks at the machine, the data folder, the sources file, and at Kafka, Postgres and the gateway",
      "of what runs on the folder, or of what is named. Changes nothing. Works with nothing running.",
      "Exit code 0: all is well; 1: something was found; 3: what was named does not answer."
    })
public final class DoctorCommand implements Callable<Integer> {

  @Mixin SystemOptions options = new SystemOptions();

  @Option(
      names = "--only",
      paramLabel = "PLACE",
      split = ",",
      description = "machine, data, sources, kafka, postgres, gateway, network")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--network",
      description = "also look up vendors' hosts and shake hands with them; nothing is asked")
  boolean network;

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      description = {
        "write a file to hand to whoever helps: this report, status, versions, settings and",
        "the end of the log, without secrets, phones and e-mail addresses"
      })
  @Nullable Path bundle;

  private final Told.Reader settings;
  private final Clock clock = Clock.systemUTC();

  /** A doctor that knows the settings. */
  public DoctorCommand(Told.Reader settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    Set<Place> places = places();
    KnownSystem system = options.known();
    Told told = settings.read(system.isOfUp());
    Rounds rounds =
        new Rounds(system, told, places, network || places.contains(Place.NETWORK), clock);
    List<Diagnosis> all = new ArrayList<>(Report.of(rounds.examinations()).diagnoses());
    all.addAll(rounds.leftOut());
    Report report = new Report(all);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (json) {
      out.println(EventJson.mapper().writeValueAsString(report.json()));
    } else {
      report.print(out);
    }
    if (bundle != null) {
      Bundle.of(system, told, report).write(bundle);
      System.err.println("written: " + bundle + "; look into it before you hand it on");
    }
    return report.exitCode();
  }

  private Set<Place> places() {
    Set<Place> places = EnumSet.noneOf(Place.class);
    for (String name : only) {
      places.add(
          Arrays.stream(Place.values())
              .filter(place -> place.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(
                  () ->
                      new CommandFailure(
                          ExitCode.USAGE,
                          "--only knows no "
                              + name
                              + "; there are: "
                              + String.join(
                                  ", ",
                                  Arrays.stream(Place.values()).map(Place::toString).toList()))));
    }
    return places;
  }
}
