package dev.trunkline.load.vendor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All calls that the fake vendor knows, and how it answers.
 *
 * @param calls in the order in which they began
 * @param endings by {@code callLogId}: how the search for its recording is to end
 * @param log how requests for the call log, and for the recordings of all leads, are treated
 */
public record Script(List<ScriptedCall> calls, Map<String, Ending> endings, Behaviours log) {

  /** When calls of a random script begin: a Monday morning in Los Angeles. */
  public static final Instant MORNING = Instant.parse("2026-02-02T17:00:00Z");

  /** Copies what it is given. */
  public Script {
    calls = List.copyOf(calls);
    endings = Map.copyOf(endings);
  }

  /** These calls, whatever is to become of them. */
  public static Script of(ScriptedCall... calls) {
    return new Script(List.of(calls), Map.of(), Behaviours.PROPER);
  }

  /** So many calls within an hour, whose recordings appear between 0 and 6 hours. */
  public static Script random(long seed, int calls) {
    return random(seed, calls, Mixture.USUAL);
  }

  /** So many calls; the same seed and mixture always make the same script. */
  public static Script random(long seed, int calls, Mixture mixture) {
    Chance chance = new Chance(seed, mixture.latest());
    List<ScriptedCall> made = new ArrayList<>();
    Map<String, Ending> endings = new LinkedHashMap<>();
    for (int number = 0; number < calls; number++) {
      // Whole seconds: Convoso's times have no more.
      Instant start = mixture.from().plusSeconds(mixture.over().toSeconds() * number / calls);
      Scenario scenario =
          chance.between(1, 100) <= mixture.percentLate()
              ? Scenario.LATE
              : chance.oneOf(Scenario.values());
      ScriptedCall plain =
          ScriptedCall.of(number, start, chance.between(20, 600))
              .form(chance.oneOf(ScriptedCall.Form.values()))
              .recording(r -> r.audio(audio(r, mixture, chance)));
      made.add(scenario.happensTo(plain, chance));
      endings.put(plain.callLogId(), scenario.ending());
    }
    return new Script(made, endings, Behaviours.PROPER);
  }

  private static Audio audio(ScriptedRecording recording, Mixture mixture, Chance chance) {
    return new Audio(
        chance.oneOf(Audio.Format.values()),
        chance.between(mixture.leastBytes(), mixture.mostBytes()),
        recording.audio().title());
  }

  /** The same with the call log told so. */
  public Script log(Behaviours other) {
    return new Script(calls, endings, other);
  }

  /**
   * What a random script is made of.
   *
   * @param from when the first call begins
   * @param over how long calls go on beginning
   * @param latest how long after its call's end the latest recording appears
   * @param percentLate calls to which nothing happens but a late recording; to the others anything
   * @param leastBytes of audio
   * @param mostBytes of audio
   */
  public record Mixture(
      Instant from,
      Duration over,
      Duration latest,
      int percentLate,
      int leastBytes,
      int mostBytes) {

    /** An hour of calls, 0 to 6 hours, half of them merely late, small audio. */
    public static final Mixture USUAL =
        new Mixture(MORNING, Duration.ofHours(1), Duration.ofHours(6), 50, 8_000, 64_000);

    /** The same, beginning then. */
    public Mixture from(Instant other) {
      return new Mixture(other, over, latest, percentLate, leastBytes, mostBytes);
    }
  }
}
