package dev.trunkline.plumbing.failure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the tries that failed, and names the first and each tenth of a row. Thread-safe. */
final class Retries {

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
  private static final int SEVERAL = 10;

  private final String stage;
  private final Counter counter;

  Retries(String stage, MeterRegistry meters) {
    this.stage = stage;
    this.counter = meters.counter("trunkline." + stage + ".retries");
  }

  /**
   * A batch failed.
   *
   * @param attempt from 1
   */
  void failed(Exception failure, int attempt) {
    counter.increment();
    if (attempt == 1 || attempt % SEVERAL == 0) {
      Failure judged = FailurePolicy.of(failure);
      LOG.atWarn()
          .addKeyValue("stage", stage)
          .addKeyValue("attempt", attempt)
          .addKeyValue("verdict", judged.verdict())
          .addKeyValue("reason", judged.reason())
          .log("A batch failed and is tried again");
    }
    LOG.debug("Why a batch failed", failure);
  }

  /** A batch failed for the last time. */
  void stopped(Failure failure) {
    LOG.atError()
        .addKeyValue("stage", stage)
        .addKeyValue("reason", failure.reason())
        .log("The stage stops: trying again cannot help, and nothing was committed");
  }
}
