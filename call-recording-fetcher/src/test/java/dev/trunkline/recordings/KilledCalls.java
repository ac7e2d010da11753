package dev.trunkline.recordings;

import dev.trunkline.load.vendor.Audio;
import dev.trunkline.load.vendor.Behaviour;
import dev.trunkline.load.vendor.Behaviours;
import dev.trunkline.load.vendor.ScriptedCall;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Calls that have just ended, whose recordings appear within seconds or never. */
final class KilledCalls {

  private static final int SECONDS = 60;

  /** So soon that the attempt before the last finds it, and the last one may still fail to. */
  private static final int LATEST_MS = (HurriedVendor.ATTEMPTS - 2) * 1_000;

  private final Random random;
  private final List<ScriptedCall> all = new ArrayList<>();

  KilledCalls(Random random) {
    this.random = random;
  }

  /** One more. */
  ScriptedCall next(Instant now) {
    int number = all.size();
    Instant start = now.truncatedTo(ChronoUnit.SECONDS).minusSeconds(SECONDS + 1);
    ScriptedCall call = ScriptedCall.of(number, start, SECONDS);
    Instant from = random.nextInt(5) == 0 ? null : now.plusMillis(random.nextInt(LATEST_MS));
    Audio audio =
        new Audio(
            number % 7 == 0 ? Audio.Format.WAV : Audio.Format.MP3,
            number % 3 == 0 ? 2L << 20 : 12_000 + random.nextInt(200_000),
            "call " + number);
    call = call.recording(r -> r.appearingAt(from).audio(audio).download(download(number)));
    all.add(call);
    return call;
  }

  List<ScriptedCall> all() {
    return all;
  }

  /** Large ones take a second or two, so that a kill finds them on their way. */
  private static Behaviours download(int number) {
    if (number % 3 == 0) {
      return Behaviours.always(new Behaviour.Drip(32 << 10, Duration.ofMillis(15)));
    }
    return number % 5 == 1 ? Behaviours.first(1, new Behaviour.Resets()) : Behaviours.PROPER;
  }
}
