package dev.trunkline.vendors;

import java.net.URI;
import java.net.URISyntaxException;

/** Links as vendors write them. */
final class Uris {

  private Uris() {}

  /** Whether a text is an absolute http or https URI with a host (RFC 3986). */
  static boolean isAbsolute(String text) {
    if (!text.regionMatches(true, 0, "http", 0, 4)) {
      return false;
    }
    try {
      URI uri = new URI(text);
      return uri.getHost() != null
          && ("http".equalsIgnoreCase(uri.getScheme())
              || "https".equalsIgnoreCase(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
