package dev.trunkline.vendors;

import dev.trunkline.canonical.CallEvent;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.canonical.RecordingLink;
import dev.trunkline.canonical.RecordingRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which recordings of an answer are of a call. A wrong one is worse than none: it never guesses.
 */
final class RecordingMatch {

  /** How much a vendor's clocks may differ where they tell that a recording is of another call. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  /** How long it may ring: a length may be that of the talk only. */
  private static final Duration RINGING = Duration.ofMinutes(1);

  private final RecordingsSpec.Match match;
  private final RecordingRequest call;

  /** What is of this call. */
  RecordingMatch(RecordingsSpec.Match match, RecordingRequest call) {
    this.match = match;
    this.call = call;
  }

  /** What an answer's events tell of the call. */
  Found of(List<Told> told) {
    List<Told> ofCall = told.stream().filter(one -> match.byCall() && isOfCall(one)).toList();
    if (!ofCall.isEmpty()) {
      return found(ofCall);
    }
    if (!match.byLead()) {
      return none("the vendor has no recording of the call yet");
    }
    if (call.vendorLeadId() == null || call.startedAt() == null) {
      return new Found.Ambiguous(
          (call.vendorLeadId() == null ? "vendor_lead_id" : "started_at")
              + " of the call is not known: no recording can be told to be of it");
    }
    List<Told> near = new ArrayList<>();
    boolean undated = false;
    for (Told one : distinct(told)) {
      if (one.event() instanceof RecordingEvent recording && isOfLead(recording)) {
        undated |= recording.startedAt() == null;
        if (isNear(recording, call.startedAt())) {
          near.add(one);
        }
      }
    }
    if (near.size() > 1) {
      return new Found.Ambiguous(
          near.size() + " recordings of the lead begin near the call, and none names it");
    }
    if (near.isEmpty()) {
      return undated
          ? new Found.Ambiguous("a recording of the lead has no started_at that can be read")
          : none("the vendor has no recording of the lead near the call yet");
    }
    return isOfAnother(near.get(0), call.startedAt())
        ? none("the only recording of the lead near the call is of another call")
        : found(near);
  }

  private boolean isOfCall(Told told) {
    String id =
        switch (told.event()) {
          case RecordingEvent recording -> recording.vendorCallId();
          case CallEvent reported -> reported.vendorCallId();
          default -> null;
        };
    return id != null
        && id.equals(call.vendorCallId())
        && (!told.links().isEmpty() || told.isFile());
  }

  /** One that names another call is that one's, whenever it began. */
  private boolean isOfLead(RecordingEvent recording) {
    return recording.vendorCallId() == null
        && call.vendorLeadId() != null
        && call.vendorLeadId().equals(recording.vendorLeadId());
  }

  private boolean isNear(RecordingEvent recording, Instant started) {
    Instant begins = recording.startedAt();
    if (begins == null) {
      return false;
    }
    Instant ended = ended(Duration.ZERO);
    boolean isWithin = ended != null && !begins.isBefore(started) && !begins.isAfter(ended);
    return isWithin || Duration.between(started, begins).abs().compareTo(match.window()) <= 0;
  }

  /** Alone in the window, and yet over before the call began, or begun after it was over. */
  private boolean isOfAnother(Told told, Instant started) {
    if (!(told.event() instanceof RecordingEvent recording) || recording.startedAt() == null) {
      return false;
    }
    Instant begins = recording.startedAt();
    Integer length = recording.durationS();
    boolean isBefore = length != null && begins.plusSeconds(length).plus(SLACK).isBefore(started);
    Instant ended = ended(RINGING);
    return isBefore || (ended != null && begins.isAfter(ended.plus(SLACK)));
  }

  /** When the call ended; by its length with so long for the ringing. */
  private @Nullable Instant ended(Duration ringing) {
    if (call.endedAt() != null) {
      return call.endedAt();
    }
    return call.startedAt() == null || call.durationS() == null
        ? null
        : call.startedAt().plusSeconds(call.durationS()).plus(ringing);
  }

  /** A page may say a recording twice, with one id or one link. */
  private static List<Told> distinct(List<Told> told) {
    Map<Object, Told> distinct = new LinkedHashMap<>();
    for (Told one : told) {
      RecordingLink first = one.links().isEmpty() ? null : one.links().get(0);
      Object key =
          first == null
              ? one
              : first.vendorRecordingId() != null ? first.vendorRecordingId() : first;
      distinct.merge(key, one, (before, again) -> hasLink(before) ? before : again);
    }
    return List.copyOf(distinct.values());
  }

  private static boolean hasLink(Told told) {
    return told.links().stream().anyMatch(link -> link.url() != null);
  }

  private static Found found(List<Told> matched) {
    Map<String, RecordingLink> byUrl = new LinkedHashMap<>();
    String id = null;
    for (Told one : matched) {
      for (RecordingLink link : one.links()) {
        id = id == null ? link.vendorRecordingId() : id;
        if (link.url() != null) {
          byUrl.putIfAbsent(link.url(), link);
        }
      }
    }
    if (!byUrl.isEmpty()) {
      return new Found.Matched(List.copyOf(byUrl.values()));
    }
    return new Found.None(
        matched.stream().anyMatch(Told::isFile)
            ? "the vendor names a file, not a link"
            : "the vendor names a recording without a link",
        id);
  }

  private static Found none(String reason) {
    return new Found.None(reason, null);
  }
}
