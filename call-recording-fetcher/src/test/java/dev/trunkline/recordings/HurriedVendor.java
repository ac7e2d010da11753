package dev.trunkline.recordings;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.vendors.Vendors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Convoso's folder with seconds where it has minutes and hours, for tests by the wall clock. */
final class HurriedVendor {

  /** Attempts of a search. */
  static final int ATTEMPTS = 7;

  private HurriedVendor() {}

  /** Writes it. */
  static void write(Path vendors) throws IOException {
    for (String file : text("index.txt").lines().map(String::strip).toList()) {
      if (file.startsWith("convoso/") && !file.startsWith("convoso/samples/")) {
        Path target = vendors.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, file.endsWith("vendor.yaml") ? hurried(text(file)) : text(file));
      }
    }
  }

  /** Reads it. */
  static Vendors read(Path vendors) {
    return Vendors.unverified(vendors);
  }

  private static String hurried(String yaml) {
    String then = String.join(", ", java.util.Collections.nCopies(ATTEMPTS - 1, "1s"));
    String schedule = "recordings:\n  first: 2s\n  then: [%s]".formatted(then);
    String hurried =
        yaml.replaceFirst("(?m)^recordings:.*$", schedule)
            .replaceFirst("(?m)^    rate: .*$", "    rate: 60/s")
            .replaceFirst("(?m)^    concurrent: .*$", "    concurrent: 8");
    if (!hurried.contains(schedule) || !hurried.contains("60/s")) {
      throw new IllegalStateException("convoso's vendor.yaml is laid out otherwise now");
    }
    return hurried;
  }

  private static String text(String file) throws IOException {
    try (InputStream in = HurriedVendor.class.getResourceAsStream("/vendors/" + file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8);
    }
  }
}
