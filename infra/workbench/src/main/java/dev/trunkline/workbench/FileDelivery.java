package dev.trunkline.workbench;

import com.fasterxml.uuid.Generators;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.vendors.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files as deliveries.
 *
 * @param door of the vendor, or the API that a page was pulled from
 * @param pulled whether we fetched it, rather than the vendor posting it
 * @param contentType null: by the file's ending, if that says it
 * @param query whether files hold query strings; a file that ends in {@code .query} always does
 * @param id null: derived from each file's bytes
 */
record FileDelivery(
    Source source,
    String door,
    boolean pulled,
    @Nullable String contentType,
    boolean query,
    Instant receivedAt,
    @Nullable String id) {

  /** What a person may give: sixty times what the gateway takes. */
  private static final long MAX_BYTES = 64L << 20;

  /** A file as it would have been delivered. */
  Delivery of(Path file) {
    byte[] bytes = bytes(VendorOptions.readable(file));
    boolean asQuery = query || file.toString().endsWith(".query");
    return new Delivery(
        id == null ? Generators.nameBasedGenerator().generate(bytes).toString() : id,
        source.id(),
        source.vendor(),
        door,
        receivedAt,
        asQuery ? "GET" : "POST",
        asQuery ? new String(bytes, StandardCharsets.UTF_8).stripTrailing() : null,
        contentType == null ? byEnding(file.toString()) : contentType,
        "127.0.0.1",
        pulled ? "pulled" : "none",
        null,
        Map.of(),
        null,
        asQuery ? new byte[0] : bytes);
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new CommandFailure(
            ExitCode.USAGE,
            file + " is larger than 64 MiB; a delivery is 1 MiB at most, so make parts of it");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          file + " cannot be read; name a file that is there, and that you may read");
    }
  }

  private static @Nullable String byEnding(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "json" -> "application/json";
      case "form" -> "application/x-www-form-urlencoded";
      case "csv" -> "text/csv";
      case "sse" -> "text/event-stream";
      default -> null;
    };
  }
}
