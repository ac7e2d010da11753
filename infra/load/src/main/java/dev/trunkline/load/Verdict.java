package dev.trunkline.load;

import java.time.Instant;
import java.util.List;

/**
 * What the audit proved.
 *
 * @param equations in the order of reliability's ledger
 * @param stages how far each was behind at the end
 * @param hours how much of what each hour brought is found at every place of its way
 */
public record Verdict(List<Equation> equations, List<Stage> stages, List<Hour> hours) {

  /** Copies the lists. */
  public Verdict {
    equations = List.copyOf(equations);
    stages = List.copyOf(stages);
    hours = List.copyOf(hours);
  }

  /** Whether every equation holds. */
  public boolean holds() {
    return equations.stream().allMatch(e -> e.violations().isEmpty());
  }

  /**
   * One equation of the ledger.
   *
   * @param name {@code E1} …
   * @param says what it claims, for people
   * @param checked how many things were compared
   * @param violations each names what differs by ids, never by payload; empty if it holds
   */
  public record Equation(String name, String says, long checked, List<String> violations) {

    /** Copies the list. */
    public Equation {
      violations = List.copyOf(violations);
    }
  }

  /**
   * One stage.
   *
   * @param stage its consumer group
   * @param records not read yet
   * @param oldestSeconds how long the oldest of them has been waiting
   */
  public record Stage(String stage, long records, long oldestSeconds) {}

  /**
   * What came in one hour, by the clock of the gateway that took it.
   *
   * @param hour its beginning
   * @param sent requests in the ledger
   * @param acknowledged those of them that were promised to be kept
   * @param raw records in raw topics
   * @param canonical events of the live processing
   * @param dead dead letters of it
   * @param rows elements in the views
   */
  public record Hour(
      Instant hour, long sent, long acknowledged, long raw, long canonical, long dead, long rows) {}
}
