package dev.trunkline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run that was killed may have left behind: a Postgres that still serves the data folder, or
 * a lock file that names a process of somebody else.
 */
final class PostgresLeftovers {

  private static final Logger log = LoggerFactory.getLogger(PostgresLeftovers.class);

  private PostgresLeftovers() {}

  /**
   * Stops a Postgres that runs on {@code data}. The caller holds the lock of the folder around it,
   * so it is nobody else's.
   *
   * @throws CannotStart where it does not go away
   */
  static void clear(PostgresProgram program, Path data) {
    Optional<ProcessHandle> named = named(data);
    if (named.isEmpty()) {
      return;
    }
    ProcessHandle process = named.get();
    if (!serves(process, data)) {
      // The number was given to another program since: Postgres would take that one for a running
      // server.
      forget(data);
      return;
    }
    log.info("a Postgres left behind by a killed run (process {}) is stopped first", process.pid());
    program.stop(data, "fast", Duration.ofSeconds(15));
    if (process.isAlive()) {
      program.stop(data, "immediate", Duration.ofSeconds(15));
    }
    if (process.isAlive()) {
      throw new CannotStart(
          "Postgres cannot use the folder %s: an older Postgres (process %d) uses it and does not stop; end it by hand"
              .formatted(data, process.pid()));
    }
  }

  private static Optional<ProcessHandle> named(Path data) {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    } catch (IOException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  /**
   * Postgres works in its data folder; where the system does not show that, its command line names
   * the folder.
   */
  static boolean serves(ProcessHandle process, Path data) {
    if (!process.isAlive()) {
      return false;
    }
    Path workingFolder = Path.of("/proc", Long.toString(process.pid()), "cwd");
    try {
      return Files.isSameFile(workingFolder, data);
    } catch (IOException notLinux) {
      String command = process.info().commandLine().orElse("");
      return command.contains("postgres") && command.contains(data.toString());
    }
  }

  private static void forget(Path data) {
    try {
      Files.deleteIfExists(data.resolve("postmaster.pid"));
    } catch (IOException e) {
      throw new CannotStart("Postgres cannot use the folder %s: %s".formatted(data, e), e);
    }
  }
}
