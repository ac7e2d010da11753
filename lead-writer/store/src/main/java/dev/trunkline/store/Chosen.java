package dev.trunkline.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a replay of a selection takes.
 *
 * @param groups of its deliveries
 * @param unknown ids that were asked for and are of no delivery
 * @param latestReplay the greatest id of a replay that was asked for, or has read one of them; null
 *     if there was none
 */
public record Chosen(List<Group> groups, List<UUID> unknown, @Nullable String latestReplay) {

  /** Copies the lists. */
  public Chosen {
    groups = List.copyOf(groups);
    unknown = List.copyOf(unknown);
  }

  /**
   * Deliveries that are alike.
   *
   * @param vendor null where the payload is not in the archive
   * @param alongside whether they were not asked for, but share a live event with one that was
   * @param archived whether their payloads are in the archive: nothing else can be replayed
   * @param definitionHash what read them last; null where nothing did
   * @param bytes of their bodies
   * @param first the earliest receipt
   * @param last the latest receipt
   */
  public record Group(
      String source,
      @Nullable String vendor,
      boolean alongside,
      boolean archived,
      @Nullable String definitionHash,
      long deliveries,
      long bytes,
      Instant first,
      Instant last) {}

  /**
   * A replay that was asked for.
   *
   * @param selection in words, for whoever looks later
   * @param definitions the {@code definition_hash} that reads, by source
   * @param deliveries that were asked for
   * @param duplicates that come along
   */
  public record Asked(
      String replayId,
      Instant askedAt,
      Map<String, Object> selection,
      Map<String, String> definitions,
      long deliveries,
      long duplicates) {}
}
