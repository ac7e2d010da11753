package dev.trunkline.allinone.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How long one writing took.
 *
 * @param events that were written
 * @param nanos from the first batch to the last commit
 * @param busy nanoseconds of all writers together
 */
record Run(long events, long nanos, long busy) {

  /** Writes one batch. */
  interface Writer {
    void write(List<Sent> batch) throws Exception;
  }

  /**
   * Writes all batches, several writers at once, each with its own entities in their order.
   *
   * @throws IllegalStateException if a writer failed
   */
  static Run of(List<Sent> all, int batch, int writers, Writer writer) throws InterruptedException {
    List<List<List<Sent>>> work = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      int who = i;
      work.add(
          Sent.batches(all.stream().filter(sent -> sent.writer(writers) == who).toList(), batch));
    }
    long busy = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      long start = System.nanoTime();
      List<Future<Long>> running = new ArrayList<>();
      for (List<List<Sent>> batches : work) {
        running.add(
            threads.submit(
                () -> {
                  long begun = System.nanoTime();
                  for (List<Sent> next : batches) {
                    writer.write(next);
                  }
                  return System.nanoTime() - begun;
                }));
      }
      for (Future<Long> one : running) {
        busy += one.get();
      }
      return new Run(events(all), System.nanoTime() - start, busy);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a writer failed", e.getCause());
    }
  }

  static long events(List<Sent> all) {
    return all.stream().mapToLong(sent -> sent.items().size()).sum();
  }

  double eventsPerSecond() {
    return events * 1e9 / nanos;
  }

  double microsPerEvent() {
    return nanos / 1e3 / events;
  }
}
