package dev.trunkline.recordings;

import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.LoopStage;
import dev.trunkline.plumbing.outbound.Outbound;
import dev.trunkline.plumbing.outbound.OutboundSettings;
import dev.trunkline.plumbing.outbound.Resolver;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Recordings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** The stage as it is wired, by the wall clock, in a process of its own that can be killed. */
final class MemberProcess implements AutoCloseable {

  /** Most attempts at once. */
  static final int AT_ONCE = 8;

  private final Process process;

  private MemberProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one, and waits for nothing.
   *
   * @param log where it says what it has to say
   */
  static MemberProcess start(String bootstrap, URI vendor, Path store, Path vendors, Path log)
      throws IOException {
    return new MemberProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                MemberProcess.class.getName(),
                bootstrap,
                vendor.toString(),
                store.toString(),
                vendors.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL: no hook runs, nothing is flushed. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] arguments) throws IOException {
    Definitions definitions =
        Dialer.definitions(HurriedVendor.read(Path.of(arguments[3])), URI.create(arguments[1]));
    RecordingSettings settings = settings(Path.of(arguments[2]));
    Clock clock = Clock.systemUTC();
    MeterRegistry meters = new SimpleMeterRegistry();
    try (Outbound outbound =
            new Outbound(
                OutboundSettings.DEFAULT.allowing(settings.allowed()),
                Resolver.system(),
                clock,
                meters);
        LoopStage<RecordingLoop> stage =
            RecordingConfiguration.stage(
                settings,
                new KafkaClients(arguments[0]),
                source -> Recordings.of(definitions, source),
                outbound,
                settings.store().open(),
                meters,
                clock,
                Duration.ofMillis(100))) {
      stage.start();
      // Ends with the test, should that be killed itself.
      System.in.read();
    }
  }

  private static RecordingSettings settings(Path store) {
    return new RecordingSettings(
        "killed",
        AT_ONCE,
        List.of("127.0.0.1/32"),
        new RecordingSettings.Store(
            true,
            store,
            null,
            "",
            null,
            "us-east-1",
            false,
            null,
            null,
            DataSize.ofMegabytes(200),
            Duration.ofSeconds(30),
            1_000));
  }
}
