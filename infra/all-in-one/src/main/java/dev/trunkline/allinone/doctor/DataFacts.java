package dev.trunkline.allinone.doctor;

import dev.trunkline.gateway.journal.JournalState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a data folder is found.
 *
 * @param exists whether there is one; what else is said is then of the disk that it would be on
 * @param owner of the folder
 * @param self who looks
 * @param open files with secrets that others may read
 * @param lock who has it
 * @param flush what it takes until 2 KiB are on the disk, the middle of several; null: nothing can
 *     be written
 * @param definitions kept in the archive
 * @param unreadable those of them that cannot be read, with the reason
 * @param journal null where there is none
 * @param room most bytes of the journal
 * @param reserve bytes of the disk that the journal leaves free
 */
record DataFacts(
    String folder,
    boolean exists,
    String owner,
    String self,
    List<String> open,
    Lock lock,
    Disk disk,
    @Nullable Duration flush,
    int definitions,
    List<String> unreadable,
    @Nullable JournalState journal,
    long room,
    long reserve) {

  DataFacts {
    open = List.copyOf(open);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * Who has the folder.
   *
   * @param announced the process that left word; 0: none did
   * @param alive whether that one runs
   * @param held whether anybody holds the folder's lock
   */
  record Lock(long announced, boolean alive, boolean held) {}

  /** A disk, or the part of it that is one file system. */
  record Disk(String type, long free, long total) {

    private static final double SHARE = 0.1;
    private static final long ENOUGH = 5L * 1024 * 1024 * 1024;

    /** Whether it will be full before somebody looks; a tenth of a large disk is room enough. */
    boolean isShort() {
      return free < SHARE * total && free < ENOUGH;
    }
  }
}
