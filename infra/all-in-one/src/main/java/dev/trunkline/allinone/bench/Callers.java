package dev.trunkline.allinone.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Arrays;

/**
 * Callers that keep their connections, each posting the same request again when the last one is
 * answered: HTTP/1.1, all on the thread that asks for it, so that they cost little of the machine.
 */
final class Callers {

  private static final long NEVER_MILLIS = 10_000;

  private final ByteBuffer request;
  private final ByteBuffer read = ByteBuffer.allocateDirect(16 * 1024);
  private long[] took = new long[1 << 16];
  private int answers;
  private int refused;
  private long end;
  private int open;

  private Callers(byte[] request) {
    this.request = ByteBuffer.allocateDirect(request.length).put(request).flip();
  }

  /**
   * What they saw.
   *
   * @param answers all of them
   * @param refused those that are not 2xx
   * @param seconds from the first request to the last answer
   * @param busy part of that time in which this thread had a core
   */
  record Seen(int answers, int refused, double seconds, double busy, double p50, double p99) {

    double perSecond() {
      return answers / seconds;
    }
  }

  /**
   * Posts for so long, and waits for the answers to what was posted.
   *
   * @param request as on the wire, from its first line to its body's last byte
   * @throws IOException if a connection breaks, or nothing is answered for ten seconds
   */
  static Seen post(int port, byte[] request, int callers, Duration time) throws IOException {
    return new Callers(request).run(port, callers, time);
  }

  private Seen run(int port, int callers, Duration time) throws IOException {
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < callers; i++) {
        Caller caller = new Caller(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        caller.channel().register(selector, SelectionKey.OP_READ, caller);
      }
      open = callers;
      long begun = System.nanoTime();
      long cpu = cpu();
      end = begun + time.toNanos();
      for (SelectionKey key : selector.keys()) {
        caller(key).ask(request);
      }
      while (open > 0) {
        if (selector.select(this::hear, NEVER_MILLIS) == 0) {
          throw new IOException("%d callers wait for an answer in vain".formatted(open));
        }
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      double busy = (cpu() - cpu) / 1e9 / seconds;
      long[] sorted = Arrays.copyOf(took, answers);
      Arrays.sort(sorted);
      return new Seen(answers, refused, seconds, busy, millis(sorted, 0.5), millis(sorted, 0.99));
    }
  }

  private void hear(SelectionKey key) {
    Caller caller = caller(key);
    int status = caller.hear(read);
    if (status == 0) {
      return; // not all of it yet
    }
    long now = System.nanoTime();
    note(now - caller.askedAt());
    refused += status / 100 == 2 ? 0 : 1;
    if (now < end) {
      caller.ask(request);
    } else {
      caller.leave();
      open--;
    }
  }

  private void note(long nanos) {
    if (answers == took.length) {
      took = Arrays.copyOf(took, answers * 2);
    }
    took[answers++] = nanos;
  }

  private static Caller caller(SelectionKey key) {
    return (Caller) key.attachment();
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double millis(long[] sorted, double part) {
    return sorted[Math.min(sorted.length - 1, (int) (sorted.length * part))] / 1e6;
  }
}
