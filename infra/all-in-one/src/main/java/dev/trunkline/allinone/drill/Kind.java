package dev.trunkline.allinone.drill;

import java.util.Locale;

/** What happens to a {@link Target}. */
enum Kind {
  /** SIGKILL; started again after a while. */
  KILL,
  /** SIGKILL, and again while it starts after it. */
  KILL_STARTING,
  /** SIGTERM, or Postgres' fast shutdown; started again at once. */
  END,
  /** SIGSTOP, and SIGCONT after a while: heartbeats and answers stop, connections stay. */
  FREEZE,
  /** Every connection is reset. */
  CUT,
  /** Every connection is reset once so many more bytes have passed, in the midst of a message. */
  CUT_MIDWAY,
  /** Connections stay and new ones are taken, but for a while no byte passes. */
  STALL,
  /** Every byte is late for a while. */
  SLOW,
  /** Killed, and started again with a clock that is wrong; by the end it is right again. */
  SKEW_CLOCK,
  /** Every fsync and fdatasync of the process fails for a while (EIO). */
  FAIL_SYNC,
  /** Not a byte is free on the disk of all stores for a while. */
  FILL_DISK,
  /** All processes of all stores end at one instant, and what they had not synced is forgotten. */
  CUT_POWER;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
