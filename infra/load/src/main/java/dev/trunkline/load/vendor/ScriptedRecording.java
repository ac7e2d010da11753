package dev.trunkline.load.vendor;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recording that the fake vendor has, or will have.
 *
 * @param id {@code recording_id}, digits
 * @param startedAt when it began
 * @param seconds its length
 * @param appearsAt from when the API tells of it and its link works; null: never
 * @param linkedAt from when its {@code url} is a link, before that a bare file name; null: never
 * @param endToldAt from when {@code end_time} and {@code seconds} are told; null: never
 * @param linkLife how long a link works once it is made; null: for ever
 * @param audio what its links give
 * @param download how requests for its audio are treated
 */
public record ScriptedRecording(
    String id,
    Instant startedAt,
    int seconds,
    @Nullable Instant appearsAt,
    @Nullable Instant linkedAt,
    @Nullable Instant endToldAt,
    @Nullable Duration linkLife,
    Audio audio,
    Behaviours download) {

  /** One that is there when it ends, with a small MP3. */
  public static ScriptedRecording of(String id, Instant startedAt, int seconds) {
    return new ScriptedRecording(
        id,
        startedAt,
        seconds,
        startedAt.plusSeconds(seconds),
        Instant.MIN,
        Instant.MIN,
        null,
        new Audio(Audio.Format.MP3, 12_000, "recording " + id),
        Behaviours.PROPER);
  }

  /** The same, there from then on; null: never. */
  public ScriptedRecording appearingAt(@Nullable Instant from) {
    return new ScriptedRecording(
        id, startedAt, seconds, from, linkedAt, endToldAt, linkLife, audio, download);
  }

  /** The same, a mere file name until then; null: for ever. */
  public ScriptedRecording linkedAt(@Nullable Instant from) {
    return new ScriptedRecording(
        id, startedAt, seconds, appearsAt, from, endToldAt, linkLife, audio, download);
  }

  /** The same, without an end and a length until then; null: for ever. */
  public ScriptedRecording endToldAt(@Nullable Instant from) {
    return new ScriptedRecording(
        id, startedAt, seconds, appearsAt, linkedAt, from, linkLife, audio, download);
  }

  /** The same with links that work so long. */
  public ScriptedRecording linksLiving(@Nullable Duration life) {
    return new ScriptedRecording(
        id, startedAt, seconds, appearsAt, linkedAt, endToldAt, life, audio, download);
  }

  /** The same with other audio. */
  public ScriptedRecording audio(Audio other) {
    return new ScriptedRecording(
        id, startedAt, seconds, appearsAt, linkedAt, endToldAt, linkLife, other, download);
  }

  /** The same with its audio given so. */
  public ScriptedRecording download(Behaviours other) {
    return new ScriptedRecording(
        id, startedAt, seconds, appearsAt, linkedAt, endToldAt, linkLife, audio, other);
  }

  boolean appeared(Instant now) {
    return reached(appearsAt, now);
  }

  boolean linked(Instant now) {
    return reached(linkedAt, now);
  }

  boolean ended(Instant now) {
    return reached(endToldAt, now);
  }

  private static boolean reached(@Nullable Instant from, Instant now) {
    return from != null && !now.isBefore(from);
  }
}
