package dev.trunkline.gateway.pull;

/** Makes a step. */
@FunctionalInterface
interface Asking {

  /**
   * What came of it. May take as long as the vendor does.
   *
   * @throws InterruptedException if the source is another member's now
   */
  Outcome ask(Step step) throws InterruptedException;
}
