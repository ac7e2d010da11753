package dev.trunkline.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker of one node (KRaft, broker and controller in one) in this JVM, its records
 * kept in a folder.
 *
 * <p>It listens on 127.0.0.1 only, without authentication. Starting again on the same folder finds
 * everything that was there, also after {@code kill -9} and on other ports. What it acknowledges is
 * on the disk, and outlives a power cut.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final String WHAT = "Kafka";
  private static final int TRIES = 5;

  /** What a broker that met a fault waits for, its own controller perhaps, may never come. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int HURRIES = 4;

  private final Path logFolder;
  private final int port;
  private final KafkaRaftServer server;
  private final FolderLock lock;
  private final AtomicReference<@Nullable String> failure;
  private final Consumer<String> onFatal = this::fatal;
  private final Thread stop = Thread.ofPlatform().name("kafka-stop").daemon().unstarted(this::stop);
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedBroker(
      Path logFolder,
      int port,
      KafkaRaftServer server,
      FolderLock lock,
      AtomicReference<@Nullable String> failure) {
    this.logFolder = logFolder;
    this.port = port;
    this.server = server;
    this.lock = lock;
    this.failure = failure;
  }

  /**
   * Starts a broker and waits until it serves: about 2 s on a new or cleanly stopped folder, about
   * 4 s after {@code kill -9}.
   *
   * @param folder everything it keeps; made where it is missing
   * @param port what clients connect to, 0 for any free port
   * @throws CannotStart with one line of cause and cure: the folder is in use, the port is taken,
   *     Kafka refused
   */
  public static EmbeddedBroker start(Path folder, int port) {
    return start(folder, port, 0);
  }

  /**
   * As {@link #start(Path, int)}, for clients that come through something in between.
   *
   * @param advertisedPort where clients are told to connect to, on 127.0.0.1; 0: where it listens
   */
  public static EmbeddedBroker start(Path folder, int port, int advertisedPort) {
    Path home = folder.toAbsolutePath().normalize();
    FolderLock lock = FolderLock.of(home, WHAT);
    try {
      return start(logFolderIn(home), port, advertisedPort, lock);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedBroker start(
      Path logFolder, int wantedPort, int advertisedPort, FolderLock lock) {
    for (int attempt = 1; ; attempt++) {
      int port = Ports.choose(wantedPort, WHAT);
      int controllerPort = Ports.freeBut(port);
      try {
        Properties settings =
            BrokerSettings.of(
                logFolder, port, controllerPort, advertisedPort == 0 ? port : advertisedPort);
        return startOnce(logFolder, port, settings, lock);
      } catch (CannotStart e) {
        // Another program may have taken a port between our look and Kafka's bind.
        boolean portLost = !Ports.isFree(port) || !Ports.isFree(controllerPort);
        if (attempt == TRIES || !portLost) {
          throw e;
        }
        log.info("a port was taken by another program while Kafka was starting; trying again");
      }
    }
  }

  private static EmbeddedBroker startOnce(
      Path logFolder, int port, Properties settings, FolderLock lock) {
    AtomicReference<@Nullable String> failure = new AtomicReference<@Nullable String>();
    Consumer<String> whileStarting = reason -> failure.compareAndSet(null, reason);
    KafkaExit.guard(whileStarting);
    KafkaRaftServer server = null;
    try {
      KafkaConfig config = new KafkaConfig(settings);
      BrokerStorage.prepare(logFolder);
      CleanStop.begin(logFolder);
      server = new KafkaRaftServer(config, Time.SYSTEM);
      server.startup();
      String reason = failure.get();
      if (reason != null) {
        throw new IllegalStateException(reason);
      }
    } catch (RuntimeException e) {
      if (server != null) {
        shutdown(server);
      }
      throw new CannotStart(
          "Kafka could not start on the folder %s: %s".formatted(logFolder, cause(e)), e);
    } finally {
      KafkaExit.release(whileStarting);
    }
    EmbeddedBroker broker = new EmbeddedBroker(logFolder, port, server, lock, failure);
    KafkaExit.guard(broker.onFatal);
    return broker;
  }

  /** What clients put into {@code bootstrap.servers}: {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return Ports.HOST + ":" + port;
  }

  /** The port clients connect to. */
  public int port() {
    return port;
  }

  /**
   * Where the partitions are. Its file {@code recovery-point-offset-checkpoint} says, at most about
   * two seconds late, below which offset each partition has reached the disk.
   */
  public Path logFolder() {
    return logFolder;
  }

  /** The same, of a broker that is started on this folder by whichever process. */
  public static Path logFolderIn(Path folder) {
    return folder.resolve("log");
  }

  /** Why the broker stopped by itself (a full disk, a damaged log), or empty while it has not. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure.get());
  }

  /**
   * Stops the broker after its clients: flushes and closes every partition, then lets go of the
   * folder. One that met a fault is not waited for longer than about 20 s; what of it has not
   * stopped by then ends with this process, which keeps the folder until then.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      stop.start();
    }
    boolean interrupted = false;
    int hurries = 0;
    while (stop.isAlive() && hurries < HURRIES) {
      try {
        if (stop.join(PATIENCE)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
      if (interrupted || failure.get() != null) {
        hurries++;
        stop.interrupt(); // it goes on with the next thing that it has to end
      }
    }
    if (stop.isAlive()) {
      log.warn("Kafka has not stopped; its folder is in use until this process ends");
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop() {
    boolean stopped = shutdown(server);
    KafkaExit.release(onFatal);
    if (stopped && failure.get() == null) {
      CleanStop.end(logFolder);
    }
    lock.close();
  }

  private void fatal(String reason) {
    if (failure.compareAndSet(null, reason)) {
      // Not on the failing thread: it may hold what the shutdown waits for.
      Thread.ofPlatform().daemon().name("kafka-stopping-after-fault").start(this::close);
    }
  }

  private static boolean shutdown(KafkaRaftServer server) {
    try {
      server.shutdown();
      server.awaitShutdown();
      return true;
    } catch (RuntimeException e) {
      log.warn("Kafka did not stop cleanly: {}", cause(e));
      return false;
    }
  }

  private static String cause(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null
        ? root.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
