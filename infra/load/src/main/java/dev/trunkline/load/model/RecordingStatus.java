package dev.trunkline.load.model;

import java.util.Collection;
import java.util.Comparator;

/**
 * How the search for one recording stands: stored beats everything; found, and a word that this
 * very recording cannot be had, all but stored; among equals the latest word counts.
 */
final class RecordingStatus {

  private RecordingStatus() {}

  static String of(Collection<Copy> events) {
    Copy decisive =
        events.stream()
            .max(Comparator.comparingInt(RecordingStatus::rank).thenComparing(Fold.ORDER))
            .orElseThrow();
    return word(decisive);
  }

  private static int rank(Copy event) {
    return switch (word(event)) {
      case "stored" -> 2;
      case "found" -> 1;
      case "absent", "given_up" ->
          event.text("recording_url") != null || event.text("vendor_recording_id") != null ? 1 : 0;
      default -> 0;
    };
  }

  private static String word(Copy event) {
    return switch (event.type()) {
      case "recording.wanted" -> "wanted";
      case "recording.attempted" -> "waiting";
      case "recording.found" -> "found";
      case "recording.stored" -> "stored";
      case "recording.absent" -> "absent";
      case "recording.given_up" -> "given_up";
      default -> throw new IllegalArgumentException("event_type is of no recording");
    };
  }
}
