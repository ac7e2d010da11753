package dev.trunkline.vendors;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a body may be compressed on its way (RFC 9110, 8.4.1). */
public enum Coding {
  /** RFC 1952. */
  GZIP,
  /** Deflate within zlib, RFC 1950 and 1951. */
  DEFLATE;

  /** The one that {@code Content-Encoding} or a sources file calls so; null if none is. */
  public static @Nullable Coding of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      default -> null;
    };
  }
}
