package dev.trunkline.allinone;

import dev.trunkline.allinone.bench.BenchGatewayCommand;
import dev.trunkline.allinone.bench.BenchWriterCommand;
import dev.trunkline.allinone.doctor.DoctorCommand;
import dev.trunkline.allinone.drill.DrillCommand;
import dev.trunkline.gateway.Gateway;
import dev.trunkline.normalizer.ReplayPreview;
import dev.trunkline.workbench.AuditCommand;
import dev.trunkline.workbench.BackfillCommand;
import dev.trunkline.workbench.BenchCommand;
import dev.trunkline.workbench.DeadLettersCommand;
import dev.trunkline.workbench.EraseCommand;
import dev.trunkline.workbench.MapCommand;
import dev.trunkline.workbench.ReconcileCommand;
import dev.trunkline.workbench.RecordingsCommand;
import dev.trunkline.workbench.ReplayCommand;
import dev.trunkline.workbench.SendCommand;
import dev.trunkline.workbench.SourcesAddCommand;
import dev.trunkline.workbench.SourcesCommand;
import dev.trunkline.workbench.StatusCommand;
import dev.trunkline.workbench.TailCommand;
import dev.trunkline.workbench.TraceCommand;
import dev.trunkline.workbench.VendorsCommand;
import java.time.Clock;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's entrance. */
@Command(
    name = "trunkline",
    mixinStandardHelpOptions = true,
    version = "trunkline 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Vendors' call and lead webhooks to Kafka topics and Postgres rows.",
      "Nothing acknowledged is lost, nothing is counted twice, and it can prove it.",
      "",
      "Start with: trunkline demo",
      ""
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      MapCommand.class,
      VendorsCommand.class,
      SourcesCommand.class,
      SendCommand.class,
      StatusCommand.class,
      TailCommand.class,
      TraceCommand.class,
      AuditCommand.class,
      ReplayCommand.class,
      DeadLettersCommand.class,
      EraseCommand.class,
      BackfillCommand.class,
      ReconcileCommand.class,
      RecordingsCommand.class,
      BenchCommand.class,
      DrillCommand.class,
      DoctorCommand.class,
      ConfigCommand.class,
      CompletionCommand.class,
      PartCommand.class
    })
public final class Main {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line, ready to be run. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main(), Main::create);
    // They need servers of their own, which the workbench does not know.
    Objects.requireNonNull(line.getSubcommands().get("bench"))
        .addSubcommand(new BenchWriterCommand())
        .addSubcommand(new BenchGatewayCommand(RecoveryPoints::new));
    line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
    return line;
  }

  /** Commands that need what the workbench does not know are given it. */
  private static <K> K create(Class<K> type) throws Exception {
    if (type == AuditCommand.class) {
      return type.cast(new AuditCommand(GatewayJournal::of));
    }
    if (type == EraseCommand.class) {
      return type.cast(new EraseCommand(GatewayJournal::of));
    }
    if (type == ReplayCommand.class) {
      return type.cast(new ReplayCommand(TrialDatabase::start, by -> new ReplayPreview(by)::of));
    }
    if (type == DeadLettersCommand.class) {
      return type.cast(new DeadLettersCommand(by -> new ReplayPreview(by)::of));
    }
    if (type == SourcesAddCommand.class) {
      return type.cast(new SourcesAddCommand(Gateway::check));
    }
    if (type == DrillCommand.class) {
      return type.cast(
          new DrillCommand(() -> DemoVendor.start(Clock.systemUTC()), GatewayJournal::of));
    }
    if (type == DoctorCommand.class) {
      return type.cast(new DoctorCommand(Configured::told));
    }
    return CommandLine.defaultFactory().create(type);
  }

  private static int explain(Exception failure, CommandLine command) {
    LOG.debug("command failed", failure);
    Explanation explanation = Explanation.of(failure);
    command.getErr().println("trunkline: " + explanation.message());
    return explanation.exitCode();
  }
}
