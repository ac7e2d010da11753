package dev.trunkline.workbench;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code postgresql://user:password@host:port/database?option=…}, as psql takes it, for JDBC. */
final class PostgresUrl {

  /** No {@link java.net.URI}: it knows no host with an underscore, and its errors show the text. */
  private static final Pattern FORM =
      Pattern.compile(
          "postgres(?:ql)?://(?<user>[^:@/?\\s]+):(?<password>[^@/?\\s]*)@(?<host>[^@/?\\s]+)"
              + "/(?<database>[^/?\\s]+)(?:\\?(?<options>\\S*))?");

  private PostgresUrl() {}

  /**
   * The same address as a JDBC URL, options such as {@code sslmode} included.
   *
   * @throws CommandFailure for anything else
   */
  static String jdbc(String url) {
    Matcher form = FORM.matcher(url);
    if (!form.matches()) {
      throw refused();
    }
    String options = form.group("options");
    return "jdbc:postgresql://%s/%s?user=%s&password=%s%s"
        .formatted(
            form.group("host"),
            form.group("database"),
            recoded(form.group("user")),
            recoded(form.group("password")),
            options == null || options.isEmpty() ? "" : "&" + options);
  }

  /** psql reads a plus as itself, the driver as a blank. */
  private static String recoded(String text) {
    try {
      String plain = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      return URLEncoder.encode(plain, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw refused();
    }
  }

  private static CommandFailure refused() {
    return new CommandFailure(
        ExitCode.USAGE, "--postgres wants postgresql://user:password@host:port/database");
  }
}
