package dev.trunkline.workbench;

/** What a command tells the shell; the contract lists them. */
public final class ExitCode {

  public static final int OK = 0;

  /** It ran and found problems; for {@code audit}: a promise is violated. */
  public static final int PROBLEMS = 1;

  /** The words of the call are off. */
  public static final int USAGE = 2;

  /** A server cannot be reached. */
  public static final int UNREACHABLE = 3;

  /** Refused for safety. */
  public static final int REFUSED = 4;

  /** Partly done, or not settled yet. */
  public static final int UNSETTLED = 5;

  private ExitCode() {}
}
