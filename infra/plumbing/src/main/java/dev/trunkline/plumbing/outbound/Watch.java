package dev.trunkline.plumbing.outbound;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request whose time is up by closing its sockets. A socket's own timeout starts anew with
 * every byte, and a body that drips would never meet it.
 */
final class Watch implements AutoCloseable {

  private final ScheduledExecutorService timer;
  private final long ends;
  private final Future<?> deadline;
  private final List<Socket> sockets = new ArrayList<>();
  private @Nullable Future<?> windows;
  private @Nullable Failed verdict;
  private long inWindow;

  Watch(ScheduledExecutorService timer, Duration deadline) {
    this.timer = timer;
    this.ends = System.nanoTime() + deadline.toNanos();
    this.deadline =
        timer.schedule(
            () ->
                end(
                    new Failed(
                        Failed.Kind.TIMEOUT, "not done within " + deadline.toMillis() + " ms")),
            deadline.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  /** What is left of the time, at least a millisecond. */
  Duration left() {
    return Duration.ofNanos(Math.max(1_000_000, ends - System.nanoTime()));
  }

  /** Takes charge of a socket; closes it at once when the time is up already. */
  synchronized Socket guarding(Socket socket) {
    sockets.add(socket);
    if (verdict != null) {
      close(socket);
    }
    return socket;
  }

  /** From now on every window must bring its bytes. */
  synchronized void bodyBegins(Limits limits) {
    if (limits.minBytesPerSecond() == 0 || verdict != null) {
      return;
    }
    long least = limits.minBytesPerSecond() * limits.window().toMillis() / 1000;
    long nanos = limits.window().toNanos();
    windows =
        timer.scheduleAtFixedRate(() -> windowEnds(least), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** So many more bytes have come. */
  synchronized void came(int bytes) {
    inWindow += bytes;
  }

  private synchronized void windowEnds(long least) {
    if (inWindow < least) {
      end(
          new Failed(
              Failed.Kind.TOO_SLOW, "the body brought less than " + least + " bytes in a window"));
    }
    inWindow = 0;
  }

  /** Why this watch ended the request; null when it did not. */
  synchronized @Nullable Failed verdict() {
    return verdict;
  }

  private synchronized void end(Failed why) {
    if (verdict == null) {
      verdict = why;
      sockets.forEach(Watch::close);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  /** Stops watching and closes what is still open. */
  @Override
  public synchronized void close() {
    deadline.cancel(false);
    if (windows != null) {
      windows.cancel(false);
    }
    sockets.forEach(Watch::close);
  }
}
