package dev.trunkline.writer;

import dev.trunkline.canonical.Manifest;
import dev.trunkline.canonical.Reconciliation;
import dev.trunkline.store.Batch;
import dev.trunkline.store.Store;
import dev.trunkline.store.Told;
import dev.trunkline.store.Written;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes what several records tell, and counts what changed. */
final class EventSink implements Consumer<List<Message>> {

  private final Store store;
  private final Counter events;
  private final Counter manifests;
  private final Counter rows;
  private final Counter leftOut;
  private final Counter reconciliations;

  EventSink(Store store, MeterRegistry meters) {
    this.store = store;
    this.events = meters.counter("trunkline.writer.events");
    this.manifests = meters.counter("trunkline.writer.manifests");
    this.rows = meters.counter("trunkline.writer.rows");
    this.leftOut = meters.counter("trunkline.writer.left.out", "reason", "erased");
    this.reconciliations = meters.counter("trunkline.writer.reconciliations");
  }

  @Override
  public void accept(List<Message> messages) {
    Sorted sorted = Sorted.of(messages);
    // Two transactions: each is idempotent, and the batch comes again where one of them fails.
    Written written = store.write(sorted.batch());
    events.increment(written.events());
    manifests.increment(written.manifests());
    rows.increment(written.rows());
    leftOut.increment(written.leftOut());
    reconciliations.increment(store.reconciled(sorted.compared()));
  }

  /** Throws what {@link #accept} would throw, and leaves nothing. */
  void rehearse(List<Message> messages) {
    Sorted sorted = Sorted.of(messages);
    store.rehearse(sorted.batch(), sorted.compared());
  }

  private record Sorted(Batch batch, List<Reconciliation> compared) {

    static Sorted of(List<Message> messages) {
      List<Told> told = new ArrayList<>();
      List<Manifest> fates = new ArrayList<>();
      List<Reconciliation> compared = new ArrayList<>();
      for (Message message : messages) {
        switch (message) {
          case Message.Report(Batch batch) -> {
            told.addAll(batch.events());
            fates.addAll(batch.manifests());
          }
          case Message.Compared(Reconciliation reconciliation) -> compared.add(reconciliation);
        }
      }
      return new Sorted(new Batch(told, fates), compared);
    }
  }
}
