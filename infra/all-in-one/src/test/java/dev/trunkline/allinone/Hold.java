package dev.trunkline.allinone;

import java.util.concurrent.CountDownLatch;

/** Makes a thread wait in the midst of its work, once, at a place that a test names. */
final class Hold {

  private String place = "";
  private int passes;
  private Runnable held = () -> {};
  private CountDownLatch go = new CountDownLatch(0);

  /**
   * The next thread that comes to this place waits there.
   *
   * @param passes how many may pass before
   * @param held run when one waits
   */
  synchronized void arm(String place, int passes, Runnable held) {
    this.place = place;
    this.passes = passes;
    this.held = held;
    this.go = new CountDownLatch(1);
  }

  /** Lets the one that waits go on. */
  synchronized void release() {
    go.countDown();
  }

  /** A thread is at this place. */
  void at(String here) {
    CountDownLatch wait;
    synchronized (this) {
      if (!place.equals(here) || passes-- > 0) {
        return;
      }
      place = "";
      held.run();
      wait = go;
    }
    try {
      wait.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
