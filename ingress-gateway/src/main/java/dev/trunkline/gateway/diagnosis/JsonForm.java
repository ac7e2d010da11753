package dev.trunkline.gateway.diagnosis;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * How a program writes JSON. The same text read and written again by another program is another
 * text, and its signature is another's.
 *
 * @param comma between members
 * @param colon between name and value
 * @param indent blanks of each level; negative: all on one line
 * @param ascii whether what is no ASCII is escaped
 * @param slashes whether slashes are escaped
 */
record JsonForm(String comma, String colon, int indent, boolean ascii, boolean slashes) {

  private static final JsonFactory JSON = new JsonFactory();

  static final JsonForm TIGHT = new JsonForm(",", ":", -1, false, false);
  static final JsonForm TIGHT_ASCII = new JsonForm(",", ":", -1, true, false);
  static final JsonForm PYTHON = new JsonForm(", ", ": ", -1, true, false);
  static final JsonForm PYTHON_UNICODE = new JsonForm(", ", ": ", -1, false, false);
  static final JsonForm PHP = new JsonForm(",", ":", -1, true, true);
  static final JsonForm INDENTED_2 = new JsonForm(",", ": ", 2, false, false);
  static final JsonForm INDENTED_4 = new JsonForm(",", ": ", 4, false, false);

  /** The text in this form, its numbers and the order of its members as they are; null: no JSON. */
  @Nullable String write(byte[] text) {
    StringBuilder out = new StringBuilder();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      JsonToken before = null;
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        boolean empty = before != null && before.isStructStart() && token.isStructEnd();
        if (token.isStructEnd()) {
          depth--;
        } else if (before != null && !before.isStructStart() && before != JsonToken.PROPERTY_NAME) {
          out.append(comma);
        }
        if (depth >= 0 && before != null && before != JsonToken.PROPERTY_NAME && !empty) {
          newLine(out, depth);
        }
        append(out, parser, token);
        depth += token.isStructStart() ? 1 : 0;
        before = token;
      }
      return out.toString();
    } catch (JacksonException e) {
      return null;
    }
  }

  private void append(StringBuilder out, JsonParser parser, JsonToken token) {
    if (token == JsonToken.PROPERTY_NAME || token == JsonToken.VALUE_STRING) {
      out.append('"');
      escape(out, parser.getString());
      out.append('"');
      if (token == JsonToken.PROPERTY_NAME) {
        out.append(colon);
      }
    } else {
      out.append(parser.getString());
    }
  }

  private void newLine(StringBuilder out, int depth) {
    if (indent >= 0) {
      out.append('\n').append(" ".repeat(indent * depth));
    }
  }

  private void escape(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '/' -> out.append(slashes ? "\\/" : "/");
        default -> {
          if (c < 0x20 || (ascii && c > 0x7E)) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
  }
}
