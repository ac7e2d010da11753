package dev.trunkline.allinone.doctor;

import dev.trunkline.writer.PostgresFacts;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a Postgres is found.
 *
 * @param postgres its settings and its schema
 * @param acceptLostCommits whether its owner said that commits may be lost
 * @param version as Postgres counts: 170010
 * @param bytes of this database
 * @param disk null: it is not on this machine
 * @param used connections of the server
 * @param room most connections of the server
 * @param age transactions since the oldest row was frozen
 * @param ahead how far its clock is ahead of ours; negative: behind
 * @param error how wrong that may be
 */
record DatabaseFacts(
    PostgresFacts postgres,
    boolean acceptLostCommits,
    int version,
    Role role,
    long bytes,
    DataFacts.@Nullable Disk disk,
    int used,
    int room,
    long age,
    boolean standby,
    List<Session> sessions,
    List<Table> tables,
    Duration ahead,
    Duration error) {

  DatabaseFacts {
    sessions = List.copyOf(sessions);
    tables = List.copyOf(tables);
  }

  /**
   * Who we are there.
   *
   * @param creates whether it may make schemas in this database
   * @param owns whether our schemas are its own, or are not there yet
   * @param missing roles that analysts need and that are not there
   */
  record Role(String name, boolean superuser, boolean creates, boolean owns, List<String> missing) {

    Role {
      missing = List.copyOf(missing);
    }
  }

  /** A transaction that is open. */
  record Session(int pid, String application, String state, Duration age, boolean waitsForLock) {}

  /** A table with rows that nobody sees any more. */
  record Table(String name, long live, long dead) {}
}
