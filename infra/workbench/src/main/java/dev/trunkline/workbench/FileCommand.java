package dev.trunkline.workbench;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Source;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code trunkline backfill --file}: a look at what a file would be, or its publishing.
 *
 * @param rowsPerSecond most rows a second
 * @param run another number does it again
 */
record FileCommand(
    Definitions definitions, Source source, String door, RowFile file, int rowsPerSecond, int run) {

  /**
   * What a file would be; the JSON has the same names.
   *
   * @param id of the job that would publish it
   * @param unreadable rows that show to be dead letters without being read for their meaning
   * @param troubles the first of these
   * @param first when the earliest call began
   * @param last when the latest call began
   * @param seconds that publishing takes at least
   */
  record Preview(
      String id,
      String file,
      long rows,
      long chunks,
      long unreadable,
      List<String> troubles,
      Map<String, Long> events,
      Map<String, Long> ignored,
      Map<String, Long> rejected,
      @Nullable Instant first,
      @Nullable Instant last,
      long seconds) {}

  /** Reads all of it by the definitions in force, and says what came of it. */
  int preview(Progress progress, PrintStream out, boolean json, Clock clock) throws IOException {
    note(progress);
    FilePreview meaning = new FilePreview(definitions.translator());
    FileBackfill unnamed =
        backfill(new Survey("", 0, 0, 0, List.of(), 0, Files.getLastModifiedTime(file.path())));
    String id = DeliveryIds.next();
    Instant now = clock.instant();
    Survey survey =
        Survey.of(
            file,
            chunk -> {
              meaning.add(unnamed.delivery(chunk, id, now));
              progress.at(-1, "%,d rows read".formatted(chunk.first() + chunk.rows()));
            });
    progress.close();
    Preview preview =
        new Preview(
            backfill(survey).id(),
            String.valueOf(file.path().getFileName()),
            survey.rows(),
            survey.chunks(),
            survey.unreadable(),
            survey.troubles(),
            meaning.events(),
            meaning.ignored(),
            meaning.rejected(),
            meaning.first(),
            meaning.last(),
            Math.ceilDiv(survey.rows(), rowsPerSecond));
    if (json) {
      out.println(Output.json(preview));
    } else {
      print(preview, out);
    }
    return ExitCode.OK;
  }

  private void print(Preview preview, PrintStream out) {
    out.printf(
        "%s: %,d rows in %,d deliveries%n", preview.file(), preview.rows(), preview.chunks());
    troubles(preview.unreadable(), preview.troubles(), out);
    counts("events", preview.events(), out);
    counts("ignored", preview.ignored(), out);
    counts("rejected", preview.rejected(), out);
    if (preview.first() != null) {
      out.printf("%-10s %s to %s%n", "started", preview.first(), preview.last());
    }
    out.printf(
        "%-10s at least %,d s, at %,d rows a second and while live traffic lets it%n",
        "takes", preview.seconds(), rowsPerSecond);
    out.println("dry run: nothing was published; add --apply to do it");
  }

  private static void counts(String what, Map<String, Long> counts, PrintStream out) {
    counts.forEach((word, count) -> out.printf("%-10s %,10d  %s%n", what, count, word));
  }

  private static void troubles(long count, List<String> first, PrintStream out) {
    if (count > 0) {
      out.printf(
          "%,d rows will be dead letters: %s%s%n",
          count, String.join(", ", first), count > first.size() ? ", …" : "");
    }
  }

  /** Publishes it, from where an earlier run of the same words ended. */
  int publish(
      KafkaClients clients,
      Progress progress,
      PrintStream out,
      PrintStream err,
      boolean json,
      Clock clock)
      throws IOException {
    note(progress);
    Survey survey =
        Survey.of(
            file,
            chunk -> progress.at(-1, "%,d rows found".formatted(chunk.first() + chunk.rows())));
    FileBackfill backfill = backfill(survey);
    String resumes =
        "stopped looking at the file; the same command goes on where backfill %s stands; end it for good with: trunkline backfill cancel %s"
            .formatted(backfill.id(), backfill.id());
    FilePublishing.Run done;
    try (LiveTraffic live = new LiveTraffic(clients, clock);
        Lookout lookout = new Lookout(live)) {
      SlowLane lane = new SlowLane(rowsPerSecond, SlowLane.FIRST_ROWS_PER_SECOND, lookout);
      FilePublishing publishing = new FilePublishing(backfill, lane, progress, clock);
      OnInterrupt interrupted = new OnInterrupt(err, resumes, publishing::end);
      try {
        done = publishing.run(clients);
      } finally {
        interrupted.over();
      }
    }
    progress.close();
    if (json) {
      out.println(Output.json(done.job()));
    } else {
      print(done, survey, out);
    }
    return ExitCode.OK;
  }

  private void print(FilePublishing.Run done, Survey survey, PrintStream out) {
    PullJob job = done.job();
    if (done.already()) {
      out.printf(
          "backfill %s was done already: %,d rows, at %s; to do it all again: --run %d%n",
          job.id(), job.cursor(), job.changedAt(), run + 1);
      return;
    }
    troubles(survey.unreadable(), survey.troubles(), out);
    out.printf(
        "backfill %s is done: %,d rows in %,d deliveries; what they came to: trunkline status%n",
        job.id(), job.cursor(), job.counts().deliveries());
  }

  private FileBackfill backfill(Survey survey) {
    return FileBackfill.of(source, door, file, survey, run, rowsPerSecond);
  }

  private void note(Progress progress) {
    String note = file.note();
    if (note != null) {
      progress.note(note);
    }
  }
}
