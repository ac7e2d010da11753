package dev.trunkline.load.vendor;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Speaks HTTP over plain sockets, on loopback: a library's server would not let it misbehave. Only
 * behaviours that are slow on purpose wait.
 */
final class Loopback implements AutoCloseable {

  private final Settings settings;
  private final ServerSocket listener;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Loopback(Settings settings, ServerSocket listener) {
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Takes the port; answers nothing before {@link #serve}.
   *
   * @throws UncheckedIOException if its port is taken
   */
  static Loopback at(Settings settings) {
    try {
      return new Loopback(
          settings,
          settings.sockets().createServerSocket(settings.port(), 1024, settings.address()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen at port " + settings.port(), e);
    }
  }

  void serve(Function<Request, Reception.Reply> answers) {
    threads.execute(() -> listen(answers));
  }

  URI base() {
    String host = settings.address().getHostAddress();
    return URI.create(
        "%s://%s:%d"
            .formatted(
                settings.scheme(),
                host.contains(":") ? "[" + host + "]" : host,
                listener.getLocalPort()));
  }

  int connections() {
    return connections.get();
  }

  /** Ends all connections; nothing that is slow is waited for. */
  @Override
  public void close() {
    closing.countDown();
    closed(listener);
    open.forEach(Loopback::closed);
    threads.close();
  }

  private void listen(Function<Request, Reception.Reply> answers) {
    while (closing.getCount() > 0) {
      try {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        open.add(socket);
        threads.execute(() -> serve(socket, answers));
      } catch (SocketException e) {
        // Closed, or a client that was gone before it was greeted: the loop tells which.
      } catch (IOException e) {
        throw new UncheckedIOException("the fake vendor cannot listen", e);
      }
    }
  }

  private void serve(Socket socket, Function<Request, Reception.Reply> answers) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Sender sender = new Sender(socket, this::pause);
      boolean more = closing.getCount() > 0;
      while (more) {
        Request request = Request.read(in);
        if (request == null) {
          return;
        }
        Reception.Reply reply = answers.apply(request);
        more = sender.send(reply.answer(), reply.manner()) && !request.lastOfItsConnection();
      }
    } catch (IOException e) {
      // The other side has had enough, speaks no HTTP, or the fake is closed: all in its day's
      // work.
    } finally {
      open.remove(socket);
    }
  }

  private void pause(Duration time) throws IOException {
    try {
      if (closing.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new SocketException("the fake vendor is closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SocketException("the fake vendor is closed");
    }
  }

  private static void closed(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // It is gone, which is all that was wanted.
    }
  }
}
