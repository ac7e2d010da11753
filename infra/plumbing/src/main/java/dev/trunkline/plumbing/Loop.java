package dev.trunkline.plumbing;

/** Work that goes on until it is closed. */
public interface Loop extends Runnable, AutoCloseable {

  /** Lets it end after the step that it is making; waits for nothing. */
  @Override
  void close();
}
