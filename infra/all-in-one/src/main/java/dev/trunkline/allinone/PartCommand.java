package dev.trunkline.allinone;

import dev.trunkline.embedded.EmbeddedBroker;
import dev.trunkline.gateway.GatewayLifecycle;
import dev.trunkline.gateway.journal.Flushed;
import dev.trunkline.load.DemoSources;
import dev.trunkline.vendors.DefinitionArchive;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Vendors;
import dev.trunkline.workbench.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code trunkline part}, which a drill runs: the broker or one stage alone, with the demo's
 * sources. Prints {@code ready} and where it listens; ends with its standard input.
 */
@Command(name = "part", hidden = true, description = "One part of an installation, for a drill.")
final class PartCommand implements Callable<Integer> {

  private static final long LOOK_MILLIS = 200;

  @Parameters(paramLabel = "PART")
  Part part = Part.BROKER;

  @Option(names = "--data", required = true)
  Path data = Path.of("");

  @Option(names = "--kafka-port", description = "of the broker, as clients see it")
  int kafkaPort;

  @Option(names = "--postgres", description = "JDBC address, without user and password")
  String postgres = "";

  @Option(names = "--postgres-user")
  String postgresUser = "";

  @Option(names = "--dialer", description = "the fake vendor that is asked for recordings")
  URI dialer = URI.create("http://127.0.0.1:1");

  @Option(names = "--clock-ahead", description = "how far its clock is off")
  Duration clockAhead = Duration.ZERO;

  @Override
  public Integer call() throws InterruptedException, IOException {
    endWithInput();
    // Beside the data, whose disk may be full.
    Path log = Files.createDirectories(data.resolveSibling("logs").resolve(part.name()));
    LogFile.in(log);
    return part == Part.BROKER ? broker() : stage();
  }

  private int broker() throws InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), 0, kafkaPort);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop"));
    System.out.println("ready " + broker.port());
    while (broker.failure().isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    System.err.println(broker.failure().get());
    return ExitCode.PROBLEMS;
  }

  private int stage() throws InterruptedException {
    ConfigurableApplicationContext stage = start();
    GatewayLifecycle gateway = stage.getBeanProvider(GatewayLifecycle.class).getIfAvailable();
    System.out.println("ready " + (gateway == null ? 0 : gateway.port().orElseThrow()));
    Thread.currentThread().join();
    return ExitCode.OK;
  }

  private ConfigurableApplicationContext start() {
    List<Class<?>> sources = new ArrayList<>(List.of(PartConfiguration.class));
    sources.addAll(part.configurations());
    Vendors vendors = Vendors.builtIn();
    Definitions definitions =
        Definitions.of(vendors, DemoVendor.at(dialer, DemoSources.forSamples(vendors)));
    return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .properties("spring.config.location=classpath:/")
        .initializers(
            context -> {
              context
                  .getEnvironment()
                  .getPropertySources()
                  .addFirst(new MapPropertySource("part", properties()));
              var beans = context.getBeanFactory();
              beans.registerSingleton("clock", Clock.offset(Clock.systemUTC(), clockAhead));
              beans.registerSingleton("definitions", definitions);
              beans.registerSingleton("archive", new DefinitionArchive(archive()));
              Flushed flushed =
                  new RecoveryPoints(EmbeddedBroker.logFolderIn(data.resolve("kafka")));
              beans.registerSingleton("flushed", flushed);
            })
        .run();
  }

  /** An archive is of one process. */
  private Path archive() {
    try {
      return Files.createDirectories(data.resolve("definitions").resolve(part.name()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>(DemoVendor.PROPERTIES);
    properties.put("spring.kafka.bootstrap-servers", "127.0.0.1:" + kafkaPort);
    // The password is in the environment, where other users do not see it.
    properties.put("spring.datasource.url", postgres);
    properties.put("spring.datasource.username", postgresUser);
    properties.put("trunkline.kafka.replication", "1");
    properties.put("trunkline.gateway.port", "0");
    properties.put("trunkline.gateway.journal.durability", "single-node");
    properties.put(
        "trunkline.gateway.journal.folder", data.resolve(GatewayJournal.NAME).toString());
    // The disk of a drill is a small one.
    properties.put("trunkline.gateway.journal.reserve", "8MB");
    properties.put("trunkline.recordings.store.folder", data.resolve("recordings").toString());
    return properties;
  }

  /** A drill that was killed leaves nothing running. */
  private static void endWithInput() {
    Thread.ofPlatform()
        .daemon()
        .name("input")
        .start(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing is said to it.
                }
              } catch (IOException e) {
                // It has ended.
              }
              Runtime.getRuntime().halt(ExitCode.PROBLEMS);
            });
  }
}
