package dev.trunkline.workbench;

import dev.trunkline.store.Store;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trunkline erase lift}. */
@Command(
    name = "lift",
    mixinStandardHelpOptions = true,
    header = "Take in again what is told of a person from now on; what was erased stays erased.",
    synopsisHeading =
        "Examples:%n  trunkline erase lift 0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f --apply%n%nUsage: ")
final class EraseLiftCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(EraseLiftCommand.class);

  @Mixin SystemOptions options = new SystemOptions();

  @Parameters(paramLabel = "ID", description = "the erasure's id")
  String erasureId = "";

  @Option(names = "--apply", description = "do it; else it is only said")
  boolean apply;

  @Override
  public Integer call() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(options.find().jdbcUrl());
    Store store = new Store(database);
    if (!ReplaySelection.isId(erasureId) || store.erasures().subject(erasureId) != null) {
      throw new CommandFailure(
          ExitCode.REFUSED, "no erasure of this id is finished; see: trunkline erase list");
    }
    if (!apply) {
      Output.standard().println("dry run: nothing was done; --apply lets the person in again");
      return ExitCode.OK;
    }
    int names = store.erasures().lift(erasureId);
    if (names == 0) {
      throw new CommandFailure(
          ExitCode.PROBLEMS,
          "nothing keeps a person away by this erasure; see: trunkline erase list");
    }
    LOG.info("Erasure {} keeps nobody away any more", erasureId);
    Output.standard().printf("%,d hashed names are forgotten%n", names);
    return ExitCode.OK;
  }
}
