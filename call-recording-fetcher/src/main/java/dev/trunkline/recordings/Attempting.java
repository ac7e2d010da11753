package dev.trunkline.recordings;

/**
 * Makes attempts: the one place where a search meets the world outside. It may be asked for the
 * same attempt again after a restart.
 */
@FunctionalInterface
interface Attempting {

  /**
   * Makes one attempt, and waits for what comes of it.
   *
   * @return never null; whatever failed is a trouble in it
   * @throws InterruptedException if the job is somebody else's now
   */
  Signal.Tried attempt(Job job) throws InterruptedException;
}
