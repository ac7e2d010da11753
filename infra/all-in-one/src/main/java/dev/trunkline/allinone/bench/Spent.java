package dev.trunkline.allinone.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;

/** Time by phase, of all writers together. Thread-safe. */
final class Spent {

  private final Map<Phase, LongAdder> nanos = new EnumMap<>(Phase.class);

  Spent() {
    for (Phase phase : Phase.values()) {
      nanos.put(phase, new LongAdder());
    }
  }

  void add(Phase phase, long more) {
    LongAdder sum = nanos.get(phase);
    if (sum != null) {
      sum.add(more);
    }
  }

  <T> T in(Phase phase, Callable<T> work) throws Exception {
    long start = System.nanoTime();
    try {
      return work.call();
    } finally {
      add(phase, System.nanoTime() - start);
    }
  }

  /**
   * Each phase's share of the writers' time; together 1.
   *
   * @param busy nanoseconds that all writers took
   */
  Map<Phase, Double> shares(long busy) {
    Map<Phase, Double> shares = new EnumMap<>(Phase.class);
    double rest = 1;
    for (Map.Entry<Phase, LongAdder> sum : nanos.entrySet()) {
      double share = (double) sum.getValue().sum() / busy;
      shares.put(sum.getKey(), share);
      rest -= share;
    }
    shares.merge(Phase.OWN, rest, Double::sum);
    return shares;
  }
}
