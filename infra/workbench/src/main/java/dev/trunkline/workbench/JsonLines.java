package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * NDJSON: one object a line, blank lines left out. A line that is no object becomes a text of JSON
 * with the line in it, so that it is a dead letter and spoils no other.
 */
final class JsonLines implements Rows {

  /** As strict as what reads deliveries, where a line stands one level deeper. */
  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(99).maxNumberLength(4096).build())
          .build();

  private final ByteReader in;
  private final int maxBytes;
  private long line;

  /**
   * The lines of a file.
   *
   * @param maxBytes most bytes of a row
   */
  JsonLines(ByteReader in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  @Override
  public @Nullable Row next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    while (in.peek() >= 0) {
      line++;
      bytes.reset();
      for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
        bytes.write(next);
        if (bytes.size() > maxBytes) {
          throw Row.tooLarge("line " + line);
        }
      }
      if (!isBlank(bytes.toByteArray())) {
        return row(withoutReturn(bytes.toByteArray()));
      }
    }
    return null;
  }

  private Row row(byte[] text) {
    if (isObject(text)) {
      return new Row(text, null, false);
    }
    byte[] quoted = quoted(text);
    if (quoted.length > maxBytes) {
      throw Row.tooLarge("line " + line);
    }
    return new Row(quoted, "line " + line + " is no JSON object", false);
  }

  private static boolean isBlank(byte[] line) {
    for (byte one : line) {
      if (one != ' ' && one != '\t' && one != '\r') {
        return false;
      }
    }
    return true;
  }

  private static byte[] withoutReturn(byte[] line) {
    return line[line.length - 1] == '\r' ? Arrays.copyOf(line, line.length - 1) : line;
  }

  private static boolean isObject(byte[] line) {
    String text = Utf8.strict(line);
    if (text == null) {
      return false;
    }
    try (JsonParser parser = STRICT.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }

  /** The line as a text of JSON: of bytes that are no UTF-8 each is the character of its number. */
  static byte[] quoted(byte[] line) {
    String text = Utf8.strict(line);
    return EventJson.mapper()
        .writeValueAsBytes(text == null ? new String(line, StandardCharsets.ISO_8859_1) : text);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
