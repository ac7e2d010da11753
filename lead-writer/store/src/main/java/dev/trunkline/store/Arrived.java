package dev.trunkline.store;

import java.util.List;

/**
 * How what came of a replay compares with its forecast.
 *
 * @param view its name in the contract
 * @param asForecast rows that are what was foretold, those that are gone included
 * @param otherwise rows that are not: something else told of them meanwhile, or the forecast erred
 * @param keys of some of those
 */
public record Arrived(String view, long asForecast, long otherwise, List<String> keys) {

  /** Copies the list. */
  public Arrived {
    keys = List.copyOf(keys);
  }
}
