package dev.trunkline.recordings;

import dev.trunkline.canonical.RecordingLink;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.plumbing.outbound.Answer;
import dev.trunkline.plumbing.outbound.Failed;
import dev.trunkline.plumbing.outbound.Forbidden;
import dev.trunkline.plumbing.outbound.Outbound;
import dev.trunkline.plumbing.outbound.OutboundRequest;
import dev.trunkline.plumbing.outbound.OwnLimit;
import dev.trunkline.plumbing.outbound.Refused;
import dev.trunkline.plumbing.outbound.Reply;
import dev.trunkline.vendors.ApiRequest;
import dev.trunkline.vendors.Found;
import dev.trunkline.vendors.Recordings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt over the network: asks the vendor where no link is known, and copies the audio. */
final class VendorAttempt implements Attempting {

  private final RecordingSources sources;
  private final SourcePolicies policies;
  private final Outbound outbound;
  private final Downloads downloads;
  private final Clock clock;

  VendorAttempt(
      RecordingSources sources,
      SourcePolicies policies,
      Outbound outbound,
      Downloads downloads,
      Clock clock) {
    this.sources = sources;
    this.policies = policies;
    this.outbound = outbound;
    this.downloads = downloads;
    this.clock = clock;
  }

  @Override
  public Signal.Tried attempt(Job job) throws InterruptedException {
    RecordingRequest call = job.call();
    Recordings source = sources.of(call.source());
    List<Recording> recordings = new ArrayList<>(job.recordings());
    List<Trouble> troubles = new ArrayList<>();
    if (source == null || !source.enabled()) {
      troubles.add(trouble(Cause.CANNOT_ASK, SourcePolicies.whyNot(call, source), null));
    } else {
      if (recordings.isEmpty() || recordings.stream().anyMatch(VendorAttempt::lacksLink)) {
        List<RecordingLink> told = ask(source, job, troubles);
        recordings = new ArrayList<>(Recording.merge(recordings, told, source::publicUrl));
      }
      if (policies.stores(source)) {
        downloads.copy(source, call.source(), recordings, troubles);
      }
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("the call is another's now");
    }
    return new Signal.Tried(job.callId(), job.ticket(), recordings, troubles);
  }

  private static boolean lacksLink(Recording recording) {
    return !recording.hasUrl() && recording.copy() == null && recording.lost() == null;
  }

  private List<RecordingLink> ask(Recordings source, Job job, List<Trouble> troubles)
      throws InterruptedException {
    RecordingRequest call = job.call();
    List<RecordingLink> known = job.recordings().stream().map(Recording::link).toList();
    switch (source.request(Calls.with(call, known))) {
      case ApiRequest.Unaskable(var reason) ->
          troubles.add(trouble(Cause.CANNOT_ASK, reason, null));
      case ApiRequest.Askable askable -> {
        OutboundRequest request = Requests.api(source, call.source(), askable);
        Reply reply = OwnLimit.past(() -> outbound.call(request));
        switch (reply) {
          case Answer answer -> {
            return read(source, call, answer, troubles);
          }
          case Refused(var reason, var retryAfter) ->
              troubles.add(trouble(Cause.HELD_BACK, reason, retryAfter));
          case Forbidden(var reason) -> troubles.add(trouble(Cause.FORBIDDEN, reason, null));
          case Failed failed ->
              troubles.add(
                  trouble(Cause.VENDOR_FAILED, "the vendor's API: " + failed.reason(), null));
        }
      }
    }
    return List.of();
  }

  private List<RecordingLink> read(
      Recordings source, RecordingRequest call, Answer answer, List<Trouble> troubles) {
    Duration wait = answer.retryAfter();
    if (answer.status() == 429) {
      troubles.add(trouble(Cause.RATE_LIMITED, "the vendor's API answered 429", wait));
      return List.of();
    }
    if (answer.status() == 410) {
      troubles.add(trouble(Cause.GONE, "the vendor's API answered 410", null));
      return List.of();
    }
    Found found =
        source.read(call, answer.status(), answer.contentType(), answer.body(), clock.instant());
    return switch (found) {
      case Found.Matched(var links) -> links;
      case Found.None(var reason, var id) -> {
        troubles.add(trouble(Cause.NOT_YET, reason, wait));
        yield id == null ? List.of() : List.of(new RecordingLink(null, id, null, null, null));
      }
      case Found.Ambiguous(var reason) -> {
        troubles.add(trouble(Cause.NOT_YET, reason, wait));
        yield List.of();
      }
      case Found.Failed(var reason) -> {
        troubles.add(trouble(Cause.VENDOR_FAILED, reason, wait));
        yield List.of();
      }
    };
  }

  private static Trouble trouble(Cause cause, String reason, @Nullable Duration retryAfter) {
    return new Trouble(0, cause, reason, retryAfter);
  }
}
