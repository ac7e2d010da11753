package dev.trunkline.allinone;

import dev.trunkline.workbench.CommandFailure;
import dev.trunkline.workbench.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the demo's invented calls out of a real installation's tables. */
final class DemoFolder {

  private static final String MARK = "demo";

  private DemoFolder() {}

  /**
   * Marks a new folder as the demo's.
   *
   * @throws CommandFailure where the folder holds an installation that is not the demo's
   */
  static void claim(Path folder) {
    try {
      if (Files.exists(folder.resolve("kafka")) && !Files.exists(folder.resolve(MARK))) {
        throw new CommandFailure(
            ExitCode.REFUSED,
            folder
                + " holds an installation of `up`; the demo would add invented calls to it,"
                + " so choose another folder with --data");
      }
      Files.createDirectories(folder);
      if (!Files.exists(folder.resolve(MARK))) {
        Files.createFile(folder.resolve(MARK));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder, e);
    }
  }
}
