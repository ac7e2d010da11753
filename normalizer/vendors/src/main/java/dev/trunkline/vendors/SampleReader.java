package dev.trunkline.vendors;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the stories in {@code samples/*.json}. */
final class SampleReader {

  private static final Set<String> KEYS =
      Set.of("story", "origin", "door", "channel", "source", "request", "means");
  private static final Set<String> REQUEST =
      Set.of("method", "content_type", "query", "body", "body_text", "body_file");
  private static final Set<String> SOURCE = Set.of("zone", "region", "fields");
  private static final Set<String> MEANS = Set.of("events", "ignored", "rejected", "not");

  private final Folder folder;
  private final Spec spec;
  private final String file;

  private SampleReader(Folder folder, Spec spec, String file) {
    this.folder = folder;
    this.spec = spec;
    this.file = file;
  }

  /**
   * A folder's stories, in the order of their files' names.
   *
   * @throws Refused naming the file and the cause
   */
  static List<Sample> read(Folder folder, Spec spec) {
    List<Sample> samples = new ArrayList<>();
    for (String file : folder.files().keySet()) {
      if (file.startsWith("samples/") && file.endsWith(".json")) {
        SampleReader reader = new SampleReader(folder, spec, file);
        try {
          samples.add(reader.sample(story(Json.read(folder.text(file)))));
        } catch (Unreadable e) {
          throw reader.refused(e.reason());
        }
      }
    }
    return List.copyOf(samples);
  }

  private static Object story(Object root) {
    String twice = Json.keyTwice(root);
    if (twice != null) {
      throw new Unreadable("the key " + twice + " stands twice");
    }
    return root;
  }

  private Sample sample(Object root) {
    Map<String, Object> sample = object(root, "the file", KEYS);
    Map<String, Object> request = object(sample.get("request"), "request", REQUEST);
    Map<String, Object> source = object(sample.get("source"), "source", SOURCE);
    String door = text(sample.get("door"));
    Spec.DoorSpec known = door == null ? null : spec.doors().get(door);
    if (door != null && (known == null || known.echo())) {
      throw refused("door " + door + " is unknown, or delivers nothing");
    }
    String channel = text(sample.get("channel"));
    if (channel != null && !channel.equals("hook") && !channel.equals("pull")) {
      throw refused("channel must be hook or pull");
    }
    String story = text(sample.get("story"));
    if (story == null) {
      throw refused("story is missing");
    }
    String method = text(request.get("method"));
    return new Sample(
        spec.vendor(),
        file.substring("samples/".length(), file.length() - ".json".length()),
        story,
        door == null ? spec.doors().keySet().iterator().next() : door,
        "pull".equals(channel),
        method == null ? "POST" : method,
        text(request.get("content_type")),
        text(request.get("query")),
        body(request),
        zone(text(source.get("zone"))),
        text(source.get("region")),
        fields(source.get("fields")),
        means(object(sample.get("means"), "means", MEANS)));
  }

  private byte[] body(Map<String, Object> request) {
    String beside = text(request.get("body_file"));
    if (beside != null) {
      byte[] bytes = folder.files().get("samples/" + beside);
      if (bytes == null) {
        throw refused("samples/" + beside + " is missing");
      }
      return bytes;
    }
    String text = text(request.get("body_text"));
    Object body = request.get("body");
    String written = text != null ? text : body == null ? "" : body(body);
    return written.getBytes(StandardCharsets.UTF_8);
  }

  private static String body(Object body) {
    String slice = body instanceof JsonObject object ? object.slice() : null;
    return slice == null ? Json.write(body) : slice;
  }

  private Sample.Means means(Map<String, Object> means) {
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    for (Object event : list(means.get("events"))) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      object(event, "means.events", null)
          .forEach((name, value) -> fields.put(name, value == JsonNull.NULL ? null : value));
      events.add(fields);
    }
    return new Sample.Means(
        events,
        reasons(means.get("ignored")),
        reasons(means.get("rejected")),
        object(means.get("not"), "means.not", null));
  }

  private List<String> reasons(@Nullable Object list) {
    List<String> reasons = new ArrayList<>();
    for (Object item : list(list)) {
      String reason = text(item instanceof Map<?, ?> object ? object.get("reason") : item);
      reasons.add(reason == null ? "" : reason);
    }
    return reasons;
  }

  private @Nullable ZoneId zone(@Nullable String zone) {
    try {
      return zone == null ? null : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw refused("source.zone is no time zone");
    }
  }

  private Map<String, List<String>> fields(@Nullable Object fields) {
    Map<String, List<String>> read = new LinkedHashMap<>();
    object(fields, "source.fields", spec.fields().keySet())
        .forEach(
            (name, names) -> read.put(name, list(names).stream().map(String::valueOf).toList()));
    return read;
  }

  private Map<String, Object> object(
      @Nullable Object value, String where, @Nullable Set<String> known) {
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof JsonObject object)) {
      throw refused(where + " is no object");
    }
    for (String key : object.keySet()) {
      if (known != null && !known.contains(key)) {
        throw refused(where + " has the unknown key " + key);
      }
    }
    return object;
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null || value == JsonNull.NULL ? null : value.toString();
  }

  private Refused refused(String cause) {
    return new Refused(folder.name() + "/" + file + ": " + cause);
  }
}
