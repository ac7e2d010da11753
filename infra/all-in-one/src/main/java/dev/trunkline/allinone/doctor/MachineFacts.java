package dev.trunkline.allinone.doctor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a machine is found, as this process sees it.
 *
 * @param java its feature release
 * @param compiler whether it is a JDK
 * @param memory bytes that this process may count on, a container's limit included
 * @param available bytes that are free or can be made so; null: not told
 * @param descriptors files that a process may have open; null: not told
 * @param temporary the folder for temporary files
 * @param zones the release of the time zones' rules, like {@code 2026a}
 * @param unknownZones zones of vendors that the rules do not know
 */
record MachineFacts(
    int java,
    boolean compiler,
    long memory,
    @Nullable Long available,
    int processors,
    @Nullable Long descriptors,
    Temporary temporary,
    String zones,
    List<String> unknownZones,
    Instant now,
    List<Port> ports) {

  /**
   * The folder for temporary files.
   *
   * @param executable whether what lies there can be run, as SQLite's library must be
   */
  record Temporary(String folder, boolean writable, boolean executable, long free) {}

  /** A port that a system listens on. */
  record Port(String what, String option, int number, State state) {

    /** Who has it. */
    enum State {
      FREE,
      OURS,
      TAKEN
    }
  }
}
