package dev.trunkline.workbench;

import dev.trunkline.store.Erasures;
import dev.trunkline.store.Store;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline erase files}. */
@Command(
    name = "files",
    mixinStandardHelpOptions = true,
    header = "Recordings of erased persons whose files are still to be deleted, by SHA-256.",
    synopsisHeading =
        "Examples:%n  trunkline erase files%n  trunkline erase files --deleted%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Files in a folder are deleted by erase itself. In a bucket, or on a machine of its own, they",
      "are called ab/cd/<sha256>.<extension>, ab and cd being the first four digits.",
      "Exit code 1: there are some."
    })
final class EraseFilesCommand implements Callable<Integer> {

  @Mixin SystemOptions options = new SystemOptions();

  @Option(names = "--deleted", description = "say that all of these are deleted")
  boolean deleted;

  @Override
  public Integer call() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(options.find().jdbcUrl());
    Erasures erasures = new Store(database).erasures();
    PrintStream out = Output.standard();
    List<String> files = erasures.files();
    files.forEach(out::println);
    if (deleted) {
      files.forEach(erasures::deleted);
      out.printf("%,d files are noted as deleted%n", files.size());
      return ExitCode.OK;
    }
    return files.isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
  }
}
