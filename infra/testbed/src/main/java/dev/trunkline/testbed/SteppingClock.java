package dev.trunkline.testbed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until a test moves it. */
public final class SteppingClock extends Clock {

  private volatile Instant now;

  /** One that stands at this moment. */
  public SteppingClock(Instant start) {
    now = start;
  }

  /** Moves it there, back or forth. */
  public void to(Instant instant) {
    now = instant;
  }

  /** Moves it on by so much. */
  public synchronized void on(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
