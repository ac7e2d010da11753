package dev.trunkline.workbench;

import dev.trunkline.store.ReplayBook;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline replay list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    header = "Replays that were asked for, the latest first.",
    synopsisHeading =
        "Examples:%n  trunkline replay list%n  trunkline replay list --limit 5 --json%n%nUsage: ")
final class ReplayListCommand implements Callable<Integer> {

  @Mixin SystemOptions options = new SystemOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "at most so many (default: ${DEFAULT-VALUE})")
  int limit = 20;

  @Option(names = "--json", description = "NDJSON on stdout")
  boolean json;

  private final PrintStream out = Output.standard();

  @Override
  public Integer call() {
    for (ReplayBook.Page page : ReplayMarking.book(options).latest(Math.max(1, limit))) {
      if (json) {
        out.println(Output.json(told(page)));
      } else {
        out.printf(
            "%s  %-9s %,10d deliveries, %,d along  asked %s by %s%s%n",
            page.replayId(),
            state(page),
            page.deliveries(),
            page.duplicates(),
            page.askedAt(),
            page.told().path("by").asString("?"),
            page.told().has("reason") ? ": " + page.told().path("reason").asString() : "");
      }
    }
    return ExitCode.OK;
  }

  private static Map<String, Object> told(ReplayBook.Page page) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("replay_id", page.replayId());
    told.put("state", state(page));
    told.put("asked_at", page.askedAt().toString());
    if (page.finishedAt() != null) {
      told.put("finished_at", page.finishedAt().toString());
    }
    told.put("deliveries", page.deliveries());
    told.put("duplicates", page.duplicates());
    told.put("definitions", page.readers());
    told.put("selection", page.told());
    return told;
  }

  /** Of one that is neither finished nor marked nobody knows whether it goes on. */
  private static String state(ReplayBook.Page page) {
    if (page.finishedAt() != null) {
      return "in lane";
    }
    return page.mark() == null ? "open" : page.mark().name().toLowerCase(Locale.ROOT);
  }
}
