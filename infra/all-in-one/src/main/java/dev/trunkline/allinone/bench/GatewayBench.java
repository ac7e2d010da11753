package dev.trunkline.allinone.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the same callers post the same to several servers, taking turns. A figure counts only if all
 * that was answered is kept.
 */
final class GatewayBench {

  private static final Duration PROBED = Duration.ofMillis(200);
  private static final double COMPILING = 0.1;

  private final List<Contestant> contestants;
  private final byte[] request;
  private final Path folder;
  private final List<Double> flushes = new ArrayList<>();

  /**
   * Measures nothing yet.
   *
   * @param contestants ours first
   * @param folder on the disk that all of them write to
   */
  GatewayBench(List<Contestant> contestants, byte[] request, Path folder) {
    this.contestants = contestants;
    this.request = request;
    this.folder = folder;
  }

  /** What one server showed to so many callers, round by round. */
  private record Shown(int callers, Contestant contestant, List<Callers.Seen> rounds) {

    GatewayReport.Line line() {
      return new GatewayReport.Line(
          callers,
          contestant.name(),
          Figure.of(rounds.stream().map(Callers.Seen::perSecond).toList()),
          Figure.of(rounds.stream().map(Callers.Seen::p50).toList()),
          Figure.of(rounds.stream().map(Callers.Seen::p99).toList()),
          Figure.of(rounds.stream().map(Callers.Seen::busy).toList()));
    }

    double median() {
      return line().answers().median();
    }

    Figure times(Shown other) {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < rounds.size(); i++) {
        ratios.add(rounds.get(i).perSecond() / other.rounds.get(i).perSecond());
      }
      return Figure.of(ratios);
    }
  }

  /** So many rounds of so long, for each number of callers, after a longer one to warm up. */
  GatewayReport measure(int rounds, List<Integer> callers, Duration warmUp, Duration time)
      throws Exception {
    for (Contestant contestant : contestants) {
      warm(contestant, Collections.max(callers), warmUp);
    }
    Map<Integer, List<Shown>> shown = new LinkedHashMap<>();
    for (int some : callers) {
      shown.put(
          some, contestants.stream().map(c -> new Shown(some, c, new ArrayList<>())).toList());
    }
    for (int round = 0; round < rounds; round++) {
      for (List<Shown> these : shown.values()) {
        flushes.add(FlushProbe.millis(folder, PROBED));
        for (int i = 0; i < these.size(); i++) {
          Shown next = these.get((i + round) % these.size()); // nobody is always the first
          next.rounds().add(post(next.contestant(), next.callers(), time));
        }
      }
    }
    return new GatewayReport(
        rounds,
        time.toMillis() / 1_000.0,
        request.length,
        Figure.of(flushes),
        shown.values().stream().flatMap(List::stream).map(Shown::line).toList(),
        shown.values().stream()
            .filter(these -> these.size() > 1)
            .map(GatewayBench::ratio)
            .toList());
  }

  /** So long, and while this JVM has yet to compile; at most five times as long. */
  private void warm(Contestant contestant, int callers, Duration time) throws Exception {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    for (int turn = 0; turn < 5; turn++) {
      long before = compiler.getTotalCompilationTime();
      post(contestant, callers, time);
      if (compiler.getTotalCompilationTime() - before < time.toMillis() * COMPILING) {
        return;
      }
    }
  }

  private static GatewayReport.Ratio ratio(List<Shown> these) {
    Shown ours = these.getFirst();
    Shown best =
        these.stream().skip(1).max(Comparator.comparingDouble(Shown::median)).orElseThrow();
    return new GatewayReport.Ratio(ours.callers(), best.contestant().name(), ours.times(best));
  }

  private Callers.Seen post(Contestant contestant, int callers, Duration time) throws Exception {
    long before = contestant.kept();
    Callers.Seen seen = Callers.post(contestant.port(), request, callers, time);
    long kept = contestant.kept() - before;
    if (seen.refused() > 0 || kept != seen.answers()) {
      throw new IllegalStateException(
          "%s: of %d answers %d refused, and %d deliveries are kept"
              .formatted(contestant.name(), seen.answers(), seen.refused(), kept));
    }
    return seen;
  }
}
