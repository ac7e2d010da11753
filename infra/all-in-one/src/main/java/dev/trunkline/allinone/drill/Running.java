package dev.trunkline.allinone.drill;

/** A process that has said that it is ready. */
interface Running {

  ProcessHandle process();

  /** The process has ended; lets go of what it was started with. */
  default void ended() {}
}
