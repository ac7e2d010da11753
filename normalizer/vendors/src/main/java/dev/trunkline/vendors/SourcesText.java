package dev.trunkline.vendors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The text of a sources file, at whose end one more source is written; what stands there stays. */
final class SourcesText {

  private static final Pattern NONE_YET =
      Pattern.compile("(?m)^sources:[ \\t]*\\[[ \\t]*][ \\t]*(?=#|\\r?$)");

  private SourcesText() {}

  /**
   * The file with one more source.
   *
   * @param file its name, for messages
   * @param before its bytes; none where it is to be made
   * @param entry the source's lines, the first of them with its dash
   * @throws Refused if the list is written in a way that has no end to write at
   */
  static byte[] with(String file, byte[] before, List<String> entry) {
    String text = new String(before, StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), before)) {
      throw new Refused(file + ": is no UTF-8");
    }
    String newline = text.contains("\r\n") ? "\r\n" : "\n";
    JsonNode root = Yaml.read(file, before);
    StringBuilder after = new StringBuilder(NONE_YET.matcher(text).replaceFirst("sources: "));
    if (!text.isEmpty() && !text.endsWith("\n")) {
      after.append(newline);
    }
    if (root.isMissingNode() || root.isNull()) {
      after.append("sources:").append(newline);
    }
    String indent = indent(text);
    entry.forEach(line -> after.append(indent).append(line).append(newline));
    byte[] grown = after.toString().getBytes(StandardCharsets.UTF_8);
    if (!isOnlyLonger(file, root, grown, entry)) {
      throw new Refused(
          file
              + ": its list cannot be written on at its end; nothing was changed: put this into it yourself\n"
              + String.join("\n", entry));
    }
    return grown;
  }

  /** What stands before the dashes of the list. */
  private static String indent(String text) {
    return text.lines()
        .dropWhile(line -> !line.startsWith("sources:"))
        .filter(line -> line.strip().equals("-") || line.stripLeading().startsWith("- "))
        .findFirst()
        .map(line -> line.substring(0, line.indexOf('-')))
        .orElse("  ");
  }

  private static boolean isOnlyLonger(
      String file, JsonNode before, byte[] grown, List<String> entry) {
    try {
      List<JsonNode> wanted = before.path("sources").values().stream().toList();
      List<JsonNode> found =
          SourcesReader.list(file, Yaml.read(file, grown)).values().stream().toList();
      byte[] alone = String.join("\n", entry).getBytes(StandardCharsets.UTF_8);
      return found.size() == wanted.size() + 1
          && found.subList(0, wanted.size()).equals(wanted)
          && found.get(wanted.size()).equals(Yaml.read(file, alone).get(0));
    } catch (Refused e) {
      return false;
    }
  }
}
