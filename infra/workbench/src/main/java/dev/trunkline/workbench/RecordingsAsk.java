package dev.trunkline.workbench;

import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.canonical.RecordingRequest.Ask;
import dev.trunkline.store.Store;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** What the commands that move searches share: which calls, a reason, a look before the leap. */
final class RecordingsAsk {

  @Mixin SystemOptions options = new SystemOptions();

  @Parameters(
      paramLabel = "CALL_ID",
      arity = "0..*",
      description = "<source>/<the vendor's id of the call>")
  List<String> callIds = new ArrayList<>();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "all whose recording stands so, instead of named ones")
  @Nullable RecordingStatus status;

  @Option(names = "--source", paramLabel = "ID", description = "with --status: of this source")
  @Nullable String source;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "with --status: at most so many (default: 1000)")
  int limit = 1000;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why; told on recordings.v1")
  @Nullable String reason;

  @Option(names = "--apply", description = "do it; else it is only shown")
  boolean apply;

  /**
   * Asks the fetcher, or shows what would be asked.
   *
   * @param due for {@link Ask#RESCHEDULE}
   * @return the exit code
   */
  int ask(Ask ask, @Nullable Instant due) {
    if (callIds.isEmpty() == (status == null)) {
      throw new CommandFailure(ExitCode.USAGE, "name calls, or --status, and not both");
    }
    if (reason != null && reason.length() > 512) {
      throw new CommandFailure(ExitCode.USAGE, "--reason is longer than 512 characters");
    }
    RunningSystem system = options.find();
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(system.jdbcUrl());
    Store store = new Store(database);
    List<ObjectNode> calls = store.calls(List.copyOf(chosen(store)));
    Set<String> known =
        calls.stream().map(call -> text(call, "call_id")).collect(Collectors.toSet());
    List<String> unknown = callIds.stream().filter(id -> !known.contains(id)).toList();
    if (!unknown.isEmpty()) {
      throw new CommandFailure(
          ExitCode.PROBLEMS,
          "no such call: " + String.join(", ", unknown) + "; see: trunkline recordings list");
    }
    Instant now = Clock.systemUTC().instant();
    List<RecordingRequest> requests =
        calls.stream().map(call -> RecordingRequests.of(ask, call, due, now, reason)).toList();
    PrintStream out = Output.standard();
    requests.forEach(request -> out.println(request.callId()));
    if (apply) {
      RecordingRequests.send(system.kafkaClients(), requests);
      out.printf("asked for %d%n", requests.size());
    } else {
      out.printf("%d would be asked for; add --apply to do it%n", requests.size());
    }
    return ExitCode.OK;
  }

  private Set<String> chosen(Store store) {
    if (status == null) {
      return new LinkedHashSet<>(callIds);
    }
    return store.recordings(status.name(), source, Math.max(1, limit)).stream()
        .map(row -> text(row, "call_id"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String text(ObjectNode row, String name) {
    return row.hasNonNull(name) ? row.get(name).asString("") : "";
  }
}
