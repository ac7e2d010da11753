package dev.trunkline.vendors;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Another base for a vendor's API, which a source may say: a proxy, a host of its own, a test. */
final class ApiBase {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private ApiBase() {}

  /** Credentials go there: in the clear only where nobody else can listen. */
  static URI read(At at, String written) {
    try {
      URI base = new URI(written);
      String host = base.getHost();
      boolean isSafe =
          "https".equals(base.getScheme())
              || ("http".equals(base.getScheme()) && THIS_MACHINE.contains(host));
      if (host == null || !isSafe) {
        throw at.refused("api", "must begin with https:// and a host");
      }
      if (base.getRawUserInfo() != null
          || base.getRawQuery() != null
          || base.getFragment() != null) {
        throw at.refused("api", "must have neither user nor query");
      }
      return base;
    } catch (URISyntaxException e) {
      throw at.refused("api", "is no URL");
    }
  }

  /** The vendor's URL, or its path below the source's own base. */
  static URI below(@Nullable URI base, URI vendors) {
    if (base == null) {
      return vendors;
    }
    String before = base.getRawPath() == null ? "" : base.getRawPath();
    String path = before.endsWith("/") ? before.substring(0, before.length() - 1) : before;
    return URI.create(
        base.getScheme() + "://" + base.getRawAuthority() + path + vendors.getRawPath());
  }
}
