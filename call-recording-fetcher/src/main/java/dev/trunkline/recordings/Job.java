package dev.trunkline.recordings;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.RecordingRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The search for one call's recordings: the value of {@code recordings.jobs.v1}.
 *
 * @param call what is known of the call
 * @param phase how it stands
 * @param ticket counts its turns: a timer or an answer with an older one is stale
 * @param attempt attempts made or begun, from 0
 * @param due when the next attempt is to be; null unless waiting
 * @param wantedAt when the search began, or began anew
 * @param recordings what is known of them, by part
 * @param end how it ended; null before
 * @param reason why it ended so, or why the latest attempt failed; null where nothing failed
 */
record Job(
    RecordingRequest call,
    Phase phase,
    int ticket,
    int attempt,
    @Nullable Instant due,
    Instant wantedAt,
    List<Recording> recordings,
    @Nullable End end,
    @Nullable String reason,
    Instant changedAt) {

  Job {
    recordings = List.copyOf(recordings);
  }

  static Job read(byte[] json) {
    return EventJson.mapper().readValue(json, Job.class);
  }

  byte[] json() {
    return EventJson.mapper().writeValueAsBytes(this);
  }

  String callId() {
    return call.callId();
  }

  boolean isEnded() {
    return phase == Phase.ENDED;
  }

  /** The same with what another report knew of the call. */
  Job knowing(RecordingRequest more) {
    return new Job(
        Calls.filled(call, more),
        phase,
        ticket,
        attempt,
        due,
        wantedAt,
        recordings,
        end,
        reason,
        changedAt);
  }

  Job with(List<Recording> others) {
    return new Job(call, phase, ticket, attempt, due, wantedAt, others, end, reason, changedAt);
  }

  Job trying(int nextAttempt, Instant now) {
    return new Job(
        call, Phase.TRYING, ticket + 1, nextAttempt, null, wantedAt, recordings, null, reason, now);
  }

  Job waiting(int attempts, Instant until, @Nullable String why, Instant now) {
    return new Job(
        call, Phase.WAITING, ticket + 1, attempts, until, wantedAt, recordings, null, why, now);
  }

  Job ended(End how, @Nullable String why, Instant now) {
    return new Job(
        call, Phase.ENDED, ticket + 1, attempt, null, wantedAt, recordings, how, why, now);
  }

  /** How a search stands. */
  enum Phase {
    /** A timer is on its way. */
    WAITING,
    /** An attempt is being made; made again where that was cut short. */
    TRYING,
    ENDED
  }

  /** How a search ends. */
  enum End {
    FOUND,
    STORED,
    ABSENT,
    GIVEN_UP
  }
}
