package dev.trunkline.workbench;

import dev.trunkline.store.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How an operator says which deliveries are meant. */
final class ReplaySelection {

  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  @Option(names = "--source", paramLabel = "ID", description = "deliveries of this source")
  @Nullable String source;

  @Option(
      names = "--vendor",
      paramLabel = "V",
      description = "deliveries of all sources of this vendor")
  @Nullable String vendor;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "received then or later: 2026-03-01T10:00:00Z, or a day in UTC: 2026-03-01")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description =
          "received before: an instant, or a day, itself not included (default, latest: now)")
  @Nullable String to;

  @Option(
      names = "--ids",
      arity = "1..*",
      split = ",",
      paramLabel = "ID",
      description = "these deliveries, by commas; @FILE: those in a file, one a line")
  @Nullable List<String> ids;

  /**
   * What is meant.
   *
   * @throws CommandFailure where the words do not say it
   */
  Selection selection(Instant now) {
    if (ids != null) {
      if (source != null || vendor != null || from != null || to != null) {
        throw new CommandFailure(
            ExitCode.USAGE, "--ids names the deliveries; --source, --vendor, --from, --to do too");
      }
      return new Selection.Ids(read(ids));
    }
    if ((source == null) == (vendor == null) || from == null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "name what to replay: --source ID or --vendor V, with --from INSTANT; or --ids ID,ID");
    }
    Instant begin = Moment.of("--from", from);
    Instant end = to == null ? now : Moment.of("--to", to);
    if (end.isAfter(now)) {
      // What comes in from now on is read while this replay is made: nobody waits for it, so which
      // deliveries repeat it cannot be told.
      end = now;
    }
    if (!begin.isBefore(end)) {
      throw new CommandFailure(ExitCode.USAGE, "--from " + begin + " is not before " + end);
    }
    return new Selection.Range(source, vendor, begin, end);
  }

  /** The selection for the book of replays and for scripts; of many ids only their number. */
  static Map<String, Object> told(Selection selection) {
    Map<String, Object> told = new LinkedHashMap<>();
    switch (selection) {
      case Selection.Range range -> {
        if (range.source() != null) {
          told.put("source", range.source());
        }
        if (range.vendor() != null) {
          told.put("vendor", range.vendor());
        }
        told.put("from", range.from().toString());
        told.put("to", range.to().toString());
      }
      case Selection.Ids(var meant) -> told.put("ids", meant.size());
    }
    return told;
  }

  /** Whether this is an id as ours are. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Whether anything was named. */
  boolean isEmpty() {
    return ids == null && source == null && vendor == null && from == null && to == null;
  }

  private static Set<UUID> read(List<String> words) {
    Set<UUID> ids = new LinkedHashSet<>();
    for (String word : words) {
      for (String text : word.startsWith("@") ? lines(word.substring(1)) : List.of(word)) {
        if (!isId(text)) {
          throw new CommandFailure(
              ExitCode.USAGE, "--ids wants ids of deliveries, which are UUIDs");
        }
        ids.add(UUID.fromString(text));
      }
    }
    return ids;
  }

  private static List<String> lines(String file) {
    List<String> lines = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(VendorOptions.readable(Path.of(file)))) {
        if (!line.isBlank()) {
          lines.add(line.strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }
}
