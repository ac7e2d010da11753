package dev.trunkline.load.vendor;

import static dev.trunkline.load.vendor.Behaviours.always;
import static dev.trunkline.load.vendor.Behaviours.first;

import dev.trunkline.load.vendor.Behaviour.RetryAfter;
import dev.trunkline.load.vendor.Ending.Cause;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What can happen to a call's recording, and how that ends. Passing troubles last few requests and
 * come early, so that the schedule outlasts them.
 */
@SuppressWarnings("ImmutableEnumChecker") // records and pure functions
public enum Scenario {
  /** There when the call ends. */
  PROMPT(Ending.WELL, (call, chance) -> call),
  /** There within the script's hours. */
  LATE(
      Ending.WELL,
      (call, chance) -> call.recording(r -> r.appearingAt(call.endedAt().plus(chance.late())))),
  /** Never there. */
  NEVER(Ending.unfound(Cause.NONE), (call, chance) -> call.recording(r -> r.appearingAt(null))),
  /** Listed as {@code data} itself, without an end for a while. */
  OPEN_ENDED(
      Ending.WELL,
      (call, chance) ->
          call.form(ScriptedCall.Form.LIST)
              .recording(r -> r.endToldAt(call.endedAt().plus(chance.soon())))),
  /** At first a mere file name. */
  FILE_NAME_FIRST(
      Ending.WELL,
      (call, chance) -> call.recording(r -> r.linkedAt(call.endedAt().plus(chance.soon())))),
  /** A mere file name for ever. */
  FILE_NAME_ONLY(
      Ending.unfound(Cause.FILE_NAME), (call, chance) -> call.recording(r -> r.linkedAt(null))),
  /** Two recordings of the lead begin within a minute. */
  AMBIGUOUS(Ending.unfound(Cause.AMBIGUOUS), (call, chance) -> withAnother(call, 40)),
  /** Another recording of the lead, of the day before. */
  ANOTHER_DAY(Ending.WELL, (call, chance) -> withAnother(call, -86_400)),

  /** The API says 404 at first. */
  API_NOT_FOUND(passing(new Behaviour.Status(404))),
  /** The API says 500 at first. */
  API_ERROR(passing(new Behaviour.Status(500))),
  /** The API asks for a pause of some minutes. */
  API_BUSY(passing(new Behaviour.TooMany(new RetryAfter.Seconds(420)))),
  /** The API asks for a pause until a date. */
  API_BUSY_UNTIL(passing(new Behaviour.TooMany(new RetryAfter.Date(Duration.ofMinutes(11))))),
  /** The API asks for a pause that cannot be read. */
  API_BUSY_ABSURDLY(passing(new Behaviour.TooMany(new RetryAfter.Text("soon, -1")))),
  /** The API shows a page for people at first. */
  API_PAGE(passing(new Behaviour.HtmlPage())),
  /** The API fails with 200 at first. */
  API_ERROR_IN_200(passing(new Behaviour.JsonError(6004, "No such Lead"))),
  /** The API says nothing at first. */
  API_EMPTY(passing(new Behaviour.Empty())),
  /** The API's answer breaks off at first. */
  API_BREAKS_OFF(passing(new Behaviour.BreaksOff())),
  /** The API's connection is reset at first. */
  API_RESET(passing(new Behaviour.Resets())),
  /** The API never answers properly. */
  API_NEVER(
      Ending.unfound(Cause.API_FAILS),
      (call, chance) -> call.api(always(new Behaviour.JsonError(5000, "Internal error")))),

  /** The link gives 404 at first. */
  AUDIO_NOT_FOUND(Ending.WELL, audio(c -> first(c.few(), new Behaviour.Status(404)))),
  /** The link gives 500 at first. */
  AUDIO_ERROR(Ending.WELL, audio(c -> first(c.few(), new Behaviour.Status(500)))),
  /** The link asks for a pause. */
  AUDIO_BUSY(
      Ending.WELL,
      audio(c -> first(1, new Behaviour.TooMany(new RetryAfter.Seconds(60L * c.few()))))),
  /** The link gives a page at first. */
  AUDIO_PAGE(Ending.WELL, audio(c -> first(c.few(), new Behaviour.HtmlPage()))),
  /** The link gives nothing at first. */
  AUDIO_EMPTY(Ending.WELL, audio(c -> first(c.few(), new Behaviour.Empty()))),
  /** The audio breaks off at first. */
  AUDIO_BREAKS_OFF(Ending.WELL, audio(c -> first(c.few(), new Behaviour.BreaksOff()))),
  /** The connection is reset within the audio at first. */
  AUDIO_RESET(Ending.WELL, audio(c -> first(c.few(), new Behaviour.Resets()))),
  /** The audio is shorter than told at first. */
  AUDIO_SHORT(Ending.WELL, audio(c -> first(c.few(), new Behaviour.ClaimsMore(1_000)))),
  /** The audio is longer than told at first. */
  AUDIO_LONG(Ending.WELL, audio(c -> first(c.few(), new Behaviour.ClaimsLess(1_000)))),
  /** The audio comes encoded at first. */
  AUDIO_GZIP(Ending.WELL, audio(c -> first(c.few(), new Behaviour.Gzipped()))),
  /** The first link has expired when it is used. */
  AUDIO_EXPIRED(Ending.WELL, audio(c -> always(new Behaviour.Expired(2)))),
  /** The link leads on to where the audio is. */
  AUDIO_REDIRECT(Ending.WELL, redirect(new Behaviour.Redirect.Onwards())),
  /** The link gives a page for ever. */
  AUDIO_ALWAYS_PAGE(Ending.unkept(Cause.NOT_AUDIO), audio(c -> always(new Behaviour.HtmlPage()))),
  /** The link gives other bytes for ever. */
  AUDIO_ALWAYS_WRONG(
      Ending.unkept(Cause.NOT_AUDIO), audio(c -> always(new Behaviour.WrongBytes()))),
  /** The link gives nothing for ever. */
  AUDIO_ALWAYS_EMPTY(Ending.unkept(Cause.NOT_AUDIO), audio(c -> always(new Behaviour.Empty()))),
  /** The link gives 404 for ever. */
  AUDIO_ALWAYS_NOT_FOUND(
      Ending.unkept(Cause.AUDIO_FAILS), audio(c -> always(new Behaviour.Status(404)))),
  /** The audio breaks off for ever. */
  AUDIO_ALWAYS_BREAKS_OFF(
      Ending.unkept(Cause.NOT_WHOLE), audio(c -> always(new Behaviour.BreaksOff()))),
  /** The audio comes encoded for ever. */
  AUDIO_ALWAYS_GZIP(Ending.unkept(Cause.ENCODED), audio(c -> always(new Behaviour.Gzipped()))),
  /** No link ever works. */
  AUDIO_ALWAYS_EXPIRED(
      Ending.unkept(Cause.EXPIRED), audio(c -> always(new Behaviour.Expired(Integer.MAX_VALUE)))),
  /** The link leads to an address that is not public. */
  AUDIO_PRIVATE(
      Ending.unkept(Cause.FORBIDDEN),
      redirect(new Behaviour.Redirect.Elsewhere(Behaviour.Redirect.METADATA))),
  /** The link leads to itself. */
  AUDIO_LOOP(Ending.unkept(Cause.REDIRECTS), redirect(new Behaviour.Redirect.Itself()));

  private final Ending ending;
  private final BiFunction<ScriptedCall, Chance, ScriptedCall> play;

  Scenario(Ending ending, BiFunction<ScriptedCall, Chance, ScriptedCall> play) {
    this.ending = ending;
    this.play = play;
  }

  Scenario(BiFunction<ScriptedCall, Chance, ScriptedCall> play) {
    this(Ending.WELL, play);
  }

  /** How it ends. */
  public Ending ending() {
    return ending;
  }

  /** This call, with this happening to it. */
  ScriptedCall happensTo(ScriptedCall call, Chance chance) {
    return play.apply(call, chance);
  }

  private static BiFunction<ScriptedCall, Chance, ScriptedCall> passing(Behaviour trouble) {
    return (call, chance) -> call.api(first(chance.few(), trouble));
  }

  private static BiFunction<ScriptedCall, Chance, ScriptedCall> audio(
      Function<Chance, Behaviours> behaviours) {
    return (call, chance) -> call.recording(r -> r.download(behaviours.apply(chance)));
  }

  private static BiFunction<ScriptedCall, Chance, ScriptedCall> redirect(
      Behaviour.Redirect.Target target) {
    return audio(chance -> always(Behaviour.Redirect.to(target)));
  }

  /** One more recording of the lead, so many seconds after the call's own. */
  private static ScriptedCall withAnother(ScriptedCall call, int seconds) {
    ScriptedRecording own = call.recordings().get(0);
    return call.recordings(
        List.of(
            own,
            ScriptedRecording.of(
                    "9" + own.id(), own.startedAt().plusSeconds(seconds), own.seconds())
                .appearingAt(own.appearsAt())));
  }
}
