package dev.trunkline.allinone.drill;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * An ext4 file system of its own in a file. What programs have written and not synced is in the
 * kernel's memory and not in that file: a copy of the file is what a power cut leaves.
 */
final class LoopDisk implements Disk {

  private static final long BYTES = 1L << 30;
  private static final int TRIES = 50;
  private static final String FILLER = "filler";

  private final Path image;
  private final Path mounted;
  private final Path remembered;

  private LoopDisk(Path home) {
    image = home.resolve("disk");
    mounted = home.resolve("mounted");
    remembered = home.resolve("remembered");
  }

  /** Whether one can be made here. */
  static boolean works() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return false;
    }
    try {
      Path home = Files.createTempDirectory("trunkline-disk");
      try (LoopDisk disk = make(home)) {
        return Files.isDirectory(disk.folder());
      } catch (IllegalStateException e) {
        return false;
      } finally {
        FileSystemUtils.deleteRecursively(home.toFile());
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes away what a drill that was killed has left mounted here. */
  static void sweep(Path home) {
    Shell.succeeds("umount", "-l", new LoopDisk(home).mounted.toString());
  }

  /** A new one, mounted; taken away with this process at the latest, unless that is killed. */
  static LoopDisk make(Path home) {
    LoopDisk disk = new LoopDisk(home);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> sweep(home), "disk of a drill"));
    try (RandomAccessFile file = new RandomAccessFile(disk.image.toFile(), "rw")) {
      file.setLength(BYTES);
      Files.createDirectories(disk.mounted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Shell.run("mkfs.ext4", "-q", "-F", disk.image.toString());
    disk.mount();
    return disk;
  }

  @Override
  public Path folder() {
    return mounted;
  }

  @Override
  public void fill() {
    // Blocks are only reserved: nothing is written to the machine's disk.
    Path filler = mounted.resolve(FILLER);
    for (long bytes = mounted.toFile().getUsableSpace(); bytes >= 4096; bytes /= 2) {
      while (mounted.toFile().getUsableSpace() >= bytes
          && Shell.succeeds(
              "fallocate",
              "--offset",
              Long.toString(filler.toFile().length()),
              "--length",
              Long.toString(bytes),
              filler.toString())) {
        // Once more of the same size.
      }
    }
  }

  @Override
  public void free() {
    try {
      Files.deleteIfExists(mounted.resolve(FILLER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void remember(Random random) {
    if (random.nextBoolean()) {
      syncSome(random);
    }
    for (int tries = 0; tries < TRIES; tries++) {
      long before = writes();
      Shell.run("cp", "--sparse=always", image.toString(), remembered.toString());
      if (writes() == before) {
        return;
      }
      // The kernel wrote meanwhile: this copy is of no one instant.
    }
    throw new IllegalStateException("the disk of the drill is never at rest");
  }

  /** What is not synced is lost in any combination: of some files nothing is. */
  private void syncSome(Random random) {
    try (Stream<Path> files = Files.walk(mounted)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> random.nextInt(4) == 0)
          .forEach(LoopDisk::sync);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sync(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void fallBack() {
    unmount();
    try {
      Files.move(remembered, image, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mount();
  }

  private void mount() {
    Shell.run("mount", "-o", "loop,noatime", image.toString(), mounted.toString());
  }

  private void unmount() {
    for (int tries = 0; !Shell.succeeds("umount", mounted.toString()); tries++) {
      if (tries == TRIES) {
        throw new IllegalStateException(mounted + " cannot be unmounted: something is open there");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  /** How many writes the disk has got so far. */
  private long writes() {
    try {
      String device =
          Files.readAllLines(Path.of("/proc/mounts")).stream()
              .map(line -> List.of(line.split(" ", -1)))
              .filter(words -> words.get(1).equals(mounted.toAbsolutePath().toString()))
              .map(words -> words.get(0).substring("/dev/".length()))
              .findFirst()
              .orElseThrow();
      return Long.parseLong(
          Files.readString(Path.of("/sys/block", device, "stat")).strip().split("\\s+", -1)[4]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    unmount();
    try {
      Files.deleteIfExists(image);
      Files.deleteIfExists(remembered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
