package dev.trunkline.workbench;

import dev.trunkline.load.vendor.Credentials;
import dev.trunkline.load.vendor.FakeVendors;
import dev.trunkline.load.vendor.Settings;
import dev.trunkline.load.vendor.Traffic;
import dev.trunkline.load.vendor.Visit;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trunkline vendors fake}. */
@Command(
    name = "fake",
    mixinStandardHelpOptions = true,
    header = "Serve the history APIs of made-up vendors on this machine.",
    synopsisHeading =
        "Examples:%n  trunkline vendors fake%n  trunkline vendors fake --port 8099 --calls 2000 --hours 1 --per-minute 30%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Answers as the call logs of Convoso, Knowlarity and OneCom and the leads of Knowrithm do, at",
      "one loopback port, with calls that are made up, until interrupted. Prints the addresses, what",
      "must be shown there (no secrets, visibly), and lines to try. The same seed makes the same",
      "calls, at other times."
    })
final class VendorsFakeCommand implements Callable<Integer> {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "where to listen (default: any port that is free)")
  int port;

  @Option(
      names = "--calls",
      paramLabel = "N",
      defaultValue = "200",
      description = "calls and leads that there are from the start (default: 200)")
  int calls;

  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "24",
      description = "how long ago the first of them began (default: 24)")
  int hours;

  @Option(
      names = "--per-minute",
      paramLabel = "N",
      defaultValue = "2",
      description = "more of them in every minute from now on (default: 2)")
  int perMinute;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "which ones (default: 1)")
  long seed;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "0",
      description = "end by itself after so many seconds (default: go on)")
  int seconds;

  private final PrintStream out;
  private final Clock clock;

  /** Prints to standard output. */
  VendorsFakeCommand() {
    this(Output.standard(), Clock.systemUTC());
  }

  VendorsFakeCommand(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    within("--port", port, 0, 65_535);
    within("--calls", calls, 0, Traffic.MOST);
    within("--hours", hours, 1, 24 * 365);
    within("--per-minute", perMinute, 0, Traffic.MOST);
    within("--seconds", seconds, 0, Integer.MAX_VALUE);
    Settings settings = Settings.usual();
    settings = settings.at(settings.address(), port);
    try (FakeVendors fake = FakeVendors.start(settings, Credentials.usual(), clock)) {
      Instant now = clock.instant();
      fake.add(Traffic.of(seed, now.minus(Duration.ofHours(hours)), now, calls));
      fake.limit(Visit.Door.KNOWRITHM, 5, Duration.ofSeconds(1));
      out.printf(
          "%d calls and leads of the last %d hours, %d more a minute%s%n%n",
          calls, hours, perMinute, seconds == 0 ? "; end with Ctrl-C" : "");
      FakeSheet.of(fake, settings, Credentials.usual(), now).forEach(out::println);
      goOn(fake);
    } catch (UncheckedIOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, e.getMessage() + "; if that port is taken, choose another with --port");
    }
    return ExitCode.OK;
  }

  /** What happens in a minute is made up when it begins, and told when it has happened. */
  private void goOn(FakeVendors fake) {
    Duration left = seconds == 0 ? Duration.ofSeconds(Long.MAX_VALUE) : Duration.ofSeconds(seconds);
    Instant from = clock.instant();
    for (long minute = 1; left.isPositive(); minute++) {
      fake.add(Traffic.of(seed + minute, from, from.plus(MINUTE), perMinute));
      from = from.plus(MINUTE);
      Duration pause = left.compareTo(MINUTE) < 0 ? left : MINUTE;
      left = left.minus(pause);
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new CommandFailure(
          ExitCode.USAGE, "%s: between %d and %d".formatted(option, least, most));
    }
  }
}
