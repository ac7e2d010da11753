package dev.trunkline.allinone.settings;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be set.
 *
 * @param key as Spring knows it: {@code trunkline.gateway.max-body}
 * @param type its Java type
 * @param standard what it is where nothing is set; null: nothing
 * @param what its record says of it: what it is, its unit, its range
 * @param page where it is written about
 */
public record Knob(String key, Class<?> type, @Nullable String standard, String what, String page) {

  private static final Pattern SECRET = Pattern.compile("(^|[.-])(passwords?|tokens?|secrets?)$");

  /** Whether its value is shown to nobody. */
  public boolean isSecret() {
    return SECRET.matcher(key).find();
  }

  /** The environment variable that sets it. */
  public String variable() {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "");
  }

  /** Spring takes these, too: a dash may be written as an underscore. */
  List<String> variables() {
    return List.of(variable(), key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
  }

  /** How a value of it is written. */
  public String form() {
    if (type.isEnum()) {
      return "one of "
          + String.join(
              ", ",
              List.of(type.getEnumConstants()).stream()
                  .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                  .toList());
    }
    return switch (type.getSimpleName()) {
      case "boolean" -> "true or false";
      case "int", "long", "short" -> "a whole number";
      case "Duration" -> "a duration with its unit, like 500ms, 2s, 5m or 1d";
      case "DataSize" -> "a size with its unit, like 64KB, 1MB or 4GB";
      case "Path" -> "a path";
      case "URI" -> "an address, like https://host/path";
      case "List" -> "a list, separated by commas";
      case "LocalTime" -> "a time of the day, like 02:30";
      default -> "a text";
    };
  }
}
