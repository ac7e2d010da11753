package dev.trunkline.load.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of one audit, readable by its owner only. What is spilled is personal: its files lose
 * their names as soon as they are open, so that a kill leaves nothing to be read.
 */
public final class Scratch implements AutoCloseable {

  private final Path folder;
  private final List<Spill> spills = new ArrayList<>();

  private Scratch(Path folder) {
    this.folder = folder;
  }

  /** A new folder in the system's folder for such ({@code java.io.tmpdir}). */
  public static Scratch make() {
    try {
      return new Scratch(Files.createTempDirectory("trunkline-audit-"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder for the audit's own files", e);
    }
  }

  /** A new spill with so many parts. */
  public Spill spill(int parts) {
    Spill spill = new Spill(folder.resolve(Integer.toString(spills.size())), parts);
    spills.add(spill);
    return spill;
  }

  @Override
  public void close() {
    spills.forEach(Spill::close);
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
