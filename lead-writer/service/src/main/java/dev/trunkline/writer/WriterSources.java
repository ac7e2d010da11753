package dev.trunkline.writer;

import dev.trunkline.plumbing.failure.FailurePolicy;
import dev.trunkline.store.SourceSettings;
import dev.trunkline.store.Store;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;

/** Makes the tables go by what the sources file says. Thread-safe. */
public final class WriterSources {

  private static final Logger LOG = LoggerFactory.getLogger(WriterSources.class);

  /** As patient as the migrations: waits of 1 to 32 s, a minute in all. */
  static final RetryPolicy PATIENCE =
      RetryPolicy.builder()
          .maxRetries(6)
          .delay(Duration.ofSeconds(1))
          .multiplier(2)
          .maxDelay(Duration.ofSeconds(32))
          .predicate(failure -> FailurePolicy.of(failure).verdict().comesAgain())
          .build();

  private final Store store;
  private final MeterRegistry meters;

  /** What the tables go by for certain; null while nobody knows. */
  private @Nullable List<SourceSettings> known;

  WriterSources(Store store, MeterRegistry meters) {
    this.store = store;
    this.meters = meters;
  }

  /**
   * Makes the tables go by these settings, at once or not at all. Those that they go by already ask
   * for no database: a definition can be mended while it is away.
   *
   * @throws IllegalStateException if the database is away or refuses them, saying which of the two
   */
  public synchronized void configure(List<SourceSettings> sources) {
    if (sources.equals(known)) {
      return;
    }
    try {
      put(sources);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "Postgres did not take the sources' settings: " + FailurePolicy.of(e).reason(), e);
    }
  }

  /**
   * The same at a start, which is patient with a database that goes away or is locked.
   *
   * @throws RuntimeException the last cause, after about a minute; at once if the data is at fault
   */
  synchronized void start(List<SourceSettings> sources) {
    RetryTemplate patient = new RetryTemplate(PATIENCE);
    patient.setRetryListener(new Tell());
    patient.invoke(() -> put(sources));
  }

  private void put(List<SourceSettings> sources) {
    // Where the answer to a commit is lost, they may be in the tables all the same.
    known = null;
    store.configure(sources);
    known = List.copyOf(sources);
  }

  private final class Tell implements RetryListener {

    @Override
    public void onRetryableExecution(RetryPolicy policy, Retryable<?> retryable, RetryState state) {
      if (!state.isSuccessful()) {
        meters.counter("trunkline.writer.retries").increment();
        LOG.atWarn()
            .addKeyValue("reason", FailurePolicy.of(state.getLastException()).reason())
            .log("The sources' settings could not be written");
      }
    }
  }
}
