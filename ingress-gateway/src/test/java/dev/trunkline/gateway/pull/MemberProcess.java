package dev.trunkline.gateway.pull;

import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.LoopStage;
import dev.trunkline.plumbing.outbound.Outbound;
import dev.trunkline.plumbing.outbound.OutboundSettings;
import dev.trunkline.plumbing.outbound.Resolver;
import dev.trunkline.vendors.Definitions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;

/** A gateway's pull side as it is wired, in a process of its own that can be killed. */
final class MemberProcess implements AutoCloseable {

  private final Process process;

  private MemberProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one, and waits for nothing.
   *
   * @param log where it says what it has to say
   */
  static MemberProcess start(String bootstrap, URI vendor, String instance, Path log)
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
                instance)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  /** SIGKILL: no hook runs, nothing is flushed. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] arguments) throws IOException {
    Definitions definitions = Given.hurried(URI.create(arguments[1]));
    PullSettings settings = Given.settings(arguments[2]);
    Clock clock = Clock.systemUTC();
    MeterRegistry meters = new SimpleMeterRegistry();
    try (Outbound outbound =
            new Outbound(
                OutboundSettings.DEFAULT.allowing(settings.allowed()),
                Resolver.system(),
                clock,
                meters);
        LoopStage<PullLoop> stage =
            PullConfiguration.stage(
                settings,
                new KafkaClients(arguments[0]),
                () -> definitions,
                outbound,
                null,
                meters,
                clock)) {
      stage.start();
      // Ends with the test, should that be killed itself.
      System.in.read();
    }
  }
}
