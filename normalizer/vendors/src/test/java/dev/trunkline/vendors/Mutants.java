package dev.trunkline.vendors;

import dev.trunkline.canonical.Delivery;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A sample's request with one field of it changed, in every way that a vendor may change it,
 * written again in the sample's own form: JSON, form, query string, CSV, event stream.
 */
final class Mutants {

  /** How a field is changed, by name. */
  static final Map<String, Object> INSTEAD = new LinkedHashMap<>();

  static {
    INSTEAD.put("null", JsonNull.NULL);
    INSTEAD.put("empty", "");
    INSTEAD.put("dashes", "---");
    INSTEAD.put("template", "{X}");
    INSTEAD.put("number", new JsonNumber("7"));
    INSTEAD.put("absurd", new JsonNumber("1e400"));
    INSTEAD.put("negative", new JsonNumber("-7"));
    INSTEAD.put("boolean", true);
    INSTEAD.put("list", List.of("a", "b"));
    INSTEAD.put("nothings", List.of());
    INSTEAD.put("object", new JsonObject());
    INSTEAD.put("huge", "x".repeat(20_000));
  }

  private static final String LATIN = "caf\u00e9";

  /** The form a body is written in. */
  private enum Form {
    JSON,
    JSON_AS_KEY,
    FORM,
    QUERY,
    CSV,
    EVENTS,
    TEXT
  }

  private final Sample sample;
  private final Form form;
  private final Object tree;

  /** Reads a sample's request. */
  Mutants(Sample sample) {
    this.sample = sample;
    String body = new String(sample.body(), StandardCharsets.UTF_8).strip();
    this.form = form(sample, body);
    this.tree =
        switch (form) {
          case JSON -> Json.read(body);
          case JSON_AS_KEY -> Json.read(unescaped(body.substring(0, body.length() - 1)));
          case FORM -> pairs(body);
          case QUERY -> pairs(String.valueOf(sample.query()));
          case CSV -> Csv.rows(body);
          case EVENTS -> ServerSentEvents.read(body);
          case TEXT -> List.of();
        };
  }

  private static Form form(Sample sample, String body) {
    if (body.isEmpty()) {
      return Form.QUERY;
    }
    if (body.startsWith("{") || body.startsWith("[")) {
      return Form.JSON;
    }
    if (body.startsWith("%7B")) {
      return Form.JSON_AS_KEY;
    }
    String type = String.valueOf(sample.contentType());
    return type.contains("form")
        ? Form.FORM
        : type.contains("csv") ? Form.CSV : type.contains("stream") ? Form.EVENTS : Form.TEXT;
  }

  /** The request itself, written by the same hand as its mutants. */
  Delivery itself() {
    return delivery(StandardCharsets.UTF_8);
  }

  /** Visits every mutant: of the first three objects of the request, every field in every way. */
  void each(BiConsumer<String, Delivery> visit) {
    Map<String, JsonObject> objects = new LinkedHashMap<>();
    collect("", tree, objects);
    objects.entrySet().stream()
        .limit(3)
        .forEach(
            place -> {
              JsonObject object = place.getValue();
              for (String key : List.copyOf(object.keySet())) {
                String field = place.getKey() + key;
                Object was = object.get(key);
                object.remove(key);
                visit.accept(field + "\tmissing", delivery(StandardCharsets.UTF_8));
                INSTEAD.forEach(
                    (name, instead) -> {
                      if (!isText() || instead instanceof String) {
                        object.put(key, instead);
                        visit.accept(field + "\t" + name, delivery(StandardCharsets.UTF_8));
                      }
                    });
                object.put(key, LATIN);
                visit.accept(field + "\tlatin1", delivery(StandardCharsets.ISO_8859_1));
                object.put(key, was);
              }
            });
  }

  private boolean isText() {
    return switch (form) {
      case FORM, QUERY, CSV, TEXT -> true;
      case JSON, JSON_AS_KEY, EVENTS -> false;
    };
  }

  private Delivery delivery(Charset charset) {
    Delivery sent = sample.delivery("d", sample.vendor(), Given.RECEIVED);
    String text = written(charset);
    return new Delivery(
        sent.id(),
        sent.source(),
        sent.vendor(),
        sent.door(),
        sent.receivedAt(),
        sent.method(),
        form == Form.QUERY ? text : sent.query(),
        sent.contentType(),
        sent.remoteIp(),
        sent.proof(),
        null,
        sent.requestHeaders(),
        null,
        form == Form.QUERY ? new byte[0] : text.getBytes(charset));
  }

  private String written(Charset charset) {
    return switch (form) {
      case JSON -> Json.write(tree);
      case JSON_AS_KEY -> URLEncoder.encode(Json.write(tree), charset) + "=";
      case FORM, QUERY -> encoded((JsonObject) tree, charset);
      case CSV -> csv((List<?>) tree);
      case EVENTS -> {
        StringBuilder events = new StringBuilder();
        ((List<?>) tree)
            .forEach(event -> events.append("data: ").append(Json.write(event)).append("\n\n"));
        yield events.toString();
      }
      case TEXT -> "";
    };
  }

  private static String encoded(JsonObject pairs, Charset charset) {
    List<String> all = new ArrayList<>();
    pairs.forEach(
        (key, value) ->
            all.add(
                URLEncoder.encode(key, charset)
                    + "="
                    + URLEncoder.encode(value.toString(), charset)));
    return String.join("&", all);
  }

  private static String csv(List<?> rows) {
    List<String> names = new ArrayList<>();
    rows.forEach(
        row ->
            ((JsonObject) row)
                .keySet()
                .forEach(
                    name -> {
                      if (!names.contains(name)) {
                        names.add(name);
                      }
                    }));
    StringBuilder csv = new StringBuilder(String.join(",", names));
    for (Object row : rows) {
      List<String> cells = new ArrayList<>();
      names.forEach(
          name -> {
            Object cell = ((JsonObject) row).getOrDefault(name, "");
            cells.add("\"" + cell.toString().replace("\"", "\"\"") + "\"");
          });
      csv.append('\n').append(String.join(",", cells));
    }
    return csv.toString();
  }

  private static JsonObject pairs(String text) {
    JsonObject pairs = new JsonObject();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      pairs.put(unescaped(pair.substring(0, equals)), unescaped(pair.substring(equals + 1)));
    }
    return pairs;
  }

  private static String unescaped(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void collect(String place, Object value, Map<String, JsonObject> objects) {
    switch (value) {
      case JsonObject object -> {
        objects.put(place, object);
        object.forEach((key, inner) -> collect(place + key + ".", inner, objects));
      }
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          collect(place + i + ".", list.get(i), objects);
        }
      }
      default -> {}
    }
  }
}
