package dev.trunkline.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.canonical.EventJson;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/**
 * What a shell sees of one command.
 *
 * @param exitCode of {@link ExitCode}
 * @param out standard output
 * @param err what went wrong, in words
 */
record Shell(int exitCode, String out, String err) {

  /** Runs a command that prints where it is told to. */
  static Shell run(Function<PrintStream, Callable<Integer>> command, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandLine line = new CommandLine(command.apply(new PrintStream(out, true, UTF_8)));
    line.setErr(new PrintWriter(err, true, UTF_8));
    line.setExecutionExceptionHandler(
        (failure, it, parsed) -> {
          if (failure instanceof CommandFailure known) {
            it.getErr().println(known.getMessage());
            return known.exitCode();
          }
          throw failure;
        });
    int exitCode = line.execute(words);
    return new Shell(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Standard output as the one JSON value that it is. */
  JsonNode json() {
    return EventJson.mapper().readTree(out);
  }
}
