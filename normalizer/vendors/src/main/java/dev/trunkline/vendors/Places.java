package dev.trunkline.vendors;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Map;
import java.util.function.Consumer;

/** Texts in which {@code {name}} stands for what is known. */
final class Places {

  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)\\}");

  private Places() {}

  /** Tells every name that stands in braces. */
  static void each(String text, Consumer<String> name) {
    Matcher matcher = PLACE.matcher(text);
    while (matcher.find()) {
      name.accept(String.valueOf(matcher.group(1)));
    }
  }

  /**
   * A text with every {@code {name}} replaced.
   *
   * @param known by name
   * @param whose for the message: {@code of the call}
   * @throws Unreadable naming what is not known
   */
  static String filled(String text, Map<String, String> known, String whose) {
    StringBuilder filled = new StringBuilder();
    Matcher matcher = PLACE.matcher(text);
    int end = 0;
    while (matcher.find()) {
      String value = known.get(String.valueOf(matcher.group(1)));
      if (value == null) {
        throw new Unreadable(matcher.group(1) + " " + whose + " is not known");
      }
      filled.append(text, end, matcher.start()).append(value);
      end = matcher.end();
    }
    return filled.append(text, end, text.length()).toString();
  }
}
