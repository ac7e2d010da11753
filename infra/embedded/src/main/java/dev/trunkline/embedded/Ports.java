package dev.trunkline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** TCP ports of the loopback address. */
public final class Ports {

  static final String HOST = "127.0.0.1";

  /** IPv4's, whatever the machine prefers: {@link #HOST} without a look-up. */
  private static final InetAddress LOOPBACK = loopback();

  private Ports() {}

  /**
   * A port that nobody listens on right now. Somebody may take it before it is used: callers try
   * again.
   */
  static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on " + HOST, e);
    }
  }

  /** The same, another one than a port that was chosen and is not used yet. */
  static int freeBut(int chosen) {
    int port = free();
    while (port == chosen) {
      port = free();
    }
    return port;
  }

  /**
   * Whether a server could listen on {@code port} now. A port that is merely cooling down
   * (TIME_WAIT) counts as free.
   */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(LOOPBACK, port), 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /**
   * The port to listen on: {@code wanted}, or a free one where that is 0.
   *
   * @throws CannotStart where {@code wanted} is taken
   */
  static int choose(int wanted, String what) {
    if (wanted == 0) {
      return free();
    }
    if (!isFree(wanted)) {
      throw new CannotStart(
          "%s cannot listen on %s:%d: the port is taken; stop the other program, or choose another port (0: any free one)"
              .formatted(what, HOST, wanted));
    }
    return wanted;
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
