package dev.trunkline.workbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an audit finds what lies in files. */
final class AuditOptions {

  private static final String NONE = "none";

  @Option(
      names = "--recordings",
      paramLabel = "DIR",
      description =
          "folder of stored recordings (default: recordings in the data folder; none: not looked"
              + " at, as where a bucket keeps them)")
  @Nullable String recordings;

  @Option(
      names = "--logs",
      paramLabel = "PATH",
      description =
          "a log or a folder of logs to search for secrets (default: those of the data folder)")
  @Nullable Path logs;

  /** The folder of recordings; null where none is looked at. */
  @Nullable Path recordings(SystemOptions system) {
    if (recordings != null) {
      return recordings.equals(NONE) ? null : Path.of(recordings);
    }
    // Of a system that is named by addresses nobody has said where its files are.
    return Files.isDirectory(system.data) ? system.data.resolve("recordings") : null;
  }

  /** Logs to be searched. */
  List<Path> logs(Path data) {
    if (logs != null) {
      return List.of(logs);
    }
    if (!Files.isDirectory(data)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(data)) {
      return files.filter(file -> file.getFileName().toString().endsWith(".log")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + data, e);
    }
  }
}
