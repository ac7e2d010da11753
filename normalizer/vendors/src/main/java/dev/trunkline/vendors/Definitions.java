package dev.trunkline.vendors;

import java.util.List;

/**
 * What is in force together: replaced as a whole, never changed.
 *
 * @param vendors that can be read
 * @param sources that are open
 * @param translator of these sources' deliveries by these vendors' definitions
 */
public record Definitions(Vendors vendors, Sources sources, Translator translator) {

  /**
   * Vendors and sources that fit each other.
   *
   * @throws Refused if a source's vendor is unknown or its mapping does not compile
   */
  public static Definitions of(Vendors vendors, Sources sources) {
    return new Definitions(vendors, sources, Translator.of(vendors, sources.all()));
  }

  /** The doors of all sources. */
  public List<Door> doors() {
    return sources.doors(vendors);
  }

  /** The operators' doors of all sources. */
  public List<SyncDoor> syncDoors() {
    return sources.syncDoors(vendors);
  }

  /** The {@code definition_hash} of a source's events. */
  public String hash(Source source) {
    return vendors.get(source.vendor()).hash(source);
  }
}
