package dev.trunkline.store;

import java.util.List;
import java.util.Map;

/**
 * What becomes of one view's rows.
 *
 * @param view its name in the contract
 * @param added rows that are not there yet
 * @param changed rows of which a column changes
 * @param unchanged rows that the deliveries tell of, and that stay what they are
 * @param removed rows that will be gone
 * @param fields of the changed rows: how many have another value, by column, most first
 * @param samples some of what is added, changed or removed
 */
public record RowsForecast(
    String view,
    long added,
    long changed,
    long unchanged,
    long removed,
    Map<String, Long> fields,
    List<RowDiff> samples) {

  /** Copies the list. */
  public RowsForecast {
    samples = List.copyOf(samples);
  }
}
