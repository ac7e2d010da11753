package dev.trunkline.vendors;

import dev.trunkline.canonical.CallStatus;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor.yaml says of recordings.
 *
 * @param schedule when they are looked for
 * @param hosts the only hosts that ever get the vendor's credentials, lower case
 * @param api where they are asked for; null: they are only told by later webhooks
 * @param match how an answer's recordings are told apart; null without {@code api}
 * @param link where downloads carry the credential; null: they need none
 */
record RecordingsSpec(
    Wanted wanted,
    Schedule schedule,
    Set<String> hosts,
    @Nullable Api api,
    @Nullable Match match,
    @Nullable Credential link) {

  /** Copies the set. */
  RecordingsSpec {
    hosts = Set.copyOf(hosts);
  }

  /** Whether a credential is needed anywhere. */
  boolean needsSecret() {
    return link != null || (api != null && api.credential() != null);
  }

  /** Whether what is configured must be a user and a password. */
  boolean isBasic() {
    return link instanceof Credential.Basic
        || (api != null && api.credential() instanceof Credential.Basic);
  }

  /**
   * Which calls should have a recording, of those that a final report tells.
   *
   * @param status the outcomes
   * @param minDurationS least length in seconds, of every length that is told
   */
  record Wanted(Set<CallStatus> status, int minDurationS) {}

  /**
   * How the vendor is asked.
   *
   * @param url https, of one of the hosts
   * @param isForm whether the parameters are posted as a form; else they stand in the query
   * @param parameters by name, in order; {@code {field}} stands for what is known of the call
   * @param times how {@code {started_at}} and {@code {ended_at}} are written
   */
  record Api(
      URI url,
      boolean isForm,
      Map<String, String> parameters,
      @Nullable DateTimeFormatter times,
      @Nullable Credential credential,
      Rate rate,
      int concurrent) {}

  /**
   * How a recording is known to be of a call.
   *
   * @param byCall by the call's id, where both know it
   * @param byLead by the lead and the start
   * @param window how far the start may be from the call's, for {@code byLead}
   */
  record Match(boolean byCall, boolean byLead, Duration window) {}
}
