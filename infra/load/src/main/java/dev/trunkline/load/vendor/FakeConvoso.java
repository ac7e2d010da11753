package dev.trunkline.load.vendor;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Convoso's APIs for recordings and the call log, on loopback, with the real ones' quirks and a
 * script's troubles. Speaks HTTP over plain sockets: a library's server would not let it misbehave.
 * Its time is a given clock's, so hours may fly; only behaviours that are slow on purpose wait.
 */
public final class FakeConvoso implements AutoCloseable {

  private final Settings settings;
  private final Clock clock;
  private final ServerSocket listener;
  private final Archive archive = new Archive();
  private final Links links = new Links();
  private final Reception reception;
  private final Queue<Visit> visits = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private FakeConvoso(Settings settings, Clock clock, Script script, ServerSocket listener) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    archive.add(script.calls());
    Pages pages = new Pages(archive, links, new AccountTime(settings.zone()), this::linkBase);
    this.reception =
        new Reception(settings, clock, script.log(), archive, links, pages, visits::add);
  }

  /** Starts one with the usual settings. */
  public static FakeConvoso start(Clock clock, Script script) {
    return start(Settings.usual(), clock, script);
  }

  /**
   * Starts one.
   *
   * @throws UncheckedIOException if its port is taken
   */
  public static FakeConvoso start(Settings settings, Clock clock, Script script) {
    try {
      ServerSocket listener =
          settings.sockets().createServerSocket(settings.port(), 1024, settings.address());
      FakeConvoso fake = new FakeConvoso(settings, clock, script, listener);
      fake.threads.execute(fake::listen);
      return fake;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen at port " + settings.port(), e);
    }
  }

  /** Where it listens: scheme, host and port, without a path. */
  public URI base() {
    String host = settings.address().getHostAddress();
    return URI.create(
        "%s://%s:%d"
            .formatted(
                settings.scheme(),
                host.contains(":") ? "[" + host + "]" : host,
                listener.getLocalPort()));
  }

  /** The address of the recordings of leads. */
  public URI recordingsApi() {
    return base().resolve("/v1/leads/get-recordings");
  }

  /** The address of the call log. */
  public URI logApi() {
    return base().resolve("/v1/log/retrieve");
  }

  /** One more call, from now on. */
  public void add(ScriptedCall call) {
    archive.add(List.of(call));
  }

  /** A new link to this recording, as a webhook would bring it. */
  public String link(ScriptedRecording recording) {
    return links.make(linkBase(), recording.id(), clock.instant());
  }

  /** All requests so far, in the order in which they came. */
  public List<Visit> requests() {
    return List.copyOf(visits);
  }

  /** How many connections were opened so far, with or without a request. */
  public int connections() {
    return connections.get();
  }

  /** Ends all connections; nothing that is slow is waited for. */
  @Override
  public void close() {
    closing.countDown();
    closed(listener);
    open.forEach(FakeConvoso::closed);
    threads.close();
  }

  private URI linkBase() {
    return settings.linkBase() == null ? base() : settings.linkBase();
  }

  private void listen() {
    while (closing.getCount() > 0) {
      try {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (SocketException e) {
        // Closed, or a client that was gone before it was greeted: the loop tells which.
      } catch (IOException e) {
        throw new UncheckedIOException("the fake vendor cannot listen", e);
      }
    }
  }

  private void serve(Socket socket) {
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
        Reception.Reply reply = reception.reply(request);
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
