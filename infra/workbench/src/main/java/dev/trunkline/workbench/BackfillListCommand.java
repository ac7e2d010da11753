package dev.trunkline.workbench;

import dev.trunkline.canonical.PullJob;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline backfill list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    header = "Backfills and reconciliations, running and ended, the latest last.",
    synopsisHeading =
        "Examples:%n  trunkline backfill list%n  trunkline backfill list --source onecom --json%n%nUsage: ")
final class BackfillListCommand implements Callable<Integer> {

  @Mixin SystemOptions options = new SystemOptions();

  @Option(names = "--source", paramLabel = "ID", description = "of this source (default: any)")
  @Nullable String source;

  @Option(names = "--json", description = "NDJSON on stdout")
  boolean json;

  private final PrintStream out;

  BackfillListCommand() {
    this(Output.standard());
  }

  BackfillListCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    List<PullJob> jobs =
        PullJobs.latest(options.find().kafkaClients()).stream()
            .filter(job -> job.kind() != PullJob.Kind.POLL)
            .filter(job -> source == null || source.equals(job.source()))
            .sorted(Comparator.comparing(PullJob::askedAt).thenComparing(PullJob::key))
            .toList();
    if (json) {
      jobs.forEach(job -> out.println(Output.json(job)));
      return ExitCode.OK;
    }
    if (jobs.isEmpty()) {
      out.println("no backfills" + (source == null ? "" : " of " + source));
    }
    jobs.forEach(this::print);
    return ExitCode.OK;
  }

  private void print(PullJob job) {
    out.printf(
        "%s  %-24s %-9s %-9s %4s  %,10d rows  %s%s%n",
        job.id(),
        job.source() + "/" + job.api(),
        word(job.kind()),
        word(job.phase()),
        PullShare.of(job) < 0 ? "" : (int) (PullShare.of(job) * 100) + " %",
        job.counts().rows(),
        job.from() == null ? "" : job.from() + " to " + job.to(),
        job.error() == null ? "" : "  " + job.error());
  }

  private static String word(Enum<?> of) {
    return of.name().toLowerCase(Locale.ROOT);
  }
}
