package dev.trunkline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Postgres that serves the folder {@code data} on {@code port} as our child. */
record PostgresServer(PostgresProgram program, Path data, int port, Process process) {

  private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final int TRIES = 50;

  /**
   * Starts it and waits until it serves; recovery after a crash may take its time.
   *
   * @throws CannotStart with Postgres' own reason
   */
  static PostgresServer start(PostgresProgram program, Path data, int port) {
    for (int attempt = 1; ; attempt++) {
      PostgresServer server = new PostgresServer(program, data, port, program.start(data, port));
      if (server.becomesReady()) {
        return server;
      }
      String complaint = program.complaint();
      // Workers of a server that was killed end by themselves, a moment later.
      boolean passes = complaint.contains("pre-existing shared memory block");
      if (!passes || attempt == TRIES) {
        throw new CannotStart("Postgres ended while starting on %s: %s".formatted(data, complaint));
      }
      pause(200);
    }
  }

  private boolean becomesReady() {
    long deadline = System.nanoTime() + START.toNanos();
    while (!saysReady()) {
      if (!process.isAlive()) {
        return false;
      }
      if (System.nanoTime() > deadline) {
        stop();
        throw new CannotStart(
            "Postgres was not ready within %d s; see %s"
                .formatted(START.toSeconds(), program.logFile()));
      }
      pause(10);
    }
    return true;
  }

  /** As pg_ctl does: the eighth line of the lock file, once its first is our child. */
  private boolean saysReady() {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return lines.size() >= 8
          && lines.getFirst().strip().equals(Long.toString(process.pid()))
          && lines.get(7).strip().equals("ready");
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Disconnects all clients and stops it with everything on disk. */
  void stop() {
    if (process.isAlive() && !program.stop(data, "fast", STOP)) {
      log.warn(
          "Postgres did not stop within {} s and is stopped the hard way; the next start recovers",
          STOP.toSeconds());
      program.stop(data, "immediate", STOP);
    }
    if (process.isAlive()) {
      process.destroyForcibly();
    }
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
