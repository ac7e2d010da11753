package dev.trunkline.workbench;

import java.io.PrintStream;

/** Says what Ctrl-C ends and what it does not, and ends it, until what it is about is over. */
final class OnInterrupt {

  private final Thread last;

  /**
   * From now on.
   *
   * @param ending what is not to be cut off; takes seconds at most
   */
  OnInterrupt(PrintStream err, String words, Runnable ending) {
    last =
        new Thread(
            () -> {
              err.println();
              err.println(words);
              err.flush();
              ending.run();
            },
            "interrupted");
    Runtime.getRuntime().addShutdownHook(last);
  }

  /** There is nothing to say any more. */
  void over() {
    try {
      Runtime.getRuntime().removeShutdownHook(last);
    } catch (IllegalStateException e) {
      // This JVM is on its way out: it speaks right now.
    }
  }
}
