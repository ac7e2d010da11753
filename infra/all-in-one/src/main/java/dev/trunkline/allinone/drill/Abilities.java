package dev.trunkline.allinone.drill;

import java.util.List;

/**
 * What this machine lets us do to it.
 *
 * @param disks a disk in a file can be mounted: root, {@code mkfs.ext4}, loop devices
 * @param tracing a process' system calls can be made to fail: {@code strace}
 */
record Abilities(boolean disks, boolean tracing) {

  static Abilities here() {
    return new Abilities(LoopDisk.works(), SyncFailure.works());
  }

  /** What is left out, and what it lacks; empty where nothing is. */
  List<String> lacking() {
    List<String> lacking = new java.util.ArrayList<>();
    if (!disks) {
      lacking.add("no full disk and no power cut: they need root, mkfs.ext4 and loop devices");
    }
    if (!tracing) {
      lacking.add("no failing fsync: it needs strace, and the right to trace");
    }
    return lacking;
  }
}
