package dev.trunkline.allinone.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a record of settings says of its components: the {@code @param} lines above it, which travel
 * with the classes. There is no second place that could say otherwise.
 */
final class Declared {

  private static final Pattern TAG = Pattern.compile("\\{@\\w+ ([^}]*)}");

  private Declared() {}

  /**
   * The sentence for each component that has one.
   *
   * @throws IllegalStateException if the record's source does not travel with it
   */
  static Map<String, String> by(Class<?> record) {
    return in(source(record), record.getSimpleName());
  }

  /** The same, of a source's text. Pure. */
  static Map<String, String> in(String source, String record) {
    Matcher head = Pattern.compile("\\brecord " + record + "\\(").matcher(source);
    if (!head.find()) {
      throw new IllegalStateException("no record " + record + " in its source");
    }
    int end = source.lastIndexOf("*/", head.start());
    int begin = source.lastIndexOf("/**", end);
    if (begin < 0) {
      return Map.of();
    }
    String comment = source.substring(begin + 3, end).replaceAll("\\R\\s*\\* ?", "\n");
    Map<String, String> said = new LinkedHashMap<>();
    String[] parts = comment.split("(?m)^\\s*@param ", -1);
    for (int i = 1; i < parts.length; i++) {
      String[] words = parts[i].split("(?m)^\\s*@", 2)[0].strip().split("\\s+", 2);
      if (words.length == 2) {
        said.put(words[0], TAG.matcher(words[1].replaceAll("\\s+", " ")).replaceAll("$1"));
      }
    }
    return said;
  }

  private static String source(Class<?> record) {
    Class<?> file = record;
    while (file.getEnclosingClass() != null) {
      file = file.getEnclosingClass();
    }
    String name = "/" + file.getName().replace('.', '/') + ".java";
    try (InputStream in = file.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " does not travel with its class");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
