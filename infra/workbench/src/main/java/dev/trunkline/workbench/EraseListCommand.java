package dev.trunkline.workbench;

import dev.trunkline.store.ErasureReceipt;
import dev.trunkline.store.Store;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline erase list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    header = "Receipts of erasures, the latest first; none says who it was.",
    synopsisHeading =
        "Examples:%n  trunkline erase list%n  trunkline erase list --limit 5 --json%n%nUsage: ")
final class EraseListCommand implements Callable<Integer> {

  @Mixin SystemOptions options = new SystemOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "at most so many (default: ${DEFAULT-VALUE})")
  int limit = 20;

  @Option(names = "--json", description = "NDJSON on stdout")
  boolean json;

  @Override
  public Integer call() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(options.find().jdbcUrl());
    PrintStream out = Output.standard();
    for (ErasureReceipt receipt : new Store(database).erasures().latest(Math.max(1, limit))) {
      if (json) {
        out.println(Output.json(EraseLines.json(receipt)));
      } else {
        EraseLines.receipt(receipt, out);
      }
    }
    return ExitCode.OK;
  }
}
