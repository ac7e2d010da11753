package dev.trunkline.recordings;

import dev.trunkline.plumbing.outbound.Download;
import dev.trunkline.plumbing.outbound.Failed;
import dev.trunkline.plumbing.outbound.Forbidden;
import dev.trunkline.plumbing.outbound.Limits;
import dev.trunkline.plumbing.outbound.Outbound;
import dev.trunkline.plumbing.outbound.OwnLimit;
import dev.trunkline.plumbing.outbound.Refused;
import dev.trunkline.plumbing.outbound.Streamed;
import dev.trunkline.recordings.audio.AudioStore;
import dev.trunkline.recordings.audio.Incoming;
import dev.trunkline.recordings.audio.Kept;
import dev.trunkline.vendors.ApiRequest;
import dev.trunkline.vendors.Recordings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies audio from vendors' links into our store. */
final class Downloads {

  /** A full disk is not empty in a moment, and every wait of every search is told. */
  private static final Duration STORE_LATER = Duration.ofMinutes(10);

  private static final Duration NO_STORE_LATER = Duration.ofHours(1);

  private final Outbound outbound;
  private final @Nullable AudioStore store;
  private final Limits limits;
  private final Clock clock;

  /**
   * Downloads into a store.
   *
   * @param store null where there is none: what a source wants stored is then a trouble
   */
  Downloads(Outbound outbound, @Nullable AudioStore store, Limits limits, Clock clock) {
    this.outbound = outbound;
    this.store = store;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Copies what has a link and no copy, and notes in the lists what came of it.
   *
   * @param id of the source
   */
  void copy(Recordings source, String id, List<Recording> recordings, List<Trouble> troubles)
      throws InterruptedException {
    for (int i = 0; i < recordings.size(); i++) {
      Recording recording = recordings.get(i);
      String link = recording.link().url();
      if (link == null || recording.copy() != null || recording.lost() != null) {
        continue;
      }
      End end = copy(source, id, recording, link);
      switch (end) {
        case Copy copy -> recordings.set(i, recording.with(copy));
        case Trouble trouble -> troubles.add(trouble);
      }
    }
  }

  private End copy(Recordings source, String id, Recording recording, String link)
      throws InterruptedException {
    Instant expires = recording.link().expiresAt();
    if (expires != null && expires.isBefore(clock.instant())) {
      return trouble(recording, Cause.EXPIRED, "the link has expired", null);
    }
    if (store == null) {
      return trouble(
          recording,
          Cause.STORE_FAILED,
          "there is no store: trunkline.recordings.store",
          NO_STORE_LATER);
    }
    return switch (source.download(link)) {
      case ApiRequest.Unaskable(var reason) -> trouble(recording, Cause.CANNOT_ASK, reason, null);
      case ApiRequest.Askable asked -> fetch(source, id, recording, link, asked, store);
    };
  }

  private End fetch(
      Recordings source,
      String id,
      Recording recording,
      String link,
      ApiRequest.Askable asked,
      AudioStore into)
      throws InterruptedException {
    try (Incoming incoming = into.begin()) {
      Download end =
          OwnLimit.past(
              () ->
                  outbound.download(
                      Requests.link(source, id, link, asked), limits, incoming::write));
      return switch (end) {
        case Streamed answer -> answered(recording, answer, incoming);
        case Refused(var reason, var retryAfter) ->
            trouble(recording, Cause.HELD_BACK, reason, retryAfter);
        case Forbidden(var reason) -> trouble(recording, Cause.FORBIDDEN, reason, null);
        case Failed failed ->
            trouble(
                recording,
                failed.kind() == Failed.Kind.TOO_LARGE ? Cause.TOO_LARGE : Cause.VENDOR_FAILED,
                "the download: " + failed.reason(),
                null);
      };
    } catch (IOException e) {
      // Of the store: what the network throws is an answer.
      return trouble(
          recording, Cause.STORE_FAILED, "the store: " + e.getClass().getSimpleName(), STORE_LATER);
    }
  }

  private End answered(Recording recording, Streamed answer, Incoming incoming) throws IOException {
    Duration wait = answer.retryAfter();
    String says = "the link answered " + answer.status();
    return switch (answer.status()) {
      case 200 ->
          switch (incoming.keep()) {
            case Kept.Stored(var sha256, var bytes, var mediaType) ->
                new Copy(sha256, bytes, mediaType, clock.instant());
            case Kept.Rejected(var unfit) ->
                trouble(
                    recording, Cause.NOT_AUDIO, "what came is no recording: " + unfit.text(), wait);
          };
      case 401, 403 -> trouble(recording, Cause.EXPIRED, says, wait);
      case 404, 202, 204 -> trouble(recording, Cause.NOT_YET, says, wait);
      case 410 -> trouble(recording, Cause.GONE, says, null);
      case 429 -> trouble(recording, Cause.RATE_LIMITED, says, wait);
      default -> trouble(recording, Cause.VENDOR_FAILED, says, wait);
    };
  }

  /** How a download ends. */
  sealed interface End permits Copy, Trouble {}

  private static Trouble trouble(
      Recording recording, Cause cause, String reason, @Nullable Duration retryAfter) {
    return new Trouble(recording.part(), cause, reason, retryAfter);
  }
}
