package dev.trunkline.workbench;

import java.io.PrintStream;

/** Says what Ctrl-C ends and what it does not, until what it is about is over. */
final class OnInterrupt {

  private final Thread last;

  OnInterrupt(PrintStream err, String words) {
    last =
        new Thread(
            () -> {
              err.println();
              err.println(words);
              err.flush();
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
