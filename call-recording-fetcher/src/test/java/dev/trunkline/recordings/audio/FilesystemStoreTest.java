package dev.trunkline.recordings.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesystemStoreTest {

  private static final Limits LIMITS = new Limits(100, 256L << 20, 0, 0, Duration.ofMinutes(10));

  @TempDir Path above;
  private Path root;

  @BeforeEach
  void aFolderOfItsOwn() {
    root = above.resolve("recordings");
  }

  @Test
  void aRecordingIsFoundByItsDigest() throws Exception {
    byte[] sound = Bodies.mp3(10);
    try (var store = store()) {
      assertThat(store.has(sha256(sound))).isFalse();
      assertThat(store.open(sha256(sound))).isEmpty();

      Kept kept = keep(store, sound);

      assertThat(kept).isEqualTo(new Kept.Stored(sha256(sound), sound.length, "audio/mpeg"));
      assertThat(store.has(sha256(sound))).isTrue();
      try (InputStream read = store.open(sha256(sound)).orElseThrow()) {
        assertThat(read).hasBinaryContent(sound);
      }
      String sha = sha256(sound);
      assertThat(visible())
          .containsExactly(sha.substring(0, 2) + "/" + sha.substring(2, 4) + "/" + sha + ".mp3");
      assertThat(unfinished()).isEmpty();
    }
  }

  @Test
  void nothingIsSeenBeforeItIsKept() throws Exception {
    byte[] sound = Bodies.wave(1000);
    try (var store = store();
        Incoming incoming = store.begin()) {
      incoming.write(sound, 0, 600);
      incoming.write(sound[600]);
      incoming.write(sound, 601, sound.length - 601);

      assertThat(visible()).isEmpty();
      assertThat(incoming.bytes()).isEqualTo(sound.length);

      incoming.keep();
      assertThat(visible()).hasSize(1);
    }
  }

  @Test
  void closedWithoutKeepingIsDiscarded() throws Exception {
    try (var store = store()) {
      try (Incoming incoming = store.begin()) {
        incoming.write(Bodies.wave(1000));
      }

      assertThat(visible()).isEmpty();
      assertThat(unfinished()).isEmpty();
    }
  }

  @Test
  void noRecordingLeavesNothing() throws Exception {
    try (var store = store()) {
      Kept kept = keep(store, Bodies.latin1("<html>gone</html>"));

      assertThat(kept).isEqualTo(new Kept.Rejected(Unfit.HTML));
      assertThat(visible()).isEmpty();
      assertThat(unfinished()).isEmpty();
    }
  }

  @Test
  void whatIsTooLargeIsNotEvenWritten() throws Exception {
    Limits small = new Limits(100, 5000, 0, 0, Duration.ofMinutes(10));
    try (var store = new FilesystemStore(root, Access.OWNER, small);
        Incoming incoming = store.begin()) {
      for (int i = 0; i < 10; i++) {
        incoming.write(Bodies.mp3(3));
      }

      assertThat(Files.size(onlyUnfinished())).isLessThanOrEqualTo(5000);
      assertThat(incoming.bytes()).isEqualTo(12_510);
      assertThat(incoming.keep()).isEqualTo(new Kept.Rejected(Unfit.TOO_LARGE));
      assertThat(visible()).isEmpty();
    }
  }

  @Test
  void manyWhoKeepTheSameMakeOneFile() throws Exception {
    byte[] sound = Bodies.mp3(500);
    int many = 8;
    CountDownLatch together = new CountDownLatch(many);
    List<Future<Kept>> results = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(many)) {
      for (int i = 0; i < many; i++) {
        results.add(
            threads.submit(
                () -> {
                  try (var store = store(); // of its own, as another process would have
                      Incoming incoming = store.begin()) {
                    incoming.write(sound);
                    together.countDown();
                    together.await();
                    return incoming.keep();
                  }
                }));
      }
    }

    for (Future<Kept> result : results) {
      assertThat(result.get())
          .isEqualTo(new Kept.Stored(sha256(sound), sound.length, "audio/mpeg"));
    }
    assertThat(visible()).hasSize(1);
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void aTornFileIsHealedWhenItsRecordingComesAgain() throws Exception {
    byte[] sound = Bodies.mp3(10);
    try (var store = store()) {
      keep(store, sound);
      Path file = root.resolve(visible().getFirst());
      Files.write(file, new byte[10]);

      keep(store, sound);

      assertThat(file).hasBinaryContent(sound);
    }
  }

  @Test
  void aKilledProcessLeavesNothingVisibleAndIsSweptLater() throws Exception {
    Process writer =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xshare:auto",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                HalfWriter.class.getName(),
                root.toString())
            .redirectErrorStream(true)
            .start();
    try (var told = writer.inputReader()) {
      assertThat(told.readLine()).isEqualTo(HalfWriter.WRITTEN);
    } finally {
      writer.destroyForcibly().waitFor();
    }
    Path leftover = onlyUnfinished();

    store().close();
    assertThat(visible()).isEmpty();
    assertThat(leftover).as("somebody may still write it").exists();

    age(leftover);
    store().close();
    assertThat(leftover).doesNotExist();
  }

  @Test
  void anotherWhoStartsLeavesWhatIsBeingWritten() throws Exception {
    byte[] sound = Bodies.mp3(10);
    try (var store = store();
        Incoming incoming = store.begin()) {
      incoming.write(sound);

      store().close();

      assertThat(incoming.keep()).isInstanceOf(Kept.Stored.class);
    }
  }

  @Test
  void whatWasSweptAllTheSameFailsAndIsNotHalfKept() throws Exception {
    try (var store = store();
        Incoming incoming = store.begin()) {
      incoming.write(Bodies.mp3(10));
      age(onlyUnfinished());
      store().close();

      assertThatThrownBy(incoming::keep).isInstanceOf(IOException.class);
      assertThat(visible()).isEmpty();
    }
  }

  @Test
  void theReserveIsNotTouched() throws Exception {
    Limits greedy = new Limits(100, 1000, Long.MAX_VALUE, 100, Duration.ofMinutes(10));
    try (var store = new FilesystemStore(root, Access.OWNER, greedy)) {
      assertThatThrownBy(store::begin).isInstanceOf(NoRoom.class).hasMessageContaining("reserved");
      assertThat(unfinished()).isEmpty();
    }
  }

  @Test
  void theReserveIsTheLesserOfBytesAndShare() {
    assertThat(Limits.USUAL.reserve(1L << 40)).isEqualTo(1L << 30);
    assertThat(Limits.USUAL.reserve(1_000_000_000)).isEqualTo(50_000_000);
  }

  @Test
  void aFolderThatCannotBeIsAnException() throws Exception {
    Files.write(root, new byte[1]);

    assertThatThrownBy(this::store).isInstanceOf(IOException.class);
  }

  @Test
  void nobodyElseMayReadIt() throws Exception {
    try (var store = store()) {
      keep(store, Bodies.mp3(10));
    }
    assertThat(modes()).containsOnly("rwx------", "rw-------");
  }

  @Test
  void theGroupMayIfItIsToldSo() throws Exception {
    try (var store = new FilesystemStore(root, Access.GROUP, LIMITS)) {
      keep(store, Bodies.mp3(10));
    }
    assertThat(modes()).containsOnly("rwxr-x---", "rw-r-----");
  }

  @Test
  void noPathCanBeSpelledAsADigest() throws Exception {
    try (var store = store()) {
      assertThatThrownBy(() -> store.open("../../etc/passwd"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void largeRecordingsTakeNoHeap() throws Exception {
    byte[] slice = new byte[1 << 20];
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var store = store();
        Incoming incoming = store.begin()) {
      incoming.write(Bodies.wave(100, -1));
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 200; i++) {
        incoming.write(slice);
      }
      Kept kept = incoming.keep();
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;

      assertThat(kept).isInstanceOf(Kept.Stored.class);
      assertThat(allocated).as("of 200 MiB").isLessThan(4 << 20);
    }
  }

  private FilesystemStore store() throws IOException {
    return new FilesystemStore(root, Access.OWNER, LIMITS);
  }

  static Kept keep(AudioStore store, byte[] bytes) throws IOException {
    try (Incoming incoming = store.begin()) {
      incoming.write(bytes);
      return incoming.keep();
    }
  }

  static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
  }

  private List<String> visible() throws IOException {
    return files(root).filter(name -> !name.startsWith(".incoming/")).toList();
  }

  private List<String> unfinished() throws IOException {
    return files(root).filter(name -> name.startsWith(".incoming/")).toList();
  }

  private Path onlyUnfinished() throws IOException {
    assertThat(unfinished()).hasSize(1);
    return root.resolve(unfinished().getFirst());
  }

  private static Stream<String> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .toList()
          .stream();
    }
  }

  private List<String> modes() throws IOException {
    List<String> modes = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      }
    }
    return modes;
  }
}
