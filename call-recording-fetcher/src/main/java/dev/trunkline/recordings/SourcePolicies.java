package dev.trunkline.recordings;

import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.vendors.ApiRequest;
import dev.trunkline.vendors.Recordings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Policies as definitions and sources say them. */
final class SourcePolicies implements Policies {

  private final RecordingSources sources;
  private final boolean storing;

  /**
   * Policies of these sources.
   *
   * @param storing whether the installation stores what no source says otherwise about
   */
  SourcePolicies(RecordingSources sources, boolean storing) {
    this.sources = sources;
    this.storing = storing;
  }

  @Override
  public Policy of(RecordingRequest call) {
    Recordings recordings = sources.of(call.source());
    if (recordings == null || !recordings.enabled()) {
      // Ends at once: nobody could look for it.
      return new Policy(
          Duration.ZERO, List.of(), whyNot(call, recordings), false, SourcePolicies::withoutQuery);
    }
    String cannotAsk =
        switch (recordings.request(call)) {
          case ApiRequest.Askable askable -> null;
          case ApiRequest.Unaskable(var reason) -> reason;
        };
    return new Policy(
        recordings.schedule().first(),
        recordings.schedule().then(),
        cannotAsk,
        stores(recordings),
        recordings::publicUrl);
  }

  boolean stores(Recordings recordings) {
    Boolean own = recordings.store();
    return own == null ? storing : own;
  }

  static String whyNot(RecordingRequest call, @Nullable Recordings recordings) {
    return recordings == null
        ? "source " + call.source() + " is not configured, or its vendor's calls have no recordings"
        : "recordings of source " + call.source() + " are switched off";
  }

  /** Of a link whose secret parameters nobody knows, all might be. */
  private static String withoutQuery(String link) {
    int end = link.indexOf('?');
    return end < 0 ? link : link.substring(0, end);
  }
}
