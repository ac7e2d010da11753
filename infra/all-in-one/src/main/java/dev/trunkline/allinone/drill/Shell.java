package dev.trunkline.allinone.drill;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short programs of the machine that are run to their end. */
final class Shell {

  private static final int PATIENCE_SECONDS = 30;

  private Shell() {}

  /** Whether it ended well. */
  static boolean succeeds(String... words) {
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (IOException e) {
      return false; // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Runs it.
   *
   * @throws IllegalStateException where it did not end well
   */
  static void run(String... words) {
    if (!succeeds(words)) {
      throw new IllegalStateException("this failed: " + String.join(" ", List.of(words)));
    }
  }
}
