package dev.trunkline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Postgres' programs, as the user that may run them. */
record PostgresProgram(Path binaries, RunAs runAs, Path logFile) {

  private static final long LOG_LIMIT_BYTES = 8L * 1024 * 1024;

  /**
   * Starts {@code postgres}. It is asked to stop (fast, cleanly) by Linux when this JVM dies,
   * however it dies.
   */
  Process start(Path data, int port) {
    List<String> postgres = new ArrayList<>(tiedToUs());
    postgres.add(binaries.resolve("bin/postgres").toString());
    postgres.add("-D");
    postgres.add(data.toString());
    postgres.addAll(PostgresSettings.arguments(port));
    CompletableFuture<Process> started = new CompletableFuture<>();
    // Linux ties a child to the thread that made it, so this thread lives as long as the child.
    Thread.ofPlatform()
        .daemon()
        .name("postgres-keeper")
        .start(() -> keep(runAs.words(postgres), started));
    try {
      return started.join();
    } catch (CompletionException e) {
      throw new CannotStart(
          "Postgres cannot be run from %s: %s".formatted(binaries, e.getCause()), e);
    }
  }

  private void keep(List<String> words, CompletableFuture<Process> started) {
    try {
      rotate();
      Process process =
          new ProcessBuilder(words)
              .directory(Path.of("/").toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
              .start();
      started.complete(process);
      process.waitFor();
    } catch (IOException e) {
      started.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Asks the server of {@code data} to stop; {@code mode} is Postgres' {@code fast} or {@code
   * immediate}.
   */
  boolean stop(Path data, String mode, Duration patience) {
    List<String> words =
        List.of(
            binaries.resolve("bin/pg_ctl").toString(),
            "stop",
            "--pgdata=" + data,
            "--mode=" + mode,
            "--wait",
            "--timeout=" + patience.toSeconds());
    return Command.run((int) patience.toSeconds() + 5, runAs.words(words)).ok();
  }

  /** The last lines of the server's log that tell of a failure. */
  List<String> complaints() {
    try (var lines = Files.lines(logFile)) {
      return lines
          .filter(line -> line.contains("FATAL") || line.contains("PANIC") || line.contains("rror"))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A session of its own keeps Ctrl-C at the terminal from stopping it before its clients. */
  private static List<String> tiedToUs() {
    if (!System.getProperty("os.name").contains("Linux")) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    if (Command.run(10, List.of("setpriv", "--pdeathsig", "INT", "true")).ok()) {
      words.addAll(List.of("setpriv", "--pdeathsig", "INT"));
    }
    if (Command.run(10, List.of("setsid", "--wait", "true")).ok()) {
      words.add("setsid");
    }
    return words;
  }

  private void rotate() throws IOException {
    if (Files.exists(logFile) && Files.size(logFile) > LOG_LIMIT_BYTES) {
      Files.move(
          logFile,
          logFile.resolveSibling(logFile.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
