package dev.trunkline.workbench;

/** Who sits at this shell. */
final class Operator {

  private Operator() {}

  /** As the operating system calls them. */
  static String name() {
    return System.getProperty("user.name", "unknown");
  }
}
