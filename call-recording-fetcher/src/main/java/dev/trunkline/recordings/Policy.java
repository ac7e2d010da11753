package dev.trunkline.recordings;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a source's definition and settings say about searches.
 *
 * @param first from the call's end to the first attempt
 * @param then from each attempt to the next; after the last of them it is given up
 * @param cannotAsk why the vendor cannot be asked; null: it can
 * @param storing whether audio is copied
 * @param publicUrl a link without its secret parameters
 */
record Policy(
    Duration first,
    List<Duration> then,
    @Nullable String cannotAsk,
    boolean storing,
    UnaryOperator<String> publicUrl) {

  Policy {
    then = List.copyOf(then);
  }

  /** From the call's end to the last attempt. */
  Duration total() {
    return then.stream().reduce(first, Duration::plus);
  }
}
