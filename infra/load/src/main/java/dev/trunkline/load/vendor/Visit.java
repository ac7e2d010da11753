package dev.trunkline.load.vendor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that the fake vendor got, noted before it was answered.
 *
 * @param at by the fake's clock
 * @param path without the query, which may hold tokens
 * @param leadId that was asked for; null: none, or not by a lead
 * @param recordingId whose audio was asked for; null: not a known one
 * @param credential whether the API's token was anywhere in the request
 * @param attempt of this door and lead or recording, from 1
 * @param status of the answer, whether or not it got through
 */
public record Visit(
    Instant at,
    String method,
    String path,
    Door door,
    @Nullable String leadId,
    @Nullable String recordingId,
    boolean credential,
    int attempt,
    int status) {

  /** What was asked for. */
  public enum Door {
    /** The recordings of a lead. */
    RECORDINGS,
    /** The call log. */
    LOG,
    /** Audio. */
    AUDIO,
    /** Any of these where a redirect led to. */
    MOVED,
    /** Nothing that is there. */
    NONE
  }
}
