package dev.trunkline.allinone.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long this disk takes to keep 2 KiB more of a file for certain. */
final class FlushProbe {

  private static final int BYTES = 2 * 1024;

  private FlushProbe() {}

  /** Milliseconds of half of the flushes, of a file in this folder, appended to for so long. */
  static double millis(Path folder, Duration time) throws IOException {
    Path file = folder.resolve("flushed");
    List<Long> took = new ArrayList<>();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
      long begun = System.nanoTime();
      while (took.isEmpty() || System.nanoTime() - begun < time.toNanos()) {
        long from = System.nanoTime();
        channel.write(bytes.clear());
        channel.force(false);
        took.add(System.nanoTime() - from);
      }
    } finally {
      Files.deleteIfExists(file);
    }
    return took.stream().sorted().toList().get(took.size() / 2) / 1e6;
  }
}
