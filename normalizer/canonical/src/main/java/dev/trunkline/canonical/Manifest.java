package dev.trunkline.canonical;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of every element of one processing of one delivery; one record of {@code fates.v1}.
 * What the latest manifest of a delivery does not list is no longer part of any table.
 *
 * @param deliveryId UUIDv7 of the delivery
 * @param replayId UUIDv7 of the replay that processed it; null for the live processing, the least
 * @param source the configured source
 * @param receivedAt when the gateway received the delivery
 * @param definitionHash what read it; null where no definition could
 * @param elements every element once, in order of index, from 0 and without gaps; may be empty
 */
public record Manifest(
    String deliveryId,
    @Nullable String replayId,
    String source,
    Instant receivedAt,
    @Nullable String definitionHash,
    List<Element> elements) {

  /** Copies the list. */
  public Manifest {
    elements = List.copyOf(elements);
  }

  /**
   * One element's fate.
   *
   * @param reason why it was ignored or dead-lettered, at most 512 characters; null for canonical
   * @param eventIds the events it became, in order; null unless canonical
   */
  public record Element(
      int index, Fate fate, @Nullable String reason, @Nullable List<String> eventIds) {

    /** Copies the list. */
    public Element {
      eventIds = eventIds == null ? null : List.copyOf(eventIds);
    }
  }
}
