package dev.trunkline.workbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder that the fetcher stores recordings in: {@code ab/cd/<sha256>.<extension>}. */
record RecordingFolder(Path root) {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * Deletes what has these bytes; nothing happens where nothing has.
   *
   * @throws UncheckedIOException if it cannot be deleted
   */
  void delete(String sha256) {
    if (!SHA256.matcher(sha256).matches()) {
      return; // nothing that we stored, and no path is to be spelled by it
    }
    Path folder = root.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2, 4));
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      List<Path> files;
      try (Stream<Path> all = Files.list(folder)) {
        files = all.filter(f -> f.getFileName().toString().startsWith(sha256 + ".")).toList();
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete recording " + sha256, e);
    }
  }
}
