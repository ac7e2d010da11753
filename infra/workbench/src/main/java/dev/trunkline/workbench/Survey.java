package dev.trunkline.workbench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file read through once, before anything is published of it.
 *
 * @param sha256 of its bytes, in hex
 * @param rows it has
 * @param chunks they are delivered in
 * @param unreadable rows that will be dead letters, as far as that shows without their meaning
 * @param troubles the first of these, with their places
 * @param size in bytes
 * @param changedAt by the file system
 */
record Survey(
    String sha256,
    long rows,
    long chunks,
    long unreadable,
    List<String> troubles,
    long size,
    FileTime changedAt) {

  private static final int NAMED = 10;

  /** Copies the list. */
  Survey {
    troubles = List.copyOf(troubles);
  }

  /**
   * Reads a file to its end, each of its deliveries shown to the visitor.
   *
   * @throws CommandFailure if a row is larger than a delivery
   */
  static Survey of(RowFile file, Consumer<Chunks.Chunk> visitor) throws IOException {
    BasicFileAttributes before = attributes(file);
    MessageDigest digest = sha256Digest();
    long rows = 0;
    long count = 0;
    long unreadable = 0;
    List<String> troubles = new ArrayList<>();
    try (InputStream in = new DigestInputStream(file.open(), digest);
        Chunks chunks = file.chunks(in)) {
      for (Chunks.@Nullable Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
        rows += chunk.rows();
        count++;
        unreadable += chunk.troubles().size();
        chunk.troubles().stream().limit(NAMED - troubles.size()).forEach(troubles::add);
        visitor.accept(chunk);
      }
    }
    return new Survey(
        HexFormat.of().formatHex(digest.digest()),
        rows,
        count,
        unreadable,
        troubles,
        before.size(),
        before.lastModifiedTime());
  }

  /**
   * Refuses a file that is no longer the one that was read.
   *
   * @throws CommandFailure if it was written to
   */
  void refuseIfChanged(RowFile file) throws IOException {
    BasicFileAttributes now = attributes(file);
    if (now.size() != size || !now.lastModifiedTime().equals(changedAt)) {
      throw new CommandFailure(
          ExitCode.PROBLEMS,
          "the file was changed while it was read; what was published of it stays. The changed file"
              + " is another backfill: rows that were read before change nothing");
    }
  }

  private static BasicFileAttributes attributes(RowFile file) throws IOException {
    return Files.readAttributes(file.path(), BasicFileAttributes.class);
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
