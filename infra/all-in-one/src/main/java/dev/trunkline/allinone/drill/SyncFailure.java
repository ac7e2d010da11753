package dev.trunkline.allinone.drill;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Makes every fsync and fdatasync of a process fail with EIO, as a dying disk does, for as long as
 * it is open.
 */
final class SyncFailure {

  private static final String CALLS = "fsync,fdatasync";

  private final Process tracer;

  private SyncFailure(Process tracer) {
    this.tracer = tracer;
  }

  /** Whether processes can be traced here. */
  static boolean works() {
    return Shell.succeeds("strace", "-f", "-qq", "-e", "trace=" + CALLS, "true");
  }

  static SyncFailure of(ProcessHandle process) {
    try {
      return new SyncFailure(
          new ProcessBuilder(
                  "strace",
                  "-f",
                  "-qq",
                  "-e",
                  "trace=" + CALLS,
                  "-e",
                  "inject=" + CALLS + ":error=EIO",
                  "-p",
                  Long.toString(process.pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new IllegalStateException("strace worked a moment ago", e);
    }
  }

  /** Lets go of the process, where it has survived. */
  void close() {
    tracer.destroy();
    try {
      if (!tracer.waitFor(10, TimeUnit.SECONDS)) {
        tracer.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
