package dev.trunkline.load;

import dev.trunkline.load.model.Settings;
import dev.trunkline.plumbing.KafkaClients;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An audit in a process of its own, with as much heap as it is given. */
public final class AuditProcess {

  private AuditProcess() {}

  /** What such a process tells: its equations, its violations, and what it took. */
  public static List<String> run(
      String heap, String kafka, String jdbcUrl, Path ledger, String source)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                AuditProcess.class.getName(),
                kafka,
                jdbcUrl,
                ledger.toString(),
                source)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> told = process.inputReader().lines().toList();
    if (process.waitFor() != 0) {
      throw new AssertionError("the audit ended with " + process.exitValue() + ": " + told);
    }
    return told;
  }

  /** The process. */
  public static void main(String[] args) throws Exception {
    long begun = System.nanoTime();
    Settings settings =
        new Settings(List.of(new Settings.Source(args[3], null, List.of(), List.of(), List.of())));
    Verdict verdict =
        new Audit(
                new KafkaClients(args[0]),
                args[1].isEmpty() ? null : args[1],
                settings,
                Clock.systemUTC(),
                new Surroundings(
                    Journal.NONE,
                    null,
                    List.of(),
                    new Secrets(Map.of("canary", "a secret that nobody has told")),
                    false))
            .run(
                entries -> Ledger.each(Path.of(args[2]), entries),
                Range.ALL,
                Duration.ofSeconds(60))
            .orElseThrow();
    for (Verdict.Equation equation : verdict.equations()) {
      System.out.printf(
          "%s %,d checked, %,d violations%n",
          equation.name(), equation.checked(), equation.violations().size());
      equation.violations().stream()
          .limit(20)
          .forEach(
              v -> System.out.println("violation " + equation.name() + " " + v.replace('\n', '|')));
    }
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    System.out.printf(
        "took %d s, heap of %,d MB, pools at their peaks %,d MB%n",
        (System.nanoTime() - begun) / 1_000_000_000,
        Runtime.getRuntime().maxMemory() >> 20,
        peak >> 20);
  }
}
