package dev.trunkline.allinone.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured; its JSON is the answer to {@code --json}.
 *
 * @param batch events of a transaction
 * @param connections writers at once
 * @param growth null where it was not asked for
 */
record WriterReport(
    int rounds, int batch, int connections, List<Line> workloads, @Nullable Growth growth) {

  /**
   * One workload.
   *
   * @param events written in a round
   * @param logged events that the log then has
   * @param trunkline events a second
   * @param plain the same of the plain upsert
   * @param ratio of the two, round by round
   * @param shares of trunkline's time by phase, the mean of the rounds; together 1
   */
  record Line(
      String workload,
      long events,
      long logged,
      long calls,
      long leads,
      Figure trunkline,
      Figure plain,
      Figure ratio,
      Map<String, Double> shares) {}

  /**
   * What an event costs where there is much already, in microseconds.
   *
   * @param grown events that were there
   * @param empty new calls into empty tables
   * @param full new calls into grown ones
   * @param trickle how many events a batch of the next two has
   * @param ordinary new calls, a few a batch
   * @param crowd events of the call that one has so many of
   * @param crowded more events of that call, a few a batch
   */
  record Growth(
      long grown,
      Figure empty,
      Figure full,
      int trickle,
      Figure ordinary,
      long crowd,
      Figure crowded) {}

  void print(PrintStream out) {
    out.printf(
        "events/s, %,d a batch, %s, rounds: %d, median [least-greatest]%n",
        batch, connections == 1 ? "one writer" : connections + " writers at once", rounds);
    out.printf("%-24s %26s %26s %18s%n", "", "trunkline", "plain upsert", "ratio");
    for (Line line : workloads) {
      out.printf(
          "%-24s %26s %26s %18s%n",
          line.workload(), line.trunkline().shown(0), line.plain().shown(0), line.ratio().shown(2));
    }
    out.printf("%n%-24s", "where its time goes, %");
    for (Phase phase : Phase.values()) {
      out.printf(" %10s", phase.wire());
    }
    out.println();
    for (Line line : workloads) {
      out.printf("%-24s", line.workload());
      for (Phase phase : Phase.values()) {
        out.printf(Locale.ROOT, " %10.1f", line.shares().getOrDefault(phase.wire(), 0.0) * 100);
      }
      out.println();
    }
    if (growth != null) {
      print(out, growth);
    }
  }

  private static void print(PrintStream out, Growth growth) {
    out.printf("%nmicroseconds an event%n");
    out.printf("%-48s %s%n", "new calls, empty tables", growth.empty().shown(0));
    out.printf(
        "%-48s %s%n",
        "new calls, %,d events there".formatted(growth.grown()), growth.full().shown(0));
    out.printf(
        "%-48s %s%n",
        "new calls, %d a batch".formatted(growth.trickle()), growth.ordinary().shown(0));
    out.printf(
        "%-48s %s%n",
        "one call that has %,d events, %d a batch".formatted(growth.crowd(), growth.trickle()),
        growth.crowded().shown(0));
  }
}
