package dev.trunkline.workbench;

import dev.trunkline.store.Store;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code trunkline recordings show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    header = "All that was told of one call's recordings.",
    synopsisHeading = "Examples:%n  trunkline recordings show dialer/1000000001%n%nUsage: ",
    descriptionHeading = "%n",
    description = "Exit code 1: nothing is known of it.")
final class RecordingsShowCommand implements Callable<Integer> {

  private static final List<String> TOLD =
      List.of(
          "part",
          "attempt",
          "next_attempt_at",
          "reason",
          "vendor_recording_id",
          "recording_url",
          "sha256",
          "bytes",
          "media_type");

  @Mixin SystemOptions options = new SystemOptions();

  @Parameters(paramLabel = "CALL_ID", description = "<source>/<the vendor's id of the call>")
  String callId = "";

  @Option(names = "--json", description = "NDJSON on stdout, one event a line")
  boolean json;

  @Override
  public Integer call() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(options.find().jdbcUrl());
    List<ObjectNode> events = new Store(database).recordingEvents(callId);
    PrintStream out = Output.standard();
    for (ObjectNode event : events) {
      if (json) {
        out.println(Output.json(event));
      } else {
        out.printf(
            "%-28s %s%n",
            event.path("occurred_at").asString(), event.path("event_type").asString());
        TOLD.stream()
            .filter(event::hasNonNull)
            .forEach(name -> out.printf("  %-20s %s%n", name, event.get(name).asString("")));
      }
    }
    if (events.isEmpty()) {
      System.err.println("nothing is known of a recording of " + callId);
    }
    return events.isEmpty() ? ExitCode.PROBLEMS : ExitCode.OK;
  }
}
