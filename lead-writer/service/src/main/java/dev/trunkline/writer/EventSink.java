package dev.trunkline.writer;

import dev.trunkline.store.Batch;
import dev.trunkline.store.Store;
import dev.trunkline.store.Written;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Consumer;

/** Writes what several records tell as one batch, and counts what changed. */
final class EventSink implements Consumer<List<Batch>> {

  private final Store store;
  private final Counter events;
  private final Counter manifests;
  private final Counter rows;

  EventSink(Store store, MeterRegistry meters) {
    this.store = store;
    this.events = meters.counter("trunkline.writer.events");
    this.manifests = meters.counter("trunkline.writer.manifests");
    this.rows = meters.counter("trunkline.writer.rows");
  }

  @Override
  public void accept(List<Batch> told) {
    Written written =
        store.write(
            new Batch(
                told.stream().flatMap(batch -> batch.events().stream()).toList(),
                told.stream().flatMap(batch -> batch.manifests().stream()).toList()));
    events.increment(written.events());
    manifests.increment(written.manifests());
    rows.increment(written.rows());
  }
}
