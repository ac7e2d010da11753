package dev.trunkline.vendors;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a look at the vendors' directory and the sources came to.
 *
 * @param definitions that are to be in force; the very object of the look before if nothing changed
 * @param refusals reasons by what is refused, {@code vendor exotel}, {@code sources}; what they
 *     were before stays in force
 */
public record Loaded(Definitions definitions, SortedMap<String, String> refusals) {

  /** Copies the map. */
  public Loaded {
    refusals = Collections.unmodifiableSortedMap(new TreeMap<>(refusals));
  }
}
