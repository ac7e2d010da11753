package dev.trunkline.workbench;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** {@code postgresql://user:password@host:port/database}, as psql takes it, for JDBC. */
final class PostgresUrl {

  private PostgresUrl() {}

  /**
   * The same address as a JDBC URL.
   *
   * @throws CommandFailure for anything else
   */
  static String jdbc(String url) {
    URI uri = URI.create(url);
    String login = uri.getUserInfo();
    if (!"postgresql".equals(uri.getScheme()) || login == null || !login.contains(":")) {
      throw new CommandFailure(
          ExitCode.USAGE, "--postgres wants postgresql://user:password@host:port/database");
    }
    int colon = login.indexOf(':');
    return "jdbc:postgresql://%s:%d%s?user=%s&password=%s"
        .formatted(
            uri.getHost(),
            uri.getPort() < 0 ? 5432 : uri.getPort(),
            uri.getPath(),
            encoded(login.substring(0, colon)),
            encoded(login.substring(colon + 1)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
