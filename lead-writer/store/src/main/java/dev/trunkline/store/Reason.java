package dev.trunkline.store;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter's reason, taken apart.
 *
 * @param cause what every letter of its kind says
 * @param field that it names, or null
 */
record Reason(String cause, @Nullable String field) {

  private static final int MOST = 200;

  /** Takes the place of what differs. */
  private static final String SOMETHING = "#";

  /** A trailing field, as the writer names it: no part of the sentence. */
  private static final Pattern BEHIND = Pattern.compile(": ([a-z][a-z_]{0,39})$");

  /** What a mapping's own words tell behind a colon is a value; an exception's name is none. */
  private static final Pattern TOLD = Pattern.compile(": (?!\\w+(Exception|Error)$).*$");

  /** Where a sentence of ours names a field. */
  private static final List<Pattern> NAMED =
      List.of(
          Pattern.compile(" \\(([a-z][a-z_]{0,39})\\) is "),
          Pattern.compile("\\bheader ([A-Za-z_-]{1,40}) is "),
          Pattern.compile("\\bthe key (.{1,64}?) stands twice$"),
          Pattern.compile("^the mapping says ([A-Za-z_.]{1,40}), which "),
          Pattern.compile("(?:^|: )([A-Za-z_][A-Za-z_.-]{0,39}) is (?:missing|no UUID|longer )"));

  /** Greedy: a value may hold quotes itself. */
  private static final Pattern QUOTED =
      Pattern.compile("\".*\"|\".*$|(?<![\\p{L}\\p{N}])'.*'(?![\\p{L}\\p{N}])", Pattern.DOTALL);

  /** Behind a file's name: which line of a mapping failed moves with every change to it. */
  private static final Pattern LINE = Pattern.compile("(?<=\\p{L}):\\d+:\\d+");

  /** Digits that belong to the cause, and nothing else that has any. */
  private static final Pattern VALUE =
      Pattern.compile(
          "(?<keep>SQLSTATE [0-9A-Z]{5}\\b|\\bclass [0-9A-Z]{2} \\(|\\([A-Z]\\d{4}\\)|\\bUTF-8\\b|\\bRFC 3339\\b|\\bUUIDv7\\b)"
              + "|[\\p{L}\\p{N}_.@+:/-]*[\\p{N}@][\\p{L}\\p{N}_.@+:/-]*"
              + "|[\\p{L}_.+:/-]{61,}");

  private static final Pattern DIGITS = Pattern.compile("\\p{N}+");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{C}]+");

  static Reason of(String stage, String reason, @Nullable String source) {
    String said = SPACE.matcher(reason).replaceAll(" ").strip();
    if (source != null && !source.isBlank()) {
      said = said.replace("source " + source + " is ", "source " + SOMETHING + " is ");
    }
    String quoted = QUOTED.matcher(said).replaceAll(SOMETHING);
    String field = field(quoted);
    if (!stage.equals("writer")) {
      return new Reason(plain(TOLD.matcher(quoted).replaceAll(": " + SOMETHING)), field);
    }
    Matcher behind = BEHIND.matcher(quoted);
    return behind.find()
        ? new Reason(plain(quoted.substring(0, behind.start())), behind.group(1))
        : new Reason(plain(quoted), field);
  }

  private static @Nullable String field(String said) {
    for (Pattern named : NAMED) {
      Matcher matcher = named.matcher(said);
      if (matcher.find()) {
        return DIGITS.matcher(matcher.group(1)).replaceAll(SOMETHING);
      }
    }
    return null;
  }

  private static String plain(String said) {
    String placed = LINE.matcher(said).replaceAll("");
    String plain =
        VALUE
            .matcher(placed)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(found.group(1) == null ? SOMETHING : found.group(1)));
    return Storable.cut(plain, MOST);
  }
}
