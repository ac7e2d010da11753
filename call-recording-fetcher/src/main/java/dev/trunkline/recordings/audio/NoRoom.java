package dev.trunkline.recordings.audio;

import java.io.IOException;

/** The disk is so full that its reserve would be touched: nothing is wrong with the recording. */
public final class NoRoom extends IOException {

  NoRoom(long usable, long reserve) {
    super("disk has " + usable + " bytes left, " + reserve + " are reserved");
  }
}
