package dev.trunkline.load;

import java.util.List;

/**
 * What the audit proved.
 *
 * @param equations in the order of reliability's ledger
 */
public record Verdict(List<Equation> equations) {

  /** Copies the list. */
  public Verdict {
    equations = List.copyOf(equations);
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
}
