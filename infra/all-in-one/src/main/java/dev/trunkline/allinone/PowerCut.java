package dev.trunkline.allinone;

import dev.trunkline.plumbing.KafkaClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * What a power cut does to the stages: Kafka may have forgotten records of its last seconds, and
 * remember that they were read. Where the machine was started since the last run, and the run
 * before did not end in order, every stage goes back a little; all of them are idempotent.
 */
final class PowerCut {

  private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");
  private static final String UNKNOWN = "unknown";
  private static final String ENDED = "ended";

  private final Path file;
  private final String boot;

  PowerCut(Path data, String boot) {
    this.file = data.resolve("boot");
    this.boot = boot;
  }

  /** Of this machine, as it runs now. */
  static PowerCut in(Path data) {
    return new PowerCut(data, boot());
  }

  private static String boot() {
    try {
      return Files.readString(LINUX).strip();
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /**
   * Whether there may have been one: the last run did not end in order, and not in this run of the
   * machine, as far as can be told.
   */
  boolean mayHaveBeen() {
    try {
      String before = Files.readString(file).strip();
      return !before.equals(ENDED) && (boot.equals(UNKNOWN) || !before.equals(boot));
    } catch (NoSuchFileException e) {
      return false; // the folder is new
    } catch (IOException e) {
      return true;
    }
  }

  /** Makes the stages go back, where there may have been one; before any of them starts. */
  void mend(KafkaClients clients, Consumer<String> told) {
    if (mayHaveBeen()) {
      int groups = new StepBack(clients).all();
      told.accept("power cut: " + groups + " stages go back to what Kafka surely has");
    }
    write(boot);
  }

  /** This run ends in order: all is on the disk. */
  void ended() {
    write(ENDED);
  }

  private void write(String text) {
    Path fresh = file.resolveSibling("boot.new");
    try {
      Files.writeString(fresh, text + "\n");
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
