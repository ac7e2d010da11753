package dev.trunkline.allinone.doctor;

import dev.trunkline.gateway.journal.JournalState;
import dev.trunkline.vendors.DefinitionArchive;
import dev.trunkline.vendors.Refused;
import dev.trunkline.workbench.RunningSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Looks at a data folder; a small file is written and taken away again.
 *
 * @param named whether somebody named it, so that it must be there
 * @param room of the journal
 * @param reserve of the journal
 */
record DataLook(Path data, boolean named, DataSize room, DataSize reserve)
    implements Examination.Look<DataFacts> {

  private static final List<String> SECRETS =
      List.of("postgres.password", "operator-token", "running.json");
  private static final int FLUSHES = 15;
  private static final int FLUSHED_BYTES = 2 * 1024;

  @Override
  public DataFacts facts() throws Unreachable {
    Path folder = data.toAbsolutePath().normalize();
    boolean exists = Files.isDirectory(folder);
    if (named && !exists) {
      throw new Unreachable(
          "no such folder: " + folder,
          "nothing of an installation can be looked at",
          "name the folder of an `up` with --data DIR, or start one: trunkline up --data " + data);
    }
    Path there = existing(folder);
    try {
      FileStore store = Files.getFileStore(there);
      List<String> unreadable = new ArrayList<>();
      int definitions = definitions(folder.resolve("definitions"), unreadable);
      return new DataFacts(
          folder.toString(),
          exists,
          Files.getOwner(there).getName(),
          System.getProperty("user.name"),
          open(folder),
          lock(folder),
          new DataFacts.Disk(store.type(), store.getUsableSpace(), store.getTotalSpace()),
          flush(there),
          definitions,
          unreadable,
          JournalState.of(folder.resolve("journal")).orElse(null),
          room.toBytes(),
          reserve.toBytes());
    } catch (IOException e) {
      throw new Unreachable(
          folder + " cannot be looked at: " + e,
          "who runs it has it for themselves",
          "run this as the owner of the folder, or as root");
    }
  }

  private static Path existing(Path folder) {
    for (Path there = folder; there != null; there = there.getParent()) {
      if (Files.isDirectory(there)) {
        return there;
      }
    }
    return folder;
  }

  private static List<String> open(Path folder) throws IOException {
    List<String> open = new ArrayList<>();
    for (String name : SECRETS) {
      Path file = folder.resolve(name);
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (Files.exists(file)
          && view != null
          && view.readAttributes().permissions().stream().anyMatch(DataLook::isForOthers)) {
        open.add(file.toString());
      }
    }
    return open;
  }

  private static boolean isForOthers(PosixFilePermission permission) {
    return !permission.name().startsWith("OWNER_");
  }

  /** Whoever closes a file lets go of its locks: that of a system that runs is not touched. */
  private static DataFacts.Lock lock(Path folder) throws IOException {
    RunningSystem announced = RunningSystem.announced(folder);
    if (announced != null && announced.runs()) {
      return new DataFacts.Lock(announced.pid(), true, true);
    }
    Path file = folder.resolve("lock");
    return new DataFacts.Lock(
        announced == null ? 0 : announced.pid(), false, Files.isWritable(file) && held(file));
  }

  private static boolean held(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var lock = channel.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return true;
    }
  }

  private static @Nullable Duration flush(Path folder) {
    Path file = folder.resolve(".doctor-" + ProcessHandle.current().pid());
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      long[] nanos = new long[FLUSHES];
      for (int i = 0; i < FLUSHES; i++) {
        long begun = System.nanoTime();
        channel.write(ByteBuffer.allocate(FLUSHED_BYTES));
        channel.force(true);
        nanos[i] = System.nanoTime() - begun;
      }
      Arrays.sort(nanos);
      return Duration.ofNanos(nanos[FLUSHES / 2]);
    } catch (IOException e) {
      return null;
    }
  }

  private static int definitions(Path folder, List<String> unreadable) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    DefinitionArchive archive = new DefinitionArchive(folder);
    List<String> hashes;
    try (Stream<Path> names = Files.list(folder)) {
      hashes =
          names
              .map(name -> String.valueOf(name.getFileName()))
              .filter(name -> !name.startsWith("."))
              .sorted()
              .toList();
    }
    for (String hash : hashes) {
      try {
        var unused = archive.read(hash);
      } catch (Refused | UncheckedIOException e) {
        unreadable.add(String.valueOf(e.getMessage()));
      }
    }
    return hashes.size();
  }
}
