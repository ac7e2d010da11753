package dev.trunkline.vendors;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Strict JSON (RFC 8259): nothing behind the value, at most 100 levels; a key that stands twice is
 * marked in its object, see {@link #keyTwice}. Objects are {@link JsonObject}, arrays lists,
 * numbers {@link JsonNumber}, null {@link JsonNull}.
 */
final class Json {

  /** Levels of nesting that are read. */
  static final int MAX_DEPTH = 100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(4096)
                  .build())
          .build();

  private Json() {}

  /**
   * The value that a text holds.
   *
   * @throws Unreadable with place and cause, never with a part of the text
   */
  static Object read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new Unreadable("body is empty");
      }
      Object value = value(parser, first, text);
      if (parser.nextToken() != null) {
        throw new Unreadable("body goes on behind its JSON value, " + place(parser));
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new Unreadable(
          "body is JSON nested deeper than " + MAX_DEPTH + " or with an endless number or name");
    } catch (JacksonException e) {
      throw new Unreadable("body is no JSON, " + place(e.getLocation()));
    }
  }

  /** The JSON text of a decoded value; numbers as the vendor wrote them. */
  static String write(Object value) {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(generator, value);
    }
    return out.toString();
  }

  /** A key that stands twice in one object of a decoded value, however deep; or null. */
  static @Nullable String keyTwice(Object value) {
    return switch (value) {
      case JsonObject object ->
          object.twice() != null ? object.twice() : keyTwiceIn(object.values());
      case List<?> list -> keyTwiceIn(list);
      default -> null;
    };
  }

  private static @Nullable String keyTwiceIn(Iterable<?> values) {
    for (Object value : values) {
      String key = value == null ? null : keyTwice(value);
      if (key != null) {
        return key;
      }
    }
    return null;
  }

  private static Object value(JsonParser parser, JsonToken token, String text) {
    return switch (token) {
      case START_OBJECT -> object(parser, text);
      case START_ARRAY -> array(parser, text);
      case VALUE_STRING -> Text.clean(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> JsonNull.NULL;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new Unreadable("body is no JSON, " + place(parser));
    };
  }

  private static JsonObject object(JsonParser parser, String text) {
    JsonObject object = new JsonObject(text, (int) parser.currentTokenLocation().getCharOffset());
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      String key = Text.clean(name);
      if (object.put(key, value(parser, parser.nextToken(), text)) != null) {
        object.hasTwice(key);
      }
    }
    object.endsAt((int) parser.currentLocation().getCharOffset());
    return object;
  }

  private static List<Object> array(JsonParser parser, String text) {
    List<Object> array = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      array.add(value(parser, token, text));
    }
    return array;
  }

  private static void write(JsonGenerator generator, Object value) {
    switch (value) {
      case Map<?, ?> object -> {
        generator.writeStartObject();
        object.forEach(
            (name, inner) -> {
              generator.writeName(String.valueOf(name));
              write(generator, inner);
            });
        generator.writeEndObject();
      }
      case List<?> array -> {
        generator.writeStartArray();
        array.forEach(inner -> write(generator, inner));
        generator.writeEndArray();
      }
      case JsonNumber number -> generator.writeNumber(number.text());
      case Boolean truth -> generator.writeBoolean(truth);
      case JsonNull nothing -> generator.writeNull();
      default -> generator.writeString(value.toString());
    }
  }

  private static String place(JsonParser parser) {
    return place(parser.currentTokenLocation());
  }

  private static String place(TokenStreamLocation at) {
    return "line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
