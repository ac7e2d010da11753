package dev.trunkline.allinone.bench;

import java.io.PrintStream;
import java.util.List;

/**
 * What was measured; its JSON is the answer to {@code --json}.
 *
 * @param seconds of a round
 * @param bytes of a request, its headers included
 * @param flushMillis what the disk took for 2 KiB, between the rounds
 * @param ratios none where there is no peer
 */
record GatewayReport(
    int rounds,
    double seconds,
    int bytes,
    Figure flushMillis,
    List<Line> lines,
    List<Ratio> ratios) {

  /**
   * One server and number of callers.
   *
   * @param answers a second
   * @param p50 of an answer, in milliseconds, and {@code p99}
   * @param callersBusy part of a core that the callers took: near 1 they would be what is measured
   */
  record Line(
      int callers, String server, Figure answers, Figure p50, Figure p99, Figure callersBusy) {}

  /** Ours by the better of the peers, round by round. */
  record Ratio(int callers, String peer, Figure ratio) {}

  void print(PrintStream out) {
    out.printf(
        "requests of %,d bytes, rounds: %d of %.1f s, median [least-greatest]%n",
        bytes, rounds, seconds);
    out.printf("flush of 2 KiB between them: p50 %s ms%n%n", flushMillis.shown(2));
    out.printf(
        "%7s  %-24s %26s %20s %22s %20s%n",
        "callers", "", "answers/s", "p50 ms", "p99 ms", "callers' CPU, cores");
    for (Line line : lines) {
      out.printf(
          "%7d  %-24s %26s %20s %22s %20s%n",
          line.callers(),
          line.server(),
          line.answers().shown(0),
          line.p50().shown(2),
          line.p99().shown(1),
          line.callersBusy().shown(2));
    }
    for (Ratio ratio : ratios) {
      out.printf(
          "%7d  %-24s %26s%n", ratio.callers(), "times " + ratio.peer(), ratio.ratio().shown(2));
    }
  }
}
