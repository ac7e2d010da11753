package dev.trunkline.vendors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Keeps every definition that was ever in force, by the {@code definition_hash} that stands on the
 * events: {@code <hash>/} holds the vendor's folder and {@code source.yaml}, the source's settings
 * that decide meaning. What is kept is never changed.
 */
public final class DefinitionArchive {

  private static final String SOURCE = "source.yaml";

  private final Path directory;

  /**
   * An archive; touches nothing yet.
   *
   * @param directory that exists; of this archive alone
   */
  public DefinitionArchive(Path directory) {
    this.directory = directory;
  }

  /**
   * Keeps the definition of each source, on the disk when this returns.
   *
   * @throws UncheckedIOException if the directory cannot be written to
   */
  public void keep(Definitions definitions) {
    for (Source source : definitions.sources().all()) {
      VendorDefinition definition = definitions.vendors().get(source.vendor());
      try {
        keep(definition, source);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "cannot archive the definition of source " + source.id() + " in " + directory, e);
      }
    }
  }

  /**
   * A definition that was kept.
   *
   * @throws Refused if there is none of this hash, or it is not what was kept: another engine wrote
   *     it, or somebody changed it
   * @throws UncheckedIOException if it cannot be read
   */
  public ArchivedDefinition read(String hash) {
    if (!hash.matches("[0-9a-f]{32}") || !Files.isDirectory(directory.resolve(hash))) {
      throw new Refused("no definition " + hash + " is in the archive");
    }
    try {
      VendorDirectory kept = new VendorDirectory(directory, Set.of(SOURCE));
      Sight sight = kept.look(hash);
      if (sight.refusal() != null || !sight.files().containsKey(SOURCE)) {
        throw new Refused(hash + ": is no archived definition");
      }
      SortedMap<String, byte[]> files = kept.read(hash, sight).files();
      ArchivedDefinition archived = ArchivedSource.read(hash + "/" + SOURCE, files, SOURCE);
      if (!archived.definition().hash(archived.source()).equals(hash)) {
        throw new Refused(
            hash
                + ": is not what was kept; another version of the program wrote it, or it changed");
      }
      return archived;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keep(VendorDefinition definition, Source source) throws IOException {
    String hash = definition.hash(source);
    Path kept = directory.resolve(hash);
    if (Files.isDirectory(kept)) {
      return;
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    definition
        .folder()
        .files()
        .forEach(
            (name, bytes) -> {
              if (VendorDirectory.isVendors(name)) {
                files.put(name, bytes);
              }
            });
    files.put(SOURCE, ArchivedSource.write(definition, source));
    // One name for all attempts: what a kill left behind is swept by the next.
    Path draft = directory.resolve("." + hash);
    delete(draft);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      write(draft.resolve(file.getKey()), file.getValue());
    }
    syncAll(draft);
    Files.move(draft, kept, StandardCopyOption.ATOMIC_MOVE);
    sync(directory);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Makes the names in a folder outlive a power cut, where the system can. */
  private static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders; the files themselves are on the disk.
    }
  }

  private static void syncAll(Path draft) throws IOException {
    try (Stream<Path> inside = Files.walk(draft)) {
      inside.filter(Files::isDirectory).forEach(DefinitionArchive::sync);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
