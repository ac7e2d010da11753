package dev.trunkline.allinone.drill;

import dev.trunkline.embedded.EmbeddedPostgres;
import dev.trunkline.plumbing.KafkaClients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An installation whose broker, database and stages are processes of their own, on one disk, each
 * way between them leading through a {@link FaultProxy}.
 */
final class Site implements AutoCloseable {

  /** Generous: on a machine with two cores four stages start at once. */
  private static final Duration START = Duration.ofMinutes(2);

  private final Path data;
  private final Path programs;
  private final URI dialer;
  private final Map<Target, Supervised> processes = new EnumMap<>(Target.class);
  private final Map<Target, FaultProxy> ways = new EnumMap<>(Target.class);
  private final Map<Target, Duration> clocks = new EnumMap<>(Target.class);
  private volatile @Nullable EmbeddedPostgres postgres;

  /**
   * One that is down.
   *
   * @param data where everything is kept
   * @param programs Postgres' programs
   * @param dialer asked for recordings
   */
  Site(Path data, Path programs, URI dialer) {
    this.data = data;
    this.programs = programs;
    this.dialer = dialer;
    for (Target way : Target.WAYS) {
      ways.put(way, FaultProxy.start(way.toString()));
    }
    processes.put(Target.POSTGRES, new Supervised("postgres", begun -> startPostgres()));
    List<Target> parts = new ArrayList<>(List.of(Target.BROKER));
    parts.addAll(Target.STAGES);
    for (Target part : parts) {
      processes.put(part, new Supervised(part.toString(), begun -> start(part, begun)));
    }
  }

  /** Starts what is held down, the servers before the stages; returns when all is ready. */
  void up() throws InterruptedException {
    for (Target server : Target.SERVERS) {
      process(server).up();
    }
    for (Target server : Target.SERVERS) {
      process(server).awaitReady(START);
    }
    Target.STAGES.forEach(stage -> process(stage).up());
    awaitReady();
  }

  /** Returns when everything runs. */
  void awaitReady() throws InterruptedException {
    for (Supervised process : processes.values()) {
      process.awaitReady(START);
    }
  }

  /** Nothing is started again until it is up. */
  void down() {
    processes.values().forEach(Supervised::down);
  }

  Supervised process(Target target) {
    return known(processes, target);
  }

  /** Every process there is now. */
  List<ProcessHandle> running() {
    List<ProcessHandle> all = new ArrayList<>();
    for (Supervised supervised : processes.values()) {
      ProcessHandle process = supervised.process();
      if (process != null) {
        all.add(process);
      }
    }
    return all;
  }

  /** Returns when this one runs. */
  ProcessHandle awaitReady(Target target) throws InterruptedException {
    return process(target).awaitReady(START);
  }

  FaultProxy way(Target target) {
    return known(ways, target);
  }

  /** From its next start on, the clock of a stage is this far ahead. */
  void clock(Target stage, Duration ahead) {
    synchronized (clocks) {
      clocks.put(stage, ahead);
    }
  }

  KafkaClients kafka() {
    return new KafkaClients("127.0.0.1:" + way(Target.WAY_TO_BROKER).port());
  }

  URI gateway() {
    return URI.create("http://127.0.0.1:" + way(Target.WAY_TO_GATEWAY).port());
  }

  /** Straight to the database, with user and password. */
  String jdbcUrl() {
    EmbeddedPostgres now = known(postgres);
    return "%s?user=%s&password=%s".formatted(now.jdbcUrl(), now.user(), now.password());
  }

  private Running startPostgres() {
    EmbeddedPostgres started = EmbeddedPostgres.start(data, programs, 0);
    postgres = started;
    way(Target.WAY_TO_POSTGRES).leadTo(started.port());
    return PostgresPart.of(started);
  }

  private Running start(Target part, Consumer<ProcessHandle> begun) throws IOException {
    EmbeddedPostgres database = postgres;
    List<String> words = new ArrayList<>(List.of(part.name(), "--data", data.toString()));
    words.addAll(List.of("--kafka-port", "" + way(Target.WAY_TO_BROKER).port()));
    words.addAll(List.of("--dialer", dialer.toString()));
    Map<String, String> environment = Map.of();
    if (database != null) {
      words.addAll(List.of("--postgres", throughTheProxy(database)));
      words.addAll(List.of("--postgres-user", database.user()));
      environment = Map.of("SPRING_DATASOURCE_PASSWORD", database.password());
    }
    synchronized (clocks) {
      words.addAll(List.of("--clock-ahead", clocks.getOrDefault(part, Duration.ZERO).toString()));
    }
    // Not on the disk that is filled and whose power is cut: what was met then is to be read.
    Path logs = Files.createDirectories(data.resolveSibling("logs"));
    PartProcess process =
        PartProcess.start(words, environment, logs.resolve(part.name() + ".err"), begun);
    if (part == Target.BROKER) {
      way(Target.WAY_TO_BROKER).leadTo(process.port());
    } else if (part == Target.GATEWAY) {
      way(Target.WAY_TO_GATEWAY).leadTo(process.port());
    }
    return process;
  }

  private String throughTheProxy(EmbeddedPostgres database) {
    return database
        .jdbcUrl()
        .replace(":" + database.port() + "/", ":" + way(Target.WAY_TO_POSTGRES).port() + "/");
  }

  private static <T> T known(Map<Target, T> all, Target target) {
    T known = all.get(target);
    if (known == null) {
      throw new IllegalArgumentException("no such thing here: " + target);
    }
    return known;
  }

  private static EmbeddedPostgres known(@Nullable EmbeddedPostgres postgres) {
    if (postgres == null) {
      throw new IllegalStateException("the database has never been up");
    }
    return postgres;
  }

  @Override
  public void close() {
    down();
    for (Target stage : Target.STAGES) {
      process(stage).close();
    }
    for (Target server : Target.SERVERS) {
      process(server).close();
    }
    ways.values().forEach(FaultProxy::close);
  }
}
