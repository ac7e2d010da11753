package dev.trunkline.gateway.journal;

import java.util.PriorityQueue;

/** Up to where all is done, of things that are done in any order. Not for several threads. */
final class Watermark {

  private final PriorityQueue<Long> beyond = new PriorityQueue<>();
  private long reached;

  /** All up to this one are done. */
  Watermark(long reached) {
    this.reached = reached;
  }

  /** This one is done; once each. */
  void done(long seq) {
    beyond.add(seq);
    while (!beyond.isEmpty() && beyond.peek() <= reached + 1) {
      reached = Math.max(reached, beyond.remove());
    }
  }

  /** This one and all before it are done. */
  long reached() {
    return reached;
  }
}
