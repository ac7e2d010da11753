package dev.trunkline.allinone.doctor;

import java.util.Map;
import org.springframework.util.unit.DataSize;

/**
 * What the settings say that a doctor must know.
 *
 * @param replication least copies of each partition
 * @param acceptLostCommits whether the database may forget
 * @param room of the journal
 * @param reserve of the journal's disk
 * @param settings all of them, secrets named only
 */
public record Told(
    short replication,
    boolean acceptLostCommits,
    DataSize room,
    DataSize reserve,
    Map<String, ?> settings) {

  /** Reads the settings. */
  @FunctionalInterface
  public interface Reader {

    /**
     * What they say.
     *
     * @param up whether {@code up} decides some of them
     */
    Told read(boolean up);
  }
}
