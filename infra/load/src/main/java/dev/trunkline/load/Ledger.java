package dev.trunkline.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.vendors.Door;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What a sender was promised: one NDJSON line for every answer, written before anything is done
 * with the answer. The audit holds the system to it. Safe for use by several threads.
 */
public final class Ledger implements AutoCloseable {

  private final FileChannel file;

  private Ledger(FileChannel file) {
    this.file = file;
  }

  /**
   * Opens a ledger to append to; the file is made where it is missing. A last line torn by a kill
   * is ended, so that it spoils no promise behind it.
   */
  public static Ledger open(Path path) {
    try {
      boolean torn = torn(path);
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      if (torn) {
        file.write(ByteBuffer.wrap("\n".getBytes(UTF_8)));
      }
      return new Ledger(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open ledger " + path, e);
    }
  }

  private static boolean torn(Path path) throws IOException {
    if (!Files.exists(path)) {
      return false;
    }
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return file.size() > 0 && file.read(last, file.size() - 1) == 1 && last.get(0) != '\n';
    }
  }

  /**
   * One answer.
   *
   * @param sha256 of the body, hex
   * @param deliveryId promised to be kept, or null
   */
  public record Entry(
      String source,
      String sha256,
      String sentAt,
      int status,
      @Nullable String deliveryId,
      long micros) {

    /** Whether the gateway promised to keep it. */
    public boolean acknowledged() {
      return status >= 200 && status < 300 && deliveryId != null;
    }
  }

  void enter(Door door, byte[] body, Reply reply) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("source", door.source());
    line.put("sha256", sha256(body));
    line.put("sent_at", reply.sentAt().toString());
    line.put("status", reply.status());
    line.put("delivery_id", reply.deliveryId());
    line.put("micros", reply.micros());
    ByteBuffer bytes =
        ByteBuffer.wrap((EventJson.mapper().writeValueAsString(line) + "\n").getBytes(UTF_8));
    try {
      synchronized (file) {
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the ledger", e);
    }
  }

  /** All whole lines of a ledger in their order; lines torn by a kill are left out. */
  public static List<Entry> read(Path path) {
    List<Entry> entries = new ArrayList<>();
    each(path, entries::add);
    return entries;
  }

  /** Gives them to the visitor one by one. */
  public static void each(Path path, Consumer<Entry> visitor) {
    try (var lines = Files.lines(path)) {
      lines.forEach(
          line -> {
            try {
              visitor.accept(EventJson.mapper().readValue(line, Entry.class));
            } catch (JacksonException torn) {
              // Only a kill in the middle of a write leaves such a line; it promised nothing.
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read ledger " + path, e);
    }
  }

  /** SHA-256 of these bytes in hex. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the ledger", e);
    }
  }
}
