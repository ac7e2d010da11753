package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header = "Health in one screen.",
    synopsisHeading =
        "Examples:%n  trunkline status%n  trunkline status --watch%n  trunkline status --json%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Health in one screen: the gateway, how far each stage is behind (the age of the oldest that it has",
      "not read, and how many there are), what waits elsewhere, what each source sent, and up to where",
      "each history that is polled has been fetched (! where that fails).",
      "Exit code 0: healthy; 1: something is down."
    })
public final class StatusCommand implements Callable<Integer> {

  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Mixin SystemOptions options = new SystemOptions();

  @Option(names = "--json", description = "one JSON object on stdout; with --watch one a line")
  boolean json;

  @Option(
      names = "--watch",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "2",
      description = "look again every N seconds (default: 2), until interrupted")
  @Nullable Integer every;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "with --watch: end by itself after so many seconds")
  @Nullable Integer seconds;

  @Override
  public Integer call() throws SQLException, InterruptedException {
    Integer pause = every;
    if (pause != null && pause < 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "--watch " + pause + " is no pause; say 1 second or more");
    }
    RunningSystem system = options.find();
    Clock clock = Clock.systemUTC();
    boolean screen = pause != null && !json && Ansi.AUTO.enabled();
    long end =
        seconds == null
            ? Long.MAX_VALUE
            : System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (true) {
      Status status = Status.of(system, clock);
      show(status, screen);
      if (pause == null || System.nanoTime() + TimeUnit.SECONDS.toNanos(pause) >= end) {
        return status.isHealthy() ? ExitCode.OK : ExitCode.PROBLEMS;
      }
      TimeUnit.SECONDS.sleep(pause);
    }
  }

  /** How a system is now, as {@code --json} says it. */
  public static String json(RunningSystem system) throws SQLException, InterruptedException {
    return EventJson.mapper().writeValueAsString(Status.of(system, Clock.systemUTC()));
  }

  private void show(Status status, boolean screen) {
    PrintStream out = System.out;
    if (json) {
      out.println(EventJson.mapper().writeValueAsString(status));
      return;
    }
    if (screen) {
      out.print(CLEAR);
    }
    StatusScreen.print(status, out);
  }
}
