package dev.trunkline.allinone;

import dev.trunkline.vendors.Sources;
import dev.trunkline.workbench.ExitCode;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trunkline up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    header = "Start everything here and wait for webhooks.",
    synopsisHeading =
        "Examples:%n  trunkline up%n  trunkline up --data /var/lib/trunkline --sources sources.yaml%n  trunkline up --gateway-port 0 --workbench-port 0 --kafka-port 0 --postgres-port 0%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Starts everything in this process, with a real Kafka and a real Postgres of its own, and waits",
      "for webhooks. The line that begins with `ready` says where. Stop it with Ctrl-C or SIGTERM;",
      "`up` on the same folder goes on where it was, also after kill -9."
    })
final class UpCommand implements Callable<Integer> {

  @Mixin InstallationOptions options = new InstallationOptions();

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Installation installation =
        Installation.start(options, options.definitions(Sources::demo), System.err::println);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  installation.close();
                  stopped.countDown();
                },
                "stop"));
    System.out.println(installation.readyLine());
    stopped.await();
    return ExitCode.OK;
  }
}
