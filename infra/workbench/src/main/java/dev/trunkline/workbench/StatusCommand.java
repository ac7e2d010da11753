package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.load.Behind;
import dev.trunkline.load.Stages;
import dev.trunkline.store.LetterScope;
import dev.trunkline.store.Letters;
import dev.trunkline.store.Store;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;

/** {@code trunkline status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header = "Health in one screen.",
    synopsisHeading = "Examples:%n  trunkline status%n  trunkline status --json%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Health in one screen: the gateway, how far each stage is behind, what each source sent, and up",
      "to where each history that is polled has been fetched (! where that fails).",
      "Exit code 0: healthy; 1: something is down."
    })
public final class StatusCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Mixin SystemOptions options = new SystemOptions();

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  /** What is shown; the JSON has the same names. */
  record Status(
      String health,
      URI gateway,
      Map<String, Stage> stages,
      List<Map<String, Object>> sources,
      List<PollStatus> pulls,
      List<SourceState> watch,
      Letters.Open deadLetters) {}

  /** One stage: what it has not read yet. */
  record Stage(long recordsBehind, double secondsBehind) {}

  @Override
  public Integer call() throws SQLException, InterruptedException {
    RunningSystem system = options.find();
    Status status =
        new Status(
            health(system.workbench()),
            system.gateway(),
            stages(system),
            sources(system),
            PollStatus.all(system.kafkaClients(), Clock.systemUTC().instant()),
            SourceLines.of(system),
            deadLetters(system));
    if (json) {
      System.out.println(EventJson.mapper().writeValueAsString(status));
    } else {
      print(status, System.out);
    }
    return "UP".equals(status.health()) ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private static Map<String, Stage> stages(RunningSystem system) {
    Map<String, Stage> stages = new LinkedHashMap<>();
    try (Admin admin = Admin.create(system.kafkaClients().common())) {
      Stages.of(admin)
          .forEach(
              (group, topics) -> {
                Behind behind =
                    Behind.of(system.kafkaClients(), admin, group, topics, Clock.systemUTC());
                stages.put(group, new Stage(behind.records(), behind.oldest().toMillis() / 1000.0));
              });
    }
    return stages;
  }

  private static List<Map<String, Object>> sources(RunningSystem system) throws SQLException {
    List<Map<String, Object>> sources = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(system.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select source, deliveries, calls, leads_touched, last_delivery_at::text"
                    + " from analytics.sources order by source")) {
      while (rows.next()) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("source", rows.getString(1));
        source.put("deliveries", rows.getLong(2));
        source.put("calls", rows.getLong(3));
        source.put("leads_touched", rows.getLong(4));
        source.put("last_delivery_at", String.valueOf(rows.getString(5)));
        sources.add(source);
      }
    }
    return sources;
  }

  /** What waits for somebody to look at it. */
  private static Letters.Open deadLetters(RunningSystem system) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(system.jdbcUrl());
    Letters letters = new Store(database).letters();
    letters.settle();
    return letters.open(LetterScope.ALL);
  }

  /** The private port's own word; DOWN where it does not answer. */
  private static String health(URI workbench) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(workbench.resolve("/actuator/health")).timeout(PATIENCE).build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      String body = http.send(request, BodyHandlers.ofString()).body();
      return EventJson.mapper().readTree(body).path("status").asString("UNKNOWN");
    } catch (IOException | JacksonException e) {
      return "DOWN";
    }
  }

  static void print(Status status, PrintStream out) {
    out.printf("health   %s   gateway %s%n%n", status.health(), status.gateway());
    out.printf("%-22s %14s %14s%n", "stage", "records behind", "seconds behind");
    status
        .stages()
        .forEach(
            (group, stage) ->
                out.printf(
                    "%-22s %,14d %14.1f%n", group, stage.recordsBehind(), stage.secondsBehind()));
    out.printf("%n%-22s %10s %8s %8s  %s%n", "source", "deliveries", "calls", "leads", "last");
    for (Map<String, Object> source : status.sources()) {
      out.printf(
          "%-22s %10s %8s %8s  %s%n",
          source.get("source"),
          source.get("deliveries"),
          source.get("calls"),
          source.get("leads_touched"),
          source.get("last_delivery_at"));
    }
    if (!status.pulls().isEmpty()) {
      out.printf("%n%-24s %-24s %12s  %s%n", "pulls", "fetched up to", "seconds ago", "next");
    }
    for (PollStatus pull : status.pulls()) {
      out.printf(
          "%s%-22s %-24s %12s  %s%s%n",
          pull.failures() > 0 ? "! " : "  ",
          pull.source() + "/" + pull.api(),
          pull.at() == null ? "-" : pull.at(),
          pull.ageSeconds() == null ? "-" : "%,.1f".formatted(pull.ageSeconds()),
          pull.due() == null ? "at once" : pull.due(),
          pull.failures() == 0
              ? ""
              : "  failed %,d times: %s".formatted(pull.failures(), pull.error()));
    }
    SourceLines.print(status.watch(), out);
    Letters.Open dead = status.deadLetters();
    if (dead.letters() > 0) {
      out.printf(
          "%n%,d dead letters in %,d groups; see: trunkline dead-letters list%n",
          dead.letters(), dead.groups());
    }
  }
}
