package dev.trunkline.allinone.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.load.Secrets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of texts what is nobody else's: secrets by their values, and whatever looks like a
 * phone number, an e-mail address or a password. Rather too much than too little.
 */
final class Redaction {

  /** When something was, which delivery it was, and on which address, helps and harms nobody. */
  private static final String KEPT =
      "\\d{4}-\\d{2}-\\d{2}[T ][0-9:.]+Z?|(?:\\d{1,3}\\.){3}\\d{1,3}(?::\\d+)?|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

  private static final String PHONE = "\\+?\\(?\\d(?:[ ().-]{0,2}\\d){6,17}";

  private static final Pattern NUMBERS = Pattern.compile("(?<kept>" + KEPT + ")|" + PHONE);
  private static final Pattern MAIL = Pattern.compile("[\\w.+-]+@[\\w-]+\\.[\\w.-]+");
  private static final Pattern LOGIN = Pattern.compile("(://[^:/@\\s]+:)[^\\s@/]+(?=@)");
  private static final Pattern NAMED =
      Pattern.compile("(?i)(password=|token=|bearer |secret=)[^\\s&@\"',;]+");

  private final Secrets secrets;

  Redaction(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The text, line by line; a line that still has a secret in another form is left out whole. */
  String of(String text) {
    StringBuilder redacted = new StringBuilder();
    text.lines().forEach(line -> redacted.append(line(line)).append('\n'));
    return redacted.toString();
  }

  private String line(String line) {
    String masked = secrets.masked(line);
    masked = LOGIN.matcher(masked).replaceAll("$1…");
    masked = NAMED.matcher(masked).replaceAll("$1…");
    masked = MAIL.matcher(masked).replaceAll("…@…");
    masked = NUMBERS.matcher(masked).replaceAll(Redaction::number);
    return secrets.in(masked.getBytes(UTF_8)).isEmpty() ? masked : "(a line with a secret)";
  }

  private static String number(MatchResult found) {
    return Matcher.quoteReplacement(
        found.group(1) != null
            ? found.group()
            : "…" + found.group().substring(found.group().length() - 3));
  }
}
