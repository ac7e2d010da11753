package dev.trunkline.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.vendors.MountedSecrets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The secret of a source that is to be added. Never printed: {@code toString} gives the reference.
 *
 * @param reference as the sources file names it
 * @param value to be written into a file of its own; null where it lies elsewhere already
 * @param file that holds it; null where a variable does
 * @param minted whether it was made here, so that it has to be handed over
 */
record NewSecret(String reference, @Nullable String value, @Nullable Path file, boolean minted) {

  private static final int BYTES = 32;

  /**
   * One that nobody can guess: 256 bits, as digits that no URL, header or shell reads otherwise.
   */
  static String mint(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** One that gets a file of its own in a directory, and is referred to as shortly as it can be. */
  static NewSecret kept(
      String name, String value, boolean minted, Path directory, MountedSecrets mounted) {
    Path file = directory.resolve(name).toAbsolutePath().normalize();
    Path usual = mounted.directory().resolve(name).toAbsolutePath().normalize();
    String reference = file.equals(usual) ? MountedSecrets.REFERENCE + name : "file:" + file;
    return new NewSecret(reference, value, file, minted);
  }

  /** One that lies where a reference says. */
  static NewSecret referred(String reference, MountedSecrets mounted) {
    Path file = null;
    if (reference.startsWith("file:")) {
      file = Path.of(reference.substring("file:".length())).toAbsolutePath();
    } else if (reference.startsWith(MountedSecrets.REFERENCE)) {
      String name = reference.substring(MountedSecrets.REFERENCE.length());
      file =
          MountedSecrets.isName(name) ? mounted.directory().resolve(name).toAbsolutePath() : null;
    }
    return new NewSecret(reference, null, file, false);
  }

  /** Writes its file, for its owner's eyes, and the directory where it is missing. */
  void write() throws IOException {
    if (value == null || file == null) {
      return;
    }
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    Path directory = Objects.requireNonNull(file.getParent(), "it is absolute");
    if (!Files.exists(directory)) {
      Files.createDirectories(directory, ownersOnly(posix, "rwx------"));
      // Sources files lie in repositories; what lies beside this one must not get into one.
      Files.writeString(directory.resolve(".gitignore"), "*\n");
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownersOnly(posix, "rw-------"))) {
      ByteBuffer left = ByteBuffer.wrap(value.getBytes(UTF_8));
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          file
              + " is there already; it is left as it is: refer to it with --secret "
              + reference
              + ", or take it away");
    }
  }

  /** Takes its file away again. */
  void takeBack() throws IOException {
    if (value != null && file != null) {
      Files.deleteIfExists(file);
    }
  }

  private static FileAttribute<?>[] ownersOnly(boolean posix, String permissions) {
    Set<PosixFilePermission> only = PosixFilePermissions.fromString(permissions);
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(only)}
        : new FileAttribute<?>[0];
  }

  @Override
  public String toString() {
    return "NewSecret[" + reference + "]";
  }
}
