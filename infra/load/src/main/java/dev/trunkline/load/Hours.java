package dev.trunkline.load;

import dev.trunkline.load.Verdict.Hour;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How much of what each hour brought is found at every place of its way. */
final class Hours {

  private enum Place {
    SENT,
    ACKNOWLEDGED,
    RAW,
    CANONICAL,
    DEAD,
    ROWS
  }

  private final Window window;
  private final Map<Instant, Map<Place, Long>> hours = new TreeMap<>();

  /** Of the hours of this window. */
  Hours(Window window) {
    this.window = window;
  }

  void sent(Ledger.Entry entry) {
    Instant sent = instant(entry.sentAt());
    if (sent != null && !sent.isBefore(window.from()) && sent.isBefore(window.to())) {
      count(sent, Place.SENT);
      if (entry.acknowledged()) {
        count(sent, Place.ACKNOWLEDGED);
      }
    }
  }

  void count(Clue.Kept kept) {
    count(kept.deliveryId(), Place.RAW);
  }

  /** Of replays only the live processing counts, or an hour would get more out than came in. */
  void count(Clue.Told told) {
    if (told.copy().replayId().isEmpty() && !told.searched()) {
      count(told.deliveryId(), Place.CANONICAL);
    }
  }

  void count(Clue.Dead dead) {
    if (dead.element().replayId().isEmpty()) {
      count(dead.deliveryId(), Place.DEAD);
    }
  }

  /** A row of the elements' view. */
  void row(String deliveryId) {
    count(deliveryId, Place.ROWS);
  }

  List<Hour> all() {
    return hours.entrySet().stream().map(hour -> hour(hour.getKey(), hour.getValue())).toList();
  }

  private static Hour hour(Instant hour, Map<Place, Long> of) {
    return new Hour(
        hour,
        of.getOrDefault(Place.SENT, 0L),
        of.getOrDefault(Place.ACKNOWLEDGED, 0L),
        of.getOrDefault(Place.RAW, 0L),
        of.getOrDefault(Place.CANONICAL, 0L),
        of.getOrDefault(Place.DEAD, 0L),
        of.getOrDefault(Place.ROWS, 0L));
  }

  private void count(String deliveryId, Place place) {
    Instant minted = Window.minted(deliveryId);
    if (minted != null && window.retains(deliveryId)) {
      count(minted, place);
    }
  }

  private void count(Instant at, Place place) {
    hours
        .computeIfAbsent(at.truncatedTo(ChronoUnit.HOURS), first -> new EnumMap<>(Place.class))
        .merge(place, 1L, Long::sum);
  }

  private static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException of) {
      return null;
    }
  }
}
