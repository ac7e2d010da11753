package dev.trunkline.workbench;

import dev.trunkline.store.LetterGroup;
import dev.trunkline.store.LetterScope;
import dev.trunkline.store.Letters;
import dev.trunkline.store.Store;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Refused;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code trunkline dead-letters list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    header = "Open dead letters by cause, the largest group first.",
    synopsisHeading =
        "Examples:%n  trunkline dead-letters list%n  trunkline dead-letters list --source onecom --since 2026-03-01 --json%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "One group for each cause: stage, reason without what differs from letter to letter, and the",
      "field that it names. Of what the normalizer could not read it says how much would pass with",
      "today's definitions: all of it is read again, and nothing is written."
    })
final class DeadLettersListCommand implements Callable<Integer> {

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  DeadLettersCommand parent;

  @Mixin SystemOptions options = new SystemOptions();

  @Option(
      names = "--source",
      paramLabel = "ID",
      description = "letters of this source (default: any; of some none is known)")
  @Nullable String source;

  @Option(names = "--stage", paramLabel = "STAGE", description = "normalizer, writer or recordings")
  @Nullable LetterStage stage;

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      description = "dead then or later: 2026-03-01T10:00:00Z, or a day in UTC: 2026-03-01")
  @Nullable String since;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "most groups (default: 100)")
  int limit = 100;

  @Option(
      names = "--forecast",
      paramLabel = "N",
      defaultValue = "100000",
      description = "most deliveries that are read again; 0: none (default: 100000)")
  int most = 100_000;

  @Option(names = "--json", description = "NDJSON on stdout, one group a line")
  boolean json;

  private final PrintStream out = Output.standard();
  private final PrintStream err = System.err;

  @Override
  public Integer call() {
    LetterScope scope =
        new LetterScope(
            null,
            null,
            source,
            stage == null ? null : stage.name(),
            since == null ? null : Moment.of("--since", since));
    RunningSystem system = options.find();
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(system.jdbcUrl());
    Letters letters = new Store(database).letters();
    letters.settle();
    List<LetterGroup> groups = letters.groups(scope, Math.max(1, limit));
    Letters.Open open = letters.open(scope);
    Optional<LetterForecast> forecast =
        most > 0 ? today(system).map(by -> read(letters, scope, open, by)) : Optional.empty();
    groups.forEach(group -> LetterLines.print(group, forecast, json, out));
    if (!json) {
      LetterLines.total(open, groups.size(), out);
    }
    return ExitCode.OK;
  }

  private LetterForecast read(
      Letters letters, LetterScope scope, Letters.Open open, Definitions today) {
    LetterForecast forecast = parent.forecast(today);
    AtomicLong read = new AtomicLong();
    try (Progress progress = new Progress(err, !json && Ansi.AUTO.enabled())) {
      letters.filed(
          scope,
          most,
          filed -> {
            forecast.add(filed);
            if (read.incrementAndGet() % 1_000 == 0) {
              progress.at(
                  (double) forecast.all().letters() / Math.max(1, open.letters()),
                  "read again by today's definitions");
            }
          });
    }
    return forecast;
  }

  /** Letters can be looked at while the definitions are in disorder, too. */
  private Optional<Definitions> today(RunningSystem system) {
    try {
      return Optional.of(system.possibleDefinitions());
    } catch (Refused e) {
      err.println("no forecast: today's definitions cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }
}
