package dev.trunkline.gateway;

import dev.trunkline.canonical.Topics;
import dev.trunkline.gateway.journal.Journal;
import dev.trunkline.gateway.journal.JournalSettings;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.SyncDoor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;

/**
 * Takes webhooks on the public port and keeps each genuine one, in {@code raw.<vendor>.v1} or on
 * its way there, before it answers. Started once, closed once; the doors can be replaced in
 * between.
 */
public final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final int EVENT_LOOPS = 2;

  /** Five minutes of some 300 deliveries a second, in about 30 MB. */
  private static final int MOST_REPLAYS = 100_000;

  private static final Duration KAFKA_AT_START = Duration.ofSeconds(5);
  private static final Duration KAFKA_AT_CHANGE = Duration.ofSeconds(5);
  private static final Duration IN_FLIGHT_AT_END = Duration.ofSeconds(10);
  private static final Duration CERTIFY = Duration.ofSeconds(10);

  private final GatewaySettings settings;
  private final Keeping keeping;
  private final String bootstrapServers;
  private final MeterRegistry registry;
  private final Clock clock;
  private final AtomicReference<DoorTable> doors;
  private final OperatorTokens tokens;
  private final List<Entrance> entrances = new CopyOnWriteArrayList<>();
  private final Quotas quotas = new Quotas();
  private final Failures failures;
  private final Replays replays = new Replays(MOST_REPLAYS);
  private final InFlight inFlight;
  private final SecretWatch secrets;
  private final GatewayMeters meters;
  private final Connections connections;
  private final Limits limits;
  private final Certificates certificates;
  private volatile @Nullable Running running;

  /** What exists while the gateway runs. */
  private record Running(
      Vertx vertx,
      Publisher publisher,
      @Nullable Journal journal,
      KafkaClientMetrics metrics,
      int port) {}

  /**
   * Reads nothing, connects to nothing.
   *
   * @param bootstrapServers {@code host:port,…} of Kafka
   * @param syncDoors operators' doors
   * @param tokens what opens them
   * @param keeping where deliveries are kept
   * @param clock for receipt times
   * @throws IllegalArgumentException naming the door that cannot be opened
   */
  public Gateway(
      GatewaySettings settings,
      Keeping keeping,
      String bootstrapServers,
      Collection<Door> doors,
      Collection<SyncDoor> syncDoors,
      OperatorTokens tokens,
      MeterRegistry registry,
      Clock clock) {
    this(
        settings,
        Limits.of(settings),
        keeping,
        bootstrapServers,
        doors,
        syncDoors,
        tokens,
        registry,
        clock);
  }

  Gateway(
      GatewaySettings settings,
      Limits limits,
      Keeping keeping,
      String bootstrapServers,
      Collection<Door> doors,
      Collection<SyncDoor> syncDoors,
      OperatorTokens tokens,
      MeterRegistry registry,
      Clock clock) {
    this.settings = settings;
    this.keeping = keeping;
    this.limits = keeping.journal() == null ? limits : limits.withTimeForTheJournal();
    this.bootstrapServers = bootstrapServers;
    this.doors = new AtomicReference<>(new DoorTable(doors, syncDoors));
    this.tokens = tokens;
    this.registry = registry;
    this.clock = clock;
    this.failures = new Failures(limits.failures(), limits.addresses());
    this.inFlight = new InFlight(limits.inFlight());
    this.secrets = new SecretWatch(registry, clock);
    this.secrets.watch(doors);
    this.meters = new GatewayMeters(registry, inFlight, secrets);
    this.connections = new Connections(limits.connections(), meters);
    this.certificates = new Certificates(registry, clock);
  }

  /**
   * Starts to listen, after waiting up to five seconds for Kafka to say where the topics are. An
   * absent Kafka does not prevent the start: until it is there deliveries are kept in the journal,
   * or answered 503 where there is none.
   *
   * @return the port that it listens on
   * @throws IllegalStateException if it cannot listen, or was started before
   */
  public synchronized int start() {
    if (running != null) {
      throw new IllegalStateException("the gateway is running");
    }
    if (settings.sslBundle() != null && certificates.shown() == null) {
      throw new IllegalStateException(
          "trunkline.gateway.ssl-bundle is set, but there is no bundle");
    }
    Journal journal = openJournal();
    Publisher publisher =
        new Publisher(
            journal == null
                ? ProducerSettings.of(bootstrapServers)
                : ProducerSettings.within(bootstrapServers, settings.budget()),
            topics(doors.get()),
            clock);
    KafkaClientMetrics metrics = new KafkaClientMetrics(publisher.producer());
    metrics.bindTo(registry);
    Vertx vertx = vertx();
    try {
      if (!publisher.topography().await(KAFKA_AT_START)) {
        LOG.warn("Kafka does not know {}", publisher.topography().unknown());
      }
      int port = listen(vertx, publisher, keeper(publisher, journal));
      running = new Running(vertx, publisher, journal, metrics, port);
      LOG.info(
          "takes webhooks on {}:{}{}",
          settings.host(),
          port,
          certificates.shown() == null ? "" : ", by TLS");
      return port;
    } catch (Exception e) {
      vertx.close();
      metrics.close();
      publisher.close();
      if (journal != null) {
        journal.close();
      }
      throw new IllegalStateException(
          "cannot listen on " + settings.host() + ":" + settings.port(), e);
    }
  }

  /**
   * Says whether the doors of these definitions can be open together.
   *
   * @throws IllegalArgumentException naming the door that cannot be opened
   */
  public static void check(Definitions definitions) {
    var unused = new DoorTable(definitions.doors(), definitions.syncDoors());
  }

  /**
   * Opens these doors instead of the present ones; requests on their way keep theirs, and sources
   * what is left of their rates. Waits up to five seconds for Kafka to say where new topics are, so
   * that the first delivery is no 503; an absent Kafka does not keep the present doors open,
   * because one may have a secret that leaked.
   *
   * @throws IllegalArgumentException naming the door that cannot be opened; nothing has changed
   *     then
   * @throws IllegalStateException if the thread is interrupted; nothing has changed then
   */
  public void open(Collection<Door> replacement, Collection<SyncDoor> syncDoors) {
    DoorTable table = new DoorTable(replacement, syncDoors);
    Running current = running;
    if (current != null) {
      Topography topography = current.publisher().topography();
      try {
        if (!topography.want(topics(table), KAFKA_AT_CHANGE)) {
          LOG.warn("Kafka does not know {}", topography.unknown());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for topics", e);
      }
    }
    doors.set(table);
    secrets.watch(replacement);
    quotas.retain(replacement);
  }

  /**
   * Shows this certificate to whoever connects from now on, and speaks nothing but TLS. Open
   * connections keep theirs. One that cannot be shown leaves the present one in force, and is
   * counted.
   *
   * @throws IllegalStateException if it cannot be read, its key is another one's, it is over while
   *     the present one is not, or the gateway runs without TLS
   */
  public synchronized void certify(SslBundle bundle) {
    try {
      take(Certificate.of(bundle));
    } catch (RuntimeException e) {
      certificates.refuse(e);
      throw e;
    }
  }

  private void take(Certificate next) {
    certificates.check(next);
    if (running != null) {
      Certificate before = certificates.shown();
      if (before == null) {
        throw new IllegalStateException("the gateway runs without TLS");
      }
      replace(before, next);
      LOG.info("shows another certificate, until {}", next.until());
    }
    certificates.show(next);
  }

  /** All entrances show the next one, or all of them the one before. */
  private void replace(Certificate before, Certificate next) {
    try {
      Future.all(entrances.stream().map(e -> e.certify(next)).toList())
          .await(CERTIFY.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | RuntimeException e) {
      finish(Future.all(entrances.stream().map(entrance -> entrance.certify(before)).toList()));
      throw new IllegalStateException("the server does not take it", e);
    }
  }

  /** How the gateway is. */
  public GatewayHealth health() {
    Running current = running;
    if (current == null) {
      return new GatewayHealth(
          false,
          Set.of(),
          false,
          null,
          null,
          inFlight.bytes(),
          null,
          secrets.uses(),
          certificates.health());
    }
    Acknowledgements acknowledgements = current.publisher().acknowledgements();
    return new GatewayHealth(
        true,
        current.publisher().topography().unknown(),
        acknowledgements.failing(),
        acknowledgements.lastAck(),
        acknowledgements.lastFailure(),
        inFlight.bytes(),
        current.journal() == null ? null : current.journal().health(),
        secrets.uses(),
        certificates.health());
  }

  /** Stops to accept, finishes what is in flight (ten seconds at most), sends what is waiting. */
  @Override
  public synchronized void close() {
    Running current = running;
    if (current == null) {
      return;
    }
    running = null;
    finish(Future.all(entrances.stream().map(e -> e.shutdown(IN_FLIGHT_AT_END)).toList()));
    finish(current.vertx().close());
    if (current.journal() != null) {
      current.journal().close();
    }
    current.metrics().close();
    current.publisher().close();
    entrances.clear();
    LOG.info("takes no more webhooks");
  }

  private static void finish(Future<?> end) {
    try {
      end.await(IN_FLIGHT_AT_END.toSeconds() + 1, TimeUnit.SECONDS);
    } catch (TimeoutException | RuntimeException e) {
      LOG.warn("did not end cleanly: {}", e.toString());
    }
  }

  private static Set<String> topics(DoorTable table) {
    Set<String> topics = new TreeSet<>(table.topics());
    topics.add(Topics.REJECTED.name());
    return topics;
  }

  /** Two event loops, and none of what serves files. */
  private Vertx vertx() {
    return Vertx.builder()
        .withTransport(new Gate(connections))
        .with(
            new VertxOptions()
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)))
        .build();
  }

  private @Nullable Journal openJournal() {
    JournalSettings where = keeping.journal();
    if (where == null) {
      return null;
    }
    Journal journal =
        Journal.open(where, ProducerSettings.patient(bootstrapServers), keeping.flushed(), clock);
    JournalMeters.register(registry, journal);
    return journal;
  }

  private Keeper keeper(Publisher publisher, @Nullable Journal journal) {
    if (journal == null) {
      return new Keeper.InKafka(publisher);
    }
    return switch (keeping.durability()) {
      case SINGLE_NODE -> new Keeper.InJournal(journal);
      case REPLICATED -> new Keeper.InKafkaFirst(publisher, journal);
    };
  }

  private int listen(Vertx vertx, Publisher publisher, Keeper keeper) throws Exception {
    Rejections rejections =
        new Rejections(publisher, () -> doors.get().secrets(), inFlight, meters, clock);
    vertx
        .deployVerticle(
            () -> {
              Entrance entrance =
                  new Entrance(
                      settings,
                      limits,
                      doors::get,
                      tokens,
                      publisher,
                      keeper,
                      rejections,
                      quotas,
                      failures,
                      replays,
                      inFlight,
                      connections,
                      meters,
                      clock,
                      certificates.shown());
              entrances.add(entrance);
              return entrance;
            },
            new DeploymentOptions().setInstances(EVENT_LOOPS))
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
    return entrances.getFirst().port();
  }
}
