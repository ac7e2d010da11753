package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The operator's token of an installation whose settings name none. */
final class OperatorToken {

  private static final String FILE = "operator-token";
  private static final int BYTES = 32;

  private OperatorToken() {}

  /**
   * The file in the data folder that holds it, which only its owner can read; made where it is
   * missing, and kept from then on.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  static Path keptIn(DataFolder data) {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      try {
        store(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the operator's token", e);
      }
    }
    return file;
  }

  /** Whole or not at all: a half written token would be a weak one. */
  private static void store(Path file, String token) throws IOException {
    Path draft = file.resolveSibling(FILE + ".new");
    Files.deleteIfExists(draft);
    FileAttribute<?>[] ownerOnly =
        Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel =
        FileChannel.open(
            draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      channel.write(ByteBuffer.wrap(token.getBytes(US_ASCII)));
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
