package dev.trunkline.workbench;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.load.Journal;
import dev.trunkline.store.ErasurePlan;
import dev.trunkline.store.ErasureReceipt;
import dev.trunkline.store.Erasures;
import dev.trunkline.store.Store;
import dev.trunkline.store.Subject;
import dev.trunkline.store.Who;
import dev.trunkline.vendors.VendorDefinition;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline erase}. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    header = "Erase a person, and keep them away when their data comes again.",
    synopsisHeading =
        "Examples:%n  trunkline erase --phone +12025550123%n  trunkline erase --phone +12025550123 --reason \"ticket 4711\" --apply%n  trunkline erase list%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Without --apply it says what it would take and until when Kafka's topics remember. With it:",
      "rows, events, payloads, dead letters and recordings of the person are taken out, whoever sends",
      "or replays them again is not listened to, and a receipt is kept that does not say who it was.",
      "A call or lead that happens later with the same number is met as a stranger's.",
      "Exit code 1: nothing is known of the person. 5: something is left; the command says what."
    },
    subcommands = {EraseListCommand.class, EraseLiftCommand.class, EraseFilesCommand.class})
public final class EraseCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(EraseCommand.class);

  @Mixin SystemOptions options = new SystemOptions();
  @Mixin EraseChoice choice = new EraseChoice();

  @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept, so name nobody in it")
  @Nullable String reason;

  @Option(
      names = "--resume",
      paramLabel = "ID",
      description = "go on with an erasure that was interrupted")
  @Nullable String resume;

  @Option(
      names = "--recordings",
      paramLabel = "DIR",
      description = "folder of stored recordings (default: recordings in the data folder)")
  @Nullable Path recordings;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "how long what is on its way may take (default: ${DEFAULT-VALUE})")
  int waitSeconds = 60;

  @Option(names = "--apply", description = "do it; else it is only said")
  boolean apply;

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  private final Function<Path, Journal> journals;
  private final PrintStream out = Output.standard();
  private final PrintStream err = System.err;
  private final Clock clock = Clock.systemUTC();

  /**
   * A command.
   *
   * @param journals the journal of the gateway that has this data folder
   */
  public EraseCommand(Function<Path, Journal> journals) {
    this.journals = journals;
  }

  @Override
  public Integer call() {
    if (resume != null && (apply || !choice.isEmpty())) {
      throw new CommandFailure(ExitCode.USAGE, "--resume goes on with what was asked; say no more");
    }
    Who who = resume == null ? choice.who() : null;
    if (apply && (reason == null || reason.isBlank() || reason.length() > 512)) {
      throw new CommandFailure(ExitCode.USAGE, "--apply wants a --reason of 1 to 512 characters");
    }
    RunningSystem system = options.find();
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(system.jdbcUrl());
    Store store = new Store(database);
    return who == null
        ? carryOut(system, store, String.valueOf(resume), known(store, String.valueOf(resume)))
        : erase(system, store, who);
  }

  private int erase(RunningSystem system, Store store, Who who) {
    Erasures erasures = store.erasures();
    if (who instanceof Who.Phone(var phone) && erasures.isOurs(phone)) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "this number is an agent's, the company's or shared, and names nobody; name the person with --lead ID or --email ADDRESS");
    }
    ErasurePlan plan = erasures.plan(who);
    if (!apply) {
      print(plan, topics(system));
      return plan.isEmpty() ? ExitCode.PROBLEMS : ExitCode.OK;
    }
    erasures
        .unfinished()
        .ifPresent(
            id -> {
              throw new CommandFailure(
                  ExitCode.REFUSED,
                  "erasure %s is not finished; go on with: trunkline erase --resume %s"
                      .formatted(id, id));
            });
    String id = DeliveryIds.next();
    erasures.begin(id, plan.subject(), Operator.name(), String.valueOf(reason), clock.instant());
    LOG.info("Erasure {} begins", id);
    return carryOut(system, store, id, plan.subject());
  }

  private static Subject known(Store store, String id) {
    Subject subject = ReplaySelection.isId(id) ? store.erasures().subject(id) : null;
    if (subject == null) {
      throw new CommandFailure(
          ExitCode.REFUSED, "no erasure of this id is unfinished; see: trunkline erase list");
    }
    return subject;
  }

  private int carryOut(RunningSystem system, Store store, String id, Subject subject) {
    EraseRun run =
        new EraseRun(store, system.kafkaClients(), journals.apply(options.data), folder(), clock);
    List<String> open;
    try (Progress progress = new Progress(err, !json && Ansi.AUTO.enabled())) {
      OnInterrupt interrupt =
          new OnInterrupt(
              err, "Not all is erased; go on with: trunkline erase --resume " + id, () -> {});
      try {
        open = run.run(id, subject, Duration.ofSeconds(Math.max(0, waitSeconds)), progress);
      } finally {
        interrupt.over();
      }
    }
    ErasureReceipt receipt =
        store.erasures().latest(Integer.MAX_VALUE).stream()
            .filter(one -> one.erasureId().equals(id))
            .findFirst()
            .orElseThrow();
    print(receipt, topics(system), open);
    return open.isEmpty() ? ExitCode.OK : ExitCode.UNSETTLED;
  }

  private @Nullable RecordingFolder folder() {
    if (recordings != null) {
      return new RecordingFolder(recordings);
    }
    Path usual = options.data.resolve("recordings");
    return Files.isDirectory(usual) ? new RecordingFolder(usual) : null;
  }

  private List<TopicMemory> topics(RunningSystem system) {
    return TopicMemory.all(
        system.kafkaClients(),
        system.possibleDefinitions().vendors().all().stream()
            .map(VendorDefinition::vendor)
            .toList(),
        clock.instant());
  }

  private void print(ErasurePlan plan, List<TopicMemory> topics) {
    if (json) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("applied", false);
      shown.putAll(EraseLines.json(plan, topics));
      out.println(Output.json(shown));
      return;
    }
    EraseLines.plan(plan, topics, out);
    out.println(
        plan.isEmpty()
            ? "dry run: nothing is known of the person; --apply would keep them away"
            : "dry run: nothing was done; do it with the same command and --reason TEXT --apply");
  }

  private void print(ErasureReceipt receipt, List<TopicMemory> topics, List<String> open) {
    if (json) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("applied", true);
      shown.putAll(EraseLines.json(receipt));
      shown.put("open", open);
      shown.put("topics", EraseLines.json(topics));
      out.println(Output.json(shown));
      return;
    }
    EraseLines.receipt(receipt, out);
    EraseLines.topics(topics, out);
    open.forEach(line -> out.println("open: " + line));
    if (!open.isEmpty()) {
      out.println("go on with: trunkline erase --resume " + receipt.erasureId());
    }
  }
}
