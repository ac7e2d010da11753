package dev.trunkline.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A short-lived program: run to its end, its output kept for the error message. */
final class Command {

  /**
   * What a program said, and how it ended; {@code status} is -1 where it did not exist or had to be
   * killed.
   */
  record Result(int status, String output) {
    boolean ok() {
      return status == 0;
    }

    /** The most telling line, for a message of one line. */
    String reason() {
      List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
      return lines.stream()
          .filter(line -> line.contains("FATAL") || line.contains("rror:"))
          .findFirst()
          .orElse(lines.isEmpty() ? "status " + status : lines.getLast())
          .strip();
    }
  }

  private Command() {}

  static Result run(int seconds, List<String> words) {
    Path output = null;
    try {
      output = Files.createTempFile("trunkline", ".out");
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .directory(Path.of("/").toFile())
              .start();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Result(-1, "%s did not end within %d s".formatted(words.getFirst(), seconds));
      }
      return new Result(process.exitValue(), Files.readString(output, UTF_8));
    } catch (IOException e) {
      return new Result(-1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result(-1, "interrupted");
    } finally {
      discard(output);
    }
  }

  private static void discard(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException ignored) {
      // A temporary file left behind harms nobody.
    }
  }
}
