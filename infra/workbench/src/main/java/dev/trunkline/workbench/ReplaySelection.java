package dev.trunkline.workbench;

import dev.trunkline.store.Selection;
import dev.trunkline.store.Sought;
import dev.trunkline.store.Store;
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
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How an operator says which deliveries are meant. */
final class ReplaySelection {

  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private static final Pattern PHONE = Pattern.compile("[+][1-9][0-9]{1,14}");
  private static final Pattern GROUP = Pattern.compile("[0-9a-f]{8}");

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

  @Option(
      names = "--phone",
      paramLabel = "NUMBER",
      description = "deliveries that tell of this number, in E.164, or of the person who has it")
  @Nullable String phone;

  @Option(
      names = "--error",
      paramLabel = "TEXT",
      description = "deliveries with an open dead letter that has this in its cause")
  @Nullable String error;

  @Option(
      names = "--letters",
      paramLabel = "GROUP",
      description = "deliveries with an open dead letter of this group of `dead-letters list`")
  @Nullable String letters;

  /**
   * What was meant.
   *
   * @param selection by which it is looked for
   * @param told for the book of replays and for scripts; of many ids only their number, of a phone
   *     its end
   */
  record Meant(Selection selection, Map<String, Object> told) {

    /** Deliveries that are chosen by what they are. */
    static Meant of(Selection selection) {
      return new Meant(selection, ReplaySelection.told(selection));
    }
  }

  /**
   * Refuses words that do not say what is meant, before anything is asked.
   *
   * @throws CommandFailure saying why
   */
  void refuseWrong(Instant now) {
    if (sought(now) == null) {
      var unused = selection(now);
    }
  }

  /**
   * What is meant. What is known of deliveries changes while they are read again, so which ones are
   * meant by that is found now, and kept by their ids.
   *
   * @throws CommandFailure where the words do not say it
   */
  Meant meant(Store store, Instant now) {
    Sought sought = sought(now);
    if (sought == null) {
      return Meant.of(selection(now));
    }
    if (!(sought.by() instanceof Sought.By.Phone)) {
      store.letters().settle();
    }
    Set<UUID> found = store.replays().find(sought);
    if (found.isEmpty() && sought.by() instanceof Sought.By.Letters(var group)) {
      LetterChoice.refuseUnknown(group, store.letters());
    }
    return new Meant(new Selection.Ids(found), told(sought, found.size()));
  }

  /**
   * What is known of what is meant; null where nothing is, but what the deliveries are.
   *
   * @throws CommandFailure where the words do not say it
   */
  @Nullable Sought sought(Instant now) {
    Sought.By by = by();
    if (by == null) {
      return null;
    }
    Instant begin = from == null ? null : Moment.of("--from", from);
    return new Sought(by, source, vendor, begin, end(begin, now));
  }

  private Sought.@Nullable By by() {
    if (Stream.of(ids, phone, error, letters).filter(Objects::nonNull).count() > 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "name deliveries by one of --ids, --phone, --error and --letters");
    }
    if (phone != null) {
      if (!PHONE.matcher(phone).matches()) {
        throw new CommandFailure(
            ExitCode.USAGE, "--phone wants a number in E.164, with its country: +12025550123");
      }
      return new Sought.By.Phone(phone);
    }
    if (letters != null) {
      if (!GROUP.matcher(letters).matches()) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "--letters wants a group as `trunkline dead-letters list` shows it, like 62774cc3");
      }
      return new Sought.By.Letters(letters);
    }
    if (error != null && error.isBlank()) {
      throw new CommandFailure(ExitCode.USAGE, "--error wants a part of the cause");
    }
    return error == null ? null : new Sought.By.Failure(error);
  }

  /**
   * What is meant by what the deliveries are.
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
          "name what to replay: --source ID or --vendor V, with --from INSTANT; or --ids ID,ID, --phone NUMBER, --error TEXT, --letters GROUP");
    }
    Instant begin = Moment.of("--from", from);
    return new Selection.Range(source, vendor, begin, end(begin, now));
  }

  /**
   * What comes in from now on is read while this replay is made: nobody waits for it, so which
   * deliveries repeat it cannot be told.
   */
  private Instant end(@Nullable Instant begin, Instant now) {
    Instant said = to == null ? now : Moment.of("--to", to);
    Instant end = said.isAfter(now) ? now : said;
    if (begin != null && !begin.isBefore(end)) {
      throw new CommandFailure(ExitCode.USAGE, "--from " + begin + " is not before " + end);
    }
    return end;
  }

  private static Map<String, Object> told(Selection selection) {
    Map<String, Object> told = new LinkedHashMap<>();
    switch (selection) {
      case Selection.Range(var source, var vendor, var from, var to) ->
          narrowed(told, source, vendor, from, to);
      case Selection.Ids(var meant) -> told.put("ids", meant.size());
    }
    return told;
  }

  private static Map<String, Object> told(Sought sought, int found) {
    Map<String, Object> told = new LinkedHashMap<>();
    switch (sought.by()) {
      case Sought.By.Phone(var number) -> told.put("phone", Masking.phone(number));
      case Sought.By.Failure(var text) -> told.put("error", text);
      case Sought.By.Letters(var group) -> told.put("letters", group);
    }
    narrowed(told, sought.source(), sought.vendor(), sought.from(), sought.to());
    told.put("ids", found);
    return told;
  }

  private static void narrowed(
      Map<String, Object> told,
      @Nullable String source,
      @Nullable String vendor,
      @Nullable Instant from,
      @Nullable Instant to) {
    if (source != null) {
      told.put("source", source);
    }
    if (vendor != null) {
      told.put("vendor", vendor);
    }
    if (from != null) {
      told.put("from", from.toString());
    }
    if (to != null) {
      told.put("to", to.toString());
    }
  }

  /** Whether this is an id as ours are. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Whether anything was named. */
  boolean isEmpty() {
    return Stream.of(ids, phone, error, letters, source, vendor, from, to)
        .allMatch(Objects::isNull);
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
