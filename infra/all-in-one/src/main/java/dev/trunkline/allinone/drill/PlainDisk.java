package dev.trunkline.allinone.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Random;
import org.springframework.util.FileSystemUtils;

/** A folder of the machine's own disk, which is neither filled nor cut off. */
record PlainDisk(Path folder) implements Disk {

  @Override
  public void fill() {
    throw new UnsupportedOperationException("not the machine's own disk");
  }

  @Override
  public void free() {}

  @Override
  public void remember(Random random) {
    throw new UnsupportedOperationException("not the machine's own disk");
  }

  @Override
  public void fallBack() {
    throw new UnsupportedOperationException("not the machine's own disk");
  }

  @Override
  public void close() {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
