package dev.trunkline.workbench;

import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.plumbing.KafkaClients;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trunkline backfill cancel}. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    header = "End a backfill or a reconciliation for good.",
    synopsisHeading =
        "Examples:%n  trunkline backfill cancel 0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "What was published stays. Exit code 1: there is no such job, or it had ended; 5: it was asked",
      "for, and has not happened within --wait."
    })
final class BackfillCancelCommand implements Callable<Integer> {

  @Mixin SystemOptions options = new SystemOptions();

  @Parameters(paramLabel = "ID", description = "of the job; see: trunkline backfill list")
  String id = "";

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "how long to wait for it (default: 30)")
  int waitSeconds = 30;

  private final PrintStream out;
  private final Clock clock;

  BackfillCancelCommand() {
    this(Output.standard(), Clock.systemUTC());
  }

  BackfillCancelCommand(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    KafkaClients clients = options.find().kafkaClients();
    PullJob first = goingOn(clients).getFirst();
    long rows =
        first.api().equals(PullJob.FILE) ? ofFile(clients, first) : ofHistory(clients, first);
    out.printf("cancelled %s after %,d rows%n", id, rows);
    return ExitCode.OK;
  }

  /** The jobs of this id, of which one at least has not ended. */
  private List<PullJob> goingOn(KafkaClients clients) {
    List<PullJob> jobs =
        PullJobs.latest(clients).stream()
            .filter(job -> job.id().equals(id) && job.kind() != PullJob.Kind.POLL)
            .toList();
    if (jobs.isEmpty()) {
      throw new CommandFailure(
          ExitCode.PROBLEMS, "no such job: " + id + "; see: trunkline backfill list");
    }
    if (jobs.stream().allMatch(PullJob::isEnded)) {
      throw ended(jobs.getFirst());
    }
    return jobs;
  }

  /** Takes the job from whoever publishes it, and ends it. */
  private long ofFile(KafkaClients clients, PullJob seen) {
    try (FileJob job = new FileJob(clients, seen.source(), id)) {
      PullJob state = job.state();
      if (state == null || state.isEnded()) {
        throw ended(state == null ? seen : state);
      }
      job.commit(FileBackfill.cancelled(state, clock.instant()), List.of());
      return state.cursor();
    }
  }

  private long ofHistory(KafkaClients clients, PullJob seen) {
    PullAsk ask =
        new PullAsk(
            PullAsk.Ask.CANCEL,
            seen.source(),
            id,
            null,
            null,
            null,
            null,
            clock.instant(),
            "cli",
            null);
    try (PullFollowing following = new PullFollowing(clients, ask);
        Progress silent = new Progress(new PrintStream(PrintStream.nullOutputStream()), false)) {
      // Once more: what ends from here on is heard of, and no gateway answers for what has ended.
      following.know(goingOn(clients));
      following.ask();
      Duration patience = Duration.ofSeconds(waitSeconds);
      following.follow(silent, patience, patience);
      List<PullJob> jobs = following.jobs();
      if (jobs.stream().noneMatch(job -> job.phase() == PullJob.Phase.CANCELLED)) {
        throw ended(jobs.getFirst());
      }
      return jobs.stream().mapToLong(job -> job.counts().rows()).sum();
    }
  }

  private static CommandFailure ended(PullJob job) {
    return new CommandFailure(
        ExitCode.PROBLEMS,
        "job %s has ended already: it is %s since %s; what goes on is listed by: trunkline backfill list"
            .formatted(job.id(), job.phase().name().toLowerCase(Locale.ROOT), job.changedAt()));
  }
}
