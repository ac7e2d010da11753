package dev.trunkline.load.vendor;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that the fake vendor got, noted before it was answered.
 *
 * @param at by the fake's clock
 * @param path without the query, which may hold tokens
 * @param parameters of query and form, decoded, without those that hold secrets
 * @param leadId that was asked for; null: none, or not by a lead
 * @param recordingId whose audio was asked for; null: not a known one
 * @param credential whether a secret of the API's was anywhere in the request
 * @param attempt of this door and lead or recording, from 1
 * @param status of the answer, whether or not it got through
 */
public record Visit(
    Instant at,
    String method,
    String path,
    Map<String, String> parameters,
    Door door,
    @Nullable String leadId,
    @Nullable String recordingId,
    boolean credential,
    int attempt,
    int status) {

  /** Copies the parameters. */
  public Visit {
    parameters = Map.copyOf(parameters);
  }

  /** What was asked for. */
  public enum Door {
    /** Convoso's recordings, of a lead or of all. */
    RECORDINGS,
    /** Convoso's call log. */
    LOG,
    /** Convoso's audio. */
    AUDIO,
    /** Knowlarity's call log. */
    KNOWLARITY,
    /** OneCom's call records. */
    ONECOM,
    /** Knowrithm's leads. */
    KNOWRITHM,
    /** Any of these where a redirect led to. */
    MOVED,
    /** Nothing that is there. */
    NONE
  }
}
