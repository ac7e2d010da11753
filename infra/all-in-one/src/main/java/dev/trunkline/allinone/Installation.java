package dev.trunkline.allinone;

import dev.trunkline.embedded.EmbeddedBroker;
import dev.trunkline.embedded.EmbeddedPostgres;
import dev.trunkline.gateway.GatewayLifecycle;
import dev.trunkline.gateway.GatewaySettings;
import dev.trunkline.gateway.OperatorTokens;
import dev.trunkline.vendors.DefinitionLoader;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Loaded;
import dev.trunkline.workbench.RunningSystem;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * Broker, database and every stage in this process, on one data folder. Closing stops them in the
 * order of the way of an event, so that nothing that was accepted is left on the way needlessly.
 */
final class Installation implements AutoCloseable {

  private final DataFolder data;
  private final Servers servers;
  private final ConfigurableApplicationContext stages;
  private final DefinitionWatch watch;
  private final RunningSystem address;

  private Installation(
      DataFolder data,
      Servers servers,
      ConfigurableApplicationContext stages,
      InstallationOptions options) {
    EmbeddedPostgres postgres = servers.postgres().now();
    this.data = data;
    this.servers = servers;
    this.stages = stages;
    this.watch = stages.getBean(DefinitionWatch.class);
    int gatewayPort = stages.getBean(GatewayLifecycle.class).port().orElseThrow();
    int workbenchPort =
        Objects.requireNonNull(((WebServerApplicationContext) stages).getWebServer()).getPort();
    this.address =
        new RunningSystem(
            ProcessHandle.current().pid(),
            URI.create(scheme(stages) + "://127.0.0.1:" + gatewayPort),
            URI.create("http://127.0.0.1:" + workbenchPort),
            servers.broker().now().bootstrapServers(),
            "%s?user=%s&password=%s"
                .formatted(postgres.jdbcUrl(), postgres.user(), postgres.password()),
            absolute(options.sources),
            absolute(options.vendors));
  }

  private static String scheme(ConfigurableApplicationContext stages) {
    return stages.getBean(GatewaySettings.class).sslBundle() == null ? "http" : "https";
  }

  private static @Nullable String absolute(@Nullable Path path) {
    return path == null ? null : path.toAbsolutePath().toString();
  }

  /**
   * Starts everything and returns when webhooks are accepted.
   *
   * @param told hears one line of progress at a time
   * @throws dev.trunkline.workbench.CommandFailure or {@link dev.trunkline.embedded.CannotStart}
   *     with one line of cause and cure
   */
  static Installation start(
      InstallationOptions options, DefinitionLoader loader, Consumer<String> told) {
    return start(options, loader, Map.of(), told);
  }

  /** The same with further properties. */
  static Installation start(
      InstallationOptions options,
      DefinitionLoader loader,
      Map<String, Object> further,
      Consumer<String> told) {
    long begun = System.nanoTime();
    Loaded loaded = loader.start();
    DataFolder data = DataFolder.take(options.data);
    LogFile.in(data.path());
    int kafkaPort = PortChoice.of("Kafka", options.kafkaPort, 9092, told);
    int postgresPort = PortChoice.of("Postgres", options.postgresPort, 5433, told);
    CompletableFuture<EmbeddedBroker> broker =
        begin("start-kafka", () -> EmbeddedBroker.start(data.privateFolder("kafka"), kafkaPort));
    CompletableFuture<EmbeddedPostgres> postgres =
        begin(
            "start-postgres",
            () -> EmbeddedPostgres.start(data.path(), programs(data), postgresPort));
    Servers servers = null;
    try {
      told.accept("Postgres  " + postgres.join().port() + since(begun));
      told.accept("Kafka     " + broker.join().port() + since(begun));
      servers = Servers.keep(data, programs(data), broker.join(), postgres.join());
      ConfigurableApplicationContext stages =
          stages(options, data, loader, loaded, servers, further, told);
      Installation installation = new Installation(data, servers, stages, options);
      installation.address.announce(data.path());
      installation.watch.start(stages.getBean(DefinitionSettings.class).lookEvery(), told);
      told.accept("stages    ready" + since(begun));
      return installation;
    } catch (CompletionException e) {
      abandon(data, servers, broker, postgres);
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } catch (RuntimeException e) {
      abandon(data, servers, broker, postgres);
      throw e;
    }
  }

  /** Where it is found. */
  RunningSystem address() {
    return address;
  }

  /** The definitions in force. */
  Definitions definitions() {
    return watch.status().active();
  }

  /** The one line that says that webhooks are accepted, and where (contract, command line). */
  String readyLine() {
    return "ready gateway=%s workbench=%s kafka=%s postgres=%s"
        .formatted(
            address.gateway(),
            address.workbench(),
            address.kafka(),
            servers.postgres().now().url());
  }

  /** Stops taking webhooks, finishes what is in flight, then stops the stages and the servers. */
  @Override
  public synchronized void close() {
    RunningSystem.forget(data.path());
    watch.close();
    stages.close();
    servers.close();
    data.close();
  }

  private static ConfigurableApplicationContext stages(
      InstallationOptions options,
      DataFolder data,
      DefinitionLoader loader,
      Loaded loaded,
      Servers servers,
      Map<String, Object> further,
      Consumer<String> told) {
    EmbeddedBroker broker = servers.broker().now();
    EmbeddedPostgres postgres = servers.postgres().now();
    Map<String, Object> properties = new HashMap<>(further);
    properties.putAll(Decided.by(options));
    data.privateFolder(GatewayJournal.NAME);
    data.privateFolder(Decided.ARCHIVE);
    properties.put("spring.kafka.bootstrap-servers", broker.bootstrapServers());
    properties.put("spring.datasource.url", postgres.jdbcUrl());
    properties.put("spring.datasource.username", postgres.user());
    properties.put("spring.datasource.password", postgres.password());
    properties.put(
        "trunkline.gateway.port", PortChoice.of("the gateway", options.gatewayPort, 8080, told));
    properties.put(
        "server.port", PortChoice.of("the workbench", options.workbenchPort, 8081, told));
    return new SpringApplicationBuilder(StageConfiguration.class)
        .web(WebApplicationType.SERVLET)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .registerShutdownHook(false)
        // Only our own file: the folder it is started in may belong to another Spring application.
        .properties("spring.config.location=classpath:/")
        .initializers(
            context -> {
              // First, so that no variable of the environment points a stage at foreign servers.
              context
                  .getEnvironment()
                  .getPropertySources()
                  .addFirst(new MapPropertySource("installation", properties));
              operatorsToken(context.getEnvironment(), data, properties, told);
              context.getBeanFactory().registerSingleton("definitionLoader", loader);
              context.getBeanFactory().registerSingleton("loaded", loaded);
              context.getBeanFactory().registerSingleton("servers", servers);
              context
                  .getBeanFactory()
                  .registerSingleton("flushed", new RecoveryPoints(broker.logFolder()));
            })
        .run();
  }

  /** Where no token is configured the installation has one of its own. */
  private static void operatorsToken(
      Environment environment,
      DataFolder data,
      Map<String, Object> properties,
      Consumer<String> told) {
    List<String> configured =
        Binder.get(environment)
            .bind(OperatorTokens.SETTING, Bindable.listOf(String.class))
            .orElse(List.of());
    if (configured.isEmpty()) {
      Path file = OperatorToken.keptIn(data);
      properties.put(OperatorTokens.SETTING + "[0]", "file:" + file);
      told.accept("operator  token in " + file);
    }
  }

  /**
   * Postgres' unpacked programs: beside the build where the launcher says so, else with the data.
   */
  private static Path programs(DataFolder data) {
    String shared = System.getProperty("trunkline.programs");
    if (shared == null) {
      return data.resolve("programs");
    }
    Path folder = Path.of(shared);
    return Files.isWritable(Files.exists(folder) ? folder : folder.getParent())
        ? folder
        : data.resolve("programs");
  }

  private static <T> CompletableFuture<T> begin(String name, Supplier<T> start) {
    CompletableFuture<T> future = new CompletableFuture<>();
    Thread.ofPlatform()
        .name(name)
        .start(
            () -> {
              try {
                future.complete(start.get());
              } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
              }
            });
    return future;
  }

  private static void abandon(
      DataFolder data,
      @Nullable Servers servers,
      CompletableFuture<EmbeddedBroker> broker,
      CompletableFuture<EmbeddedPostgres> postgres) {
    closeQuietly(servers);
    broker.handle((started, failure) -> started).thenAccept(Installation::closeQuietly).join();
    postgres.handle((started, failure) -> started).thenAccept(Installation::closeQuietly).join();
    data.close();
  }

  private static void closeQuietly(@Nullable AutoCloseable started) {
    if (started != null) {
      try {
        started.close();
      } catch (Exception e) {
        org.slf4j.LoggerFactory.getLogger(Installation.class)
            .warn("could not stop what had started: {}", e.getMessage());
      }
    }
  }

  private static String since(long begun) {
    return " (%.1f s)".formatted(Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0);
  }
}
