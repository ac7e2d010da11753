package dev.trunkline.allinone.drill;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes bytes between clients and a server on loopback, both ways, and spoils it on demand. The
 * server may be away, and come back on another port: clients see a connection that is reset.
 */
final class FaultProxy implements AutoCloseable {

  private static final int CHUNK = 16 * 1024;
  private static final int CONNECT_MILLIS = 2_000;
  private static final long NEVER = Long.MAX_VALUE / 2;

  private final ServerSocket entrance;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong untilCut = new AtomicLong(NEVER);
  private volatile int target;
  private volatile long delayMillis;
  private volatile boolean stalled;

  private FaultProxy(ServerSocket entrance) {
    this.entrance = entrance;
  }

  /** One that listens on a free port and leads nowhere yet. */
  static FaultProxy start(String name) {
    try {
      FaultProxy proxy = new FaultProxy(new ServerSocket(0, 128, loopback()));
      Thread.ofPlatform().daemon().name("way to " + name).start(proxy::take);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("no port for the way to " + name, e);
    }
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** Where new connections lead from now on. */
  void leadTo(int port) {
    target = port;
  }

  /** Resets every connection. */
  void cut() {
    open.forEach(FaultProxy::reset);
  }

  /** Resets every connection once so many more bytes have passed, in either direction. */
  void cutAfter(long bytes) {
    untilCut.set(bytes);
  }

  /** From now on no byte passes, until {@link #flow()}. */
  void stall() {
    stalled = true;
  }

  /** From now on every byte is this late, until {@link #flow()}. */
  void slow(Duration delay) {
    delayMillis = delay.toMillis();
  }

  /** All passes at once again, and no cut is waited for. */
  void flow() {
    stalled = false;
    delayMillis = 0;
    untilCut.set(NEVER);
  }

  private void take() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        // It was closed.
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    open.add(client);
    open.add(server);
    try {
      server.connect(new InetSocketAddress(loopback(), target), CONNECT_MILLIS);
      server.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> pass(client, server));
      pass(server, client);
    } catch (IOException e) {
      reset(client);
      reset(server);
    } finally {
      open.remove(client);
      open.remove(server);
    }
  }

  /** One direction, until either side ends. */
  private void pass(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        hold();
        int whole = spared(read);
        out.write(chunk, 0, whole);
        if (whole < read) {
          cut();
          return;
        }
      }
      to.shutdownOutput();
    } catch (IOException e) {
      reset(from);
      reset(to);
    }
  }

  private void hold() throws IOException {
    try {
      if (delayMillis > 0) {
        TimeUnit.MILLISECONDS.sleep(delayMillis);
      }
      while (stalled) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** How many of so many bytes pass before the cut. */
  private int spared(int bytes) {
    long before = untilCut.getAndUpdate(left -> left >= NEVER ? left : left - bytes);
    if (before >= NEVER || before >= bytes) {
      return bytes;
    }
    untilCut.set(NEVER);
    return (int) Math.max(0, before);
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
  }

  @Override
  public void close() {
    flow();
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
