package dev.trunkline.plumbing.assertion;

import java.util.List;

/** Looks at a server before anything runs, and changes nothing. */
@FunctionalInterface
public interface StartCheck {

  /**
   * What is found there that a promise cannot rest on; empty where all is well.
   *
   * @throws RuntimeException if the server cannot be asked
   */
  List<Finding> findings();
}
