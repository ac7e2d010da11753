package dev.trunkline.workbench;

import dev.trunkline.store.Letter;
import dev.trunkline.store.LetterScope;
import dev.trunkline.store.Letters;
import dev.trunkline.store.Store;
import dev.trunkline.vendors.Refused;
import java.io.PrintStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code trunkline dead-letters show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    header = "The letters of a group, or one letter with its bytes.",
    synopsisHeading =
        "Examples:%n  trunkline dead-letters show 62774cc3%n  trunkline dead-letters show normalizer-3@17 --reveal%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Of a group the newest letters, one a line; of one letter all that is known, and its bytes:",
      "every letter as x, every digit as 9, unless --reveal is given. Exit code 1: there is no such",
      "group or letter."
    })
final class DeadLettersShowCommand implements Callable<Integer> {

  private static final int SHOWN = 64 * 1024;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  DeadLettersCommand parent;

  @Mixin SystemOptions options = new SystemOptions();
  @Mixin LetterChoice meant = new LetterChoice();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "most letters of a group (default: 100)")
  int limit = 100;

  @Option(names = "--closed", description = "of a group, those that are not open any more, too")
  boolean closed;

  @Option(names = "--reveal", description = "show the bytes as they are")
  boolean reveal;

  @Option(names = "--all", description = "all bytes, not only the first 65536")
  boolean all;

  @Option(names = "--json", description = "NDJSON on stdout, one letter a line")
  boolean json;

  private final PrintStream out = Output.standard();

  @Override
  public Integer call() {
    LetterScope scope = meant.scope();
    RunningSystem system = options.find();
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(system.jdbcUrl());
    Letters letters = new Store(database).letters();
    letters.settle();
    meant.refuseUnknown(letters);
    List<Letter> found = letters.newest(scope, closed || scope.group() == null, Math.max(1, limit));
    if (scope.group() == null && found.size() == 1) {
      show(found.getFirst(), letters, system);
      return ExitCode.OK;
    }
    for (Letter letter : found) {
      out.println(json ? Output.json(LetterLines.shown(letter)) : LetterLines.line(letter));
    }
    if (found.isEmpty() && !json) {
      out.println("no letter of it is open any more; --closed shows what became of them");
    }
    return ExitCode.OK;
  }

  private void show(Letter letter, Letters letters, RunningSystem system) {
    byte[] bytes = letters.body(letter.place()).orElseThrow();
    byte[] shown = all ? bytes : LetterText.first(bytes, SHOWN);
    Map<String, @Nullable Object> told = LetterLines.shown(letter);
    today(letter, letters, system).ifPresent(today -> told.put("today", today));
    if (json) {
      if (reveal) {
        told.put("body_base64", Base64.getEncoder().encodeToString(bytes));
      } else {
        LetterText.of(shown).ifPresent(text -> told.put("masked", LetterText.masked(text)));
      }
      out.println(Output.json(told));
      return;
    }
    told.forEach((name, value) -> out.printf("%-16s %s%n", name, value));
    out.println();
    out.println(text(shown));
    if (shown.length < bytes.length) {
      out.printf("… %,d bytes more; --all shows them%n", bytes.length - shown.length);
    }
  }

  private String text(byte[] bytes) {
    Optional<String> text = LetterText.of(bytes);
    if (reveal) {
      return LetterText.harmless(text.orElseGet(() -> LetterText.hex(bytes)));
    }
    return text.map(LetterText::masked)
        .map(LetterText::harmless)
        .orElse("(no UTF-8; --reveal shows the bytes)");
  }

  /** What today's definition says to it. */
  private Optional<String> today(Letter letter, Letters letters, RunningSystem system) {
    if (!letter.isOpen() || !letter.cause().stage().equals("normalizer")) {
      return Optional.empty();
    }
    try {
      LetterForecast forecast = parent.forecast(system.possibleDefinitions());
      letters.filed(LetterScope.places(List.of(letter.place())), 1, forecast::add);
      return forecast
          .of(letter.group())
          .map(
              tally ->
                  tally.gone() > 0
                      ? "its payload is not in the archive"
                      : tally.passing() > 0 ? "would pass" : "would be refused again");
    } catch (Refused e) {
      return Optional.of("cannot be told: the definitions cannot be read");
    }
  }
}
