package dev.trunkline.store;

/**
 * A lead that more events tell of than of any one person: most likely a number or an id that many
 * persons share, and that should be listed as such.
 *
 * @param leadId of the lead
 * @param events that count
 */
public record Crowd(String leadId, int events) {

  /** Events that one person may have before it looks like many. */
  public static final int LIMIT = 1_000;
}
