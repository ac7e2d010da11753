package dev.trunkline.workbench;

import dev.trunkline.store.Store;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code trunkline recordings list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    header = "Recordings and how their searches stand, those due first.",
    synopsisHeading =
        "Examples:%n  trunkline recordings list%n  trunkline recordings list --status given_up --source dialer%n%nUsage: ")
final class RecordingsListCommand implements Callable<Integer> {

  @Mixin SystemOptions options = new SystemOptions();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "wanted, waiting, found, stored, absent or given_up (default: any)")
  @Nullable RecordingStatus status;

  @Option(names = "--source", paramLabel = "ID", description = "of this source (default: any)")
  @Nullable String source;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "most rows (default: 100)")
  int limit = 100;

  @Option(names = "--json", description = "NDJSON on stdout")
  boolean json;

  @Override
  public Integer call() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(options.find().jdbcUrl());
    List<ObjectNode> rows =
        new Store(database)
            .recordings(status == null ? null : status.name(), source, Math.max(1, limit));
    PrintStream out = Output.standard();
    if (json) {
      rows.forEach(row -> out.println(Output.json(row)));
      return ExitCode.OK;
    }
    if (rows.isEmpty()) {
      out.println("no recordings" + (status == null ? "" : " that are " + status));
    }
    for (ObjectNode row : rows) {
      out.printf(
          "%-9s %-40s %2s attempts  %s%s%n",
          text(row, "status"),
          text(row, "call_id") + (row.hasNonNull("part") ? "#" + text(row, "part") : ""),
          text(row, "attempts"),
          row.hasNonNull("next_attempt_at") ? "next " + text(row, "next_attempt_at") + "  " : "",
          text(row, "reason"));
    }
    return ExitCode.OK;
  }

  private static String text(ObjectNode row, String name) {
    return row.hasNonNull(name) ? row.get(name).asString("") : "";
  }
}
