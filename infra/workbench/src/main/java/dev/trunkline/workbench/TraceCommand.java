package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.store.Store;
import dev.trunkline.store.Trace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code trunkline trace}. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    header = "Where is my call? From door to row.",
    synopsisHeading =
        "Examples:%n  trunkline trace pbx24-1754337031.4200007%n  trunkline trace +12025550143 --json%n  trunkline trace Asha Rao%n  trunkline trace 0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Where is my call? Everything known about a delivery, a call, a lead, a phone number or a name,",
      "from the door to the row, and what each hop took. Where several persons have the name, they are",
      "listed. Personal fields are masked unless --reveal is given. Exit code 1: nothing is known."
    })
public final class TraceCommand implements Callable<Integer> {

  @Mixin SystemOptions options = new SystemOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "ID|PHONE|NAME",
      description = "a vendor's id, ours, a phone in E.164, or a whole name")
  List<String> what = List.of();

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  @Option(names = "--reveal", description = "show personal fields")
  boolean reveal;

  @Override
  public Integer call() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(options.find().jdbcUrl());
    Trace trace = new Store(database).trace(String.join(" ", what));
    time(trace);
    if (!reveal) {
      List.of(
              trace.payloads(),
              trace.namesakes(),
              trace.deliveries(),
              trace.events(),
              trace.calls(),
              trace.leads(),
              trace.conversations(),
              trace.recordings())
          .forEach(rows -> rows.forEach(Masking::mask));
    }
    if (json) {
      System.out.println(EventJson.mapper().writeValueAsString(trace));
    } else {
      new TraceText(trace, System.out).print();
    }
    return trace.isEmpty() ? ExitCode.PROBLEMS : ExitCode.OK;
  }

  /** What every event's hops took. */
  private static void time(Trace trace) {
    Map<String, ObjectNode> payloads =
        trace.payloads().stream()
            .collect(Collectors.toMap(row -> row.path("delivery_id").asString(), row -> row));
    trace
        .events()
        .forEach(
            event ->
                event.set(
                    "hops", Hops.of(event, payloads.get(event.path("delivery_id").asString()))));
  }
}
