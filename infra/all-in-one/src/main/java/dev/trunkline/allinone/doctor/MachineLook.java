package dev.trunkline.allinone.doctor;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.trunkline.embedded.Ports;
import dev.trunkline.workbench.RunningSystem;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Looks at this machine.
 *
 * @param running the system whose ports are ours; null: none runs
 */
record MachineLook(@Nullable RunningSystem running, Clock clock)
    implements Examination.Look<MachineFacts> {

  /** Zones of the built-in vendors' homes. */
  private static final List<String> USUAL =
      List.of("Asia/Kolkata", "Asia/Jerusalem", "America/Los_Angeles", "Europe/Berlin");

  @Override
  public MachineFacts facts() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Set<String> known = ZoneId.getAvailableZoneIds();
    return new MachineFacts(
        Runtime.version().feature(),
        ToolProvider.getSystemJavaCompiler() != null,
        system.getTotalMemorySize(),
        available(),
        Runtime.getRuntime().availableProcessors(),
        system instanceof UnixOperatingSystemMXBean unix ? unix.getMaxFileDescriptorCount() : null,
        temporary(Path.of(System.getProperty("java.io.tmpdir"))),
        ZoneRulesProvider.getVersions("UTC").lastKey(),
        USUAL.stream().filter(Predicate.not(known::contains)).toList(),
        clock.instant(),
        running == null ? usual() : ofOurs(running));
  }

  private static List<MachineFacts.Port> usual() {
    return List.of(
        port("the gateway", "--gateway-port", 8080),
        port("the workbench", "--workbench-port", 8081),
        port("Kafka", "--kafka-port", 9092),
        port("Postgres", "--postgres-port", 5433));
  }

  /** A system that runs has its own, and wants no others. */
  private static List<MachineFacts.Port> ofOurs(RunningSystem system) {
    return List.of(
        ours("the gateway", system.gateway().getPort()),
        ours("the workbench", system.workbench().getPort()),
        ours("Kafka", number(system.kafka())),
        ours("Postgres", number(system.jdbcUrl().replaceAll("/[^/]*$", ""))));
  }

  private static int number(String address) {
    return Integer.parseInt(address.replaceAll(".*:", ""));
  }

  private static MachineFacts.Port ours(String what, int number) {
    return new MachineFacts.Port(what, "", number, MachineFacts.Port.State.OURS);
  }

  private static MachineFacts.Port port(String what, String option, int number) {
    return new MachineFacts.Port(
        what,
        option,
        number,
        Ports.isFree(number) ? MachineFacts.Port.State.FREE : MachineFacts.Port.State.TAKEN);
  }

  /** Linux tells; null elsewhere. */
  private static @Nullable Long available() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }

  private static MachineFacts.Temporary temporary(Path folder) {
    Path script = null;
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      script = Files.createTempFile(folder, "trunkline-doctor", ".sh");
      Files.writeString(script, "#!/bin/sh\nexit 0\n");
      return new MachineFacts.Temporary(folder.toString(), true, runs(script), free);
    } catch (IOException e) {
      return new MachineFacts.Temporary(folder.toString(), false, false, 0);
    } finally {
      delete(script);
    }
  }

  /** Whether a file that lies there can be run, which its rights alone do not say. */
  private static boolean runs(Path script) {
    try {
      if (!script.toFile().setExecutable(true)) {
        return false;
      }
      Process process = new ProcessBuilder(script.toString()).start();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // A few bytes stay in the temporary folder.
    }
  }
}
