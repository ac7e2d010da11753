package dev.trunkline.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * A generated password kept in a file that only its owner can read. Hexadecimal, so it needs no
 * escaping in a URL.
 */
final class Password {

  private static final int BYTES = 24;

  private Password() {}

  /**
   * The password in {@code file}, made and stored (mode 0600, synced) where there is none yet.
   *
   * @throws CannotStart where the file cannot be read or written
   */
  static String keptIn(Path file) {
    try {
      if (!Files.exists(file)) {
        store(file, generate());
      }
      return Files.readString(file, UTF_8).strip();
    } catch (IOException e) {
      throw new CannotStart(
          "the password file %s cannot be read or written: %s".formatted(file, e), e);
    }
  }

  private static String generate() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** Writes a password that only this user can read. */
  static void store(Path file, String password) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(half);
    try (FileChannel channel =
        FileChannel.open(
            half,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(ByteBuffer.wrap((password + "\n").getBytes(UTF_8)));
      channel.force(true);
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
