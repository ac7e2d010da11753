package dev.trunkline.workbench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * A sources file that is replaced as a whole or not at all. While one is open nobody else opens it:
 * its draft lies beside it.
 */
final class SourcesFile implements AutoCloseable {

  private final Path target;
  private final Path draft;
  private final byte[] bytes;
  private boolean replaced;

  private SourcesFile(Path target, Path draft, byte[] bytes) {
    this.target = target;
    this.draft = draft;
    this.bytes = bytes;
  }

  /**
   * Opens a file, which need not be there; what a link leads to is replaced, not the link.
   *
   * @throws CommandFailure if somebody else has it open
   */
  static SourcesFile open(Path file) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Files.createDirectories(target.getParent());
    Path draft = target.resolveSibling(target.getFileName() + ".new");
    try {
      Files.createFile(draft);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          draft + " is there: another call is at work, or one was killed; if none is, delete it");
    }
    try {
      byte[] bytes = Files.exists(target) ? Files.readAllBytes(target) : new byte[0];
      return new SourcesFile(target, draft, bytes);
    } catch (IOException e) {
      Files.delete(draft);
      throw e;
    }
  }

  /** What it holds; nothing where it is not there. */
  byte[] bytes() {
    return bytes.clone();
  }

  /** Puts these bytes in its place, with its owner and permissions. */
  void replace(byte[] other) throws IOException {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(other);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
    if (Files.exists(target)) {
      keepOwner();
    }
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    replaced = true; // a draft that lies there from now on is another's
  }

  private void keepOwner() throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    PosixFileAttributes was = Files.readAttributes(target, PosixFileAttributes.class);
    PosixFileAttributes is = view.readAttributes();
    if (!is.group().equals(was.group())) {
      view.setGroup(was.group());
    }
    if (!is.owner().equals(was.owner())) {
      view.setOwner(was.owner());
    }
    view.setPermissions(was.permissions());
  }

  /** Lets others open it; what was not put in place is gone. */
  @Override
  public void close() throws IOException {
    if (!replaced) {
      Files.deleteIfExists(draft);
    }
  }
}
