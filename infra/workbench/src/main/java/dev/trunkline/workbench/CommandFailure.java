package dev.trunkline.workbench;

/** A command ends with one line of cause and cure, and an exit code. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * Ends a command.
   *
   * @param exitCode of {@link ExitCode}
   * @param message what, why, and what to try
   */
  public CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** For the shell. */
  public int exitCode() {
    return exitCode;
  }
}
