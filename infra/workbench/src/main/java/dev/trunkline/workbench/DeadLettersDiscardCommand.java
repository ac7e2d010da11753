package dev.trunkline.workbench;

import dev.trunkline.store.LetterScope;
import dev.trunkline.store.Letters;
import dev.trunkline.store.Store;
import java.io.PrintStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline dead-letters discard}. */
@Command(
    name = "discard",
    mixinStandardHelpOptions = true,
    header = "Say that nobody needs these letters.",
    synopsisHeading =
        "Examples:%n  trunkline dead-letters discard 62774cc3 --reason \"test calls of the vendor's\" --apply%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Takes open letters off the list; who did it, when and why is kept, and so are the letters:",
      "show --closed has them. What comes later is open anew, but an element that a replay finds dead",
      "again for the same cause. Exit code 1: there is no such group or letter."
    })
final class DeadLettersDiscardCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLettersDiscardCommand.class);

  @Mixin SystemOptions options = new SystemOptions();
  @Mixin LetterChoice meant = new LetterChoice();

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why; kept")
  String reason = "";

  @Option(names = "--apply", description = "do it; else it is only said")
  boolean apply;

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  private final PrintStream out = Output.standard();
  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() {
    if (reason.isBlank() || reason.length() > 512) {
      throw new CommandFailure(ExitCode.USAGE, "--reason wants 1 to 512 characters");
    }
    LetterScope scope = meant.scope();
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(options.find().jdbcUrl());
    Letters letters = new Store(database).letters();
    letters.settle();
    meant.refuseUnknown(letters);
    long open = letters.open(scope).letters();
    long discarded =
        apply
            ? letters.discard(
                scope, new Letters.LetterAct(clock.instant(), Operator.name(), reason))
            : 0;
    if (apply) {
      LOG.info("Dead letters: {} discarded of {}", discarded, meant.told());
    }
    print(open, discarded);
    return ExitCode.OK;
  }

  private void print(long open, long discarded) {
    if (json) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("applied", apply);
      shown.put("open", open);
      shown.put("discarded", discarded);
      out.println(Output.json(shown));
    } else if (apply) {
      out.printf("%,d letters are discarded%n", discarded);
    } else {
      out.printf("dry run: nothing was done; --apply discards %,d letters%n", open);
    }
  }
}
