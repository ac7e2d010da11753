package dev.trunkline.plumbing.assertion;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Servers or settings are such that a promise cannot rest on them. Carries all that was found, and
 * its message has a line for each; nothing was changed.
 */
public final class Mismatch extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  /** A refusal for these findings, of which there is at least one. */
  public Mismatch(List<Finding> findings) {
    super(findings.stream().map(Finding::line).collect(Collectors.joining("\n")));
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("nothing was found");
    }
    this.findings = List.copyOf(findings);
  }

  /** What was found, at least one. */
  public List<Finding> findings() {
    return findings;
  }
}
